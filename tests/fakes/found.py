"""Rows of what pipelines found: a session with a display and a microphone, and records to search in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

from lookhear.backend.records import Pipeline, PipelineKind, PipelineState, Record
from lookhear.backend.storage.database import SqliteStore
from lookhear.protocol.tracks import TrackKind
from tests.fakes.clock import ManualClock
from tests.fakes.stored import SESSION, STREAM, AskedStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lookhear.backend.records import Session, Stream

NS: Final = 1_000_000_000
ORIGIN_NS: Final = SESSION.clock_wall_origin_ns or 0
DISPLAY: Final = STREAM
MIC: Final = replace(STREAM, id="rts-2", track="mic:default", kind=TrackKind.MIC, name="Microphone", position=1, is_primary=False)
SPEECH: Final = Pipeline(
    id="tr-1",
    kind=PipelineKind.TRANSCRIPT,
    stream_id=MIC.id,
    session_id=SESSION.id,
    collection_id=SESSION.collection_id,
    config_key="",
    state=PipelineState.RUNNING,
    created_ns=1,
    updated_ns=1,
)
SUMMARY: Final = replace(SPEECH, id="scene-idx-audio", kind=PipelineKind.AUDIO, name="summaries", source_id=SPEECH.id, created_ns=2)
SCENES: Final = replace(SPEECH, id="scene-idx-visual", kind=PipelineKind.VISUAL, stream_id=DISPLAY.id, name="scenes", created_ns=3)
LOOKS: Final = replace(SPEECH, id="und-1", kind=PipelineKind.UNDERSTANDING, stream_id=DISPLAY.id, created_ns=4)
LOOKS_INDEX: Final = replace(
    LOOKS, id="idx-1", kind=PipelineKind.INDEX, name="looks", source_id=LOOKS.id, output="scene", created_ns=5, config_key="scene"
)


def record(pipeline: Pipeline, text: str, *, at_s: float = 0.0, length_s: float = 2.0, **metadata: object) -> Record:
    """A record of a pipeline, at a time of the session; one of an understanding is of its output ``scene``."""
    start_ns = ORIGIN_NS + round(at_s * NS)
    return Record(
        id=0,
        pipeline_id=pipeline.id,
        kind=pipeline.kind,
        stream_id=pipeline.stream_id,
        session_id=pipeline.session_id,
        collection_id=pipeline.collection_id,
        start_ns=start_ns,
        end_ns=start_ns + round(length_s * NS),
        text=text,
        created_ns=start_ns,
        output="scene" if pipeline.kind is PipelineKind.UNDERSTANDING else None,
        metadata=dict(metadata),
    )


class FoundRows(AskedStore):
    """A store with a session, its two streams and their pipelines, to which records are added."""

    def __init__(self, folder: Path, *pipelines: Pipeline, session: Session = SESSION, streams: Iterable[Stream] = (DISPLAY, MIC)) -> None:
        self.clock = ManualClock(ORIGIN_NS + 3600 * NS)
        super().__init__(SqliteStore.open(folder / "rows.sqlite3", now_ns=self.clock))
        self.add(session, *streams, *(pipelines or (SPEECH, SUMMARY, SCENES, LOOKS, LOOKS_INDEX)))

    def found(self, *records: Record) -> list[Record]:
        """Records are written; with their ids."""
        return self.write(lambda tx: [tx.records.add(each) for each in records])

    def __enter__(self) -> Self:
        return self
