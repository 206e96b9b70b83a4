"""Which records a search goes through, and which index each of them is shown under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.backend.records import DEFAULT_COLLECTION, PipelineKind, RecordFilter
from lookhear.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline, Record, Session, Stream, Video

SPOKEN: Final = frozenset({PipelineKind.TRANSCRIPT, PipelineKind.AUDIO})
SEEN: Final = frozenset({PipelineKind.VISUAL, PipelineKind.UNDERSTANDING})
TRANSCRIPT_NAME: Final = "transcript"
_MOST_SESSIONS: Final = 10_000


class Found(Protocol):
    """A record, or what some have in common."""

    @property
    def pipeline_id(self) -> str:
        """Who made it."""
        ...

    @property
    def output(self) -> str | None:
        """Which of an understanding's outputs it is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What an index is called: nothing for a transcript, which is searched along and is none."""

    index_id: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Records by their rows' own columns, and by the outputs of understandings where an index reads only one.

    ``outputs`` has the wanted ones by pipeline; all of the others are wanted whole. ``labels`` names what is searched by pipeline
    and output; what is not in it is looked up when it is found.
    """

    wanted: RecordFilter
    outputs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[tuple[str, str | None], Label] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that could be found."""
        return self.wanted.pipeline_ids == ()

    def covers(self, found: Found) -> bool:
        """Whether what is of one of these pipelines is of a wanted output."""
        outputs = self.outputs.get(found.pipeline_id)
        return outputs is None or found.output in outputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which indexes: by id or by name, of some kinds; everything for nothing."""

    index_ids: tuple[str, ...] = ()
    index_names: tuple[str, ...] = ()
    kinds: frozenset[PipelineKind] | None = None

    @property
    def is_named(self) -> bool:
        """Whether indexes are named."""
        return bool(self.index_ids or self.index_names)


EVERYTHING: Final = Choice()


def kinds_of(index_type: str | None) -> frozenset[PipelineKind] | None:
    """What the SDKs' ``index_type`` stands for; None, everything, for the words that are none of an index."""
    return {"spoken_word": SPOKEN, "spoken": SPOKEN, "audio": SPOKEN, "scene": SEEN, "visual": SEEN}.get(index_type or "")


def stream_scope(tx: Transaction, stream_ids: Iterable[str], choice: Choice) -> Scope:
    """The records of some streams. Raises NotFound for an index that is none of them."""
    pipelines = [pipeline for stream_id in stream_ids for pipeline in tx.pipelines.of_stream(stream_id)]
    return _scope(tx, pipelines, choice)


def collection_scope(tx: Transaction, collection_id: str, choice: Choice, *, session_id: str | None = None) -> Scope:
    """The records of a collection, or of all for the default one, and only those of one session for who may see no more.

    Raises NotFound for an unknown collection or index.
    """
    if tx.collections.get(collection_id) is None:
        raise NotFound(f"There is no collection {collection_id!r}.", hint="`default` is always there.")
    only = None if collection_id == DEFAULT_COLLECTION else collection_id
    if choice.index_ids:
        found = [pipeline for each in choice.index_ids if (pipeline := tx.pipelines.get(each)) is not None]
        kept = [each for each in found if only in {None, each.collection_id} and session_id in {None, each.session_id}]
        return _scope(tx, kept, choice)
    if choice.index_names:
        sessions = tx.sessions.search(collection_id=only, only=session_id, limit=_MOST_SESSIONS)
        streams = [stream.id for session in sessions for stream in tx.streams.of_session(session.id)]
        return stream_scope(tx, streams, choice)
    kinds = None if choice.kinds is None else tuple(sorted(choice.kinds))
    return Scope(wanted=RecordFilter(collection_id=only, session_id=session_id, kinds=kinds))


def shown_streams(video: Video, streams: Iterable[Stream]) -> list[Stream]:
    """The streams that a video has in it: its display and all sounds, or just the track it is."""
    if video.is_session:
        return [each for each in streams if not each.kind.is_video or each.track == video.channel]
    return [each for each in streams if each.track == video.channel]


def video_of(tx: Transaction, session: Session, stream: Stream) -> Video | None:
    """The video that shows a stream best: the session's own one, or else any that has it."""
    videos = [each for each in tx.videos.of_session(session.id) if shown_streams(each, [stream])]
    return next((each for each in videos if each.id == session.exported_video_id), videos[0] if videos else None)


def label_of(tx: Transaction, scope: Scope, record: Record) -> Label:
    """What a record is shown under."""
    known = scope.labels.get((record.pipeline_id, record.output)) or scope.labels.get((record.pipeline_id, None))
    if known is not None:
        return known
    pipeline = tx.pipelines.get(record.pipeline_id)
    if pipeline is None:
        return Label(index_id=record.pipeline_id, name="")
    readers = [each for each in tx.pipelines.of_source(pipeline.id) if each.kind is PipelineKind.INDEX and each.output == record.output]
    return _label(readers[0] if readers else pipeline)


def _scope(tx: Transaction, pipelines: Sequence[Pipeline], choice: Choice) -> Scope:
    chosen = _chosen(pipelines, choice) if choice.is_named else [each for each in pipelines if each.kind is not PipelineKind.INDEX]
    ids: dict[str, None] = {}
    outputs: dict[str, set[str]] = {}
    whole: set[str] = set()
    labels: dict[tuple[str, str | None], Label] = {}
    for pipeline in chosen:
        is_reader = pipeline.kind is PipelineKind.INDEX
        source = tx.pipelines.get(pipeline.source_id) if is_reader and pipeline.source_id else pipeline
        if source is None or (choice.kinds is not None and source.kind not in choice.kinds):
            continue
        ids[source.id] = None
        if is_reader and pipeline.output is not None:
            outputs.setdefault(source.id, set()).add(pipeline.output)
            labels[source.id, pipeline.output] = _label(pipeline)
        else:
            whole.add(source.id)
    if not choice.is_named:
        labels |= _readers(pipelines, ids)
    return Scope(
        wanted=RecordFilter(pipeline_ids=tuple(ids)),
        outputs={each: frozenset(names) for each, names in outputs.items() if each not in whole},
        labels=labels,
    )


def _chosen(pipelines: Sequence[Pipeline], choice: Choice) -> list[Pipeline]:
    chosen = [each for each in pipelines if each.id in choice.index_ids or (each.name and each.name in choice.index_names)]
    missing = [each for each in choice.index_ids if all(each != pipeline.id for pipeline in chosen)]
    missing += [each for each in choice.index_names if all(each != pipeline.name for pipeline in chosen)]
    if missing:
        raise NotFound(f"There is no index {missing[0]!r} here.", hint="Leave it out to search everything.")
    return chosen


def _readers(pipelines: Iterable[Pipeline], ids: Collection[str]) -> dict[tuple[str, str | None], Label]:
    """The indexes over understandings, by what they read; the first one for each."""
    found: dict[tuple[str, str | None], Label] = {}
    for each in pipelines:
        if each.kind is PipelineKind.INDEX and each.source_id is not None and each.source_id in ids:
            found.setdefault((each.source_id, each.output), _label(each))
    return found


def _label(pipeline: Pipeline) -> Label:
    if pipeline.kind is PipelineKind.TRANSCRIPT:
        return Label(index_id=None, name=TRANSCRIPT_NAME)
    return Label(index_id=pipeline.id, name=pipeline.name)
