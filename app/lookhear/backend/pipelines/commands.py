"""The units of work of pipelines: plain functions of a transaction, each giving the row as it is now and the bells to ring."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.reading import newest_end_ns
from lookhear.backend.pipelines.requests import Wish
from lookhear.backend.pipelines.writing import BELL, FORCED, STARTED, STOPPED
from lookhear.backend.records import Pipeline, PipelineKind, PipelineState, RecordFilter
from lookhear.backend.streams.rows import is_connected
from lookhear.errors import Conflict, NotFound, WrongKind
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Session, Stream

MOST_OF_A_STREAM: Final = 64
_PREFIX: Final = {
    PipelineKind.TRANSCRIPT: "trn",
    PipelineKind.VISUAL: "scene-idx",
    PipelineKind.AUDIO: "scene-idx",
    PipelineKind.UNDERSTANDING: "und",
    PipelineKind.INDEX: "idx",
}
_NS_PER_MS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A stream that pipelines may work on, and its session."""

    stream: Stream
    session: Session


def place_of(tx: Transaction, stream_id: str) -> Place:
    """Where a pipeline is to be. Raises NotFound; a derived track is no RTStream."""
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None or not stream.kind.is_channel:
        raise NotFound(f"There is no RTStream {stream_id!r} here.")
    return Place(stream, session)


def found(tx: Transaction, stream_id: str, pipeline_id: str, *, kinds: Iterable[PipelineKind]) -> Pipeline:
    """A pipeline of a stream. Raises NotFound."""
    row = tx.pipelines.get(pipeline_id)
    if row is None or row.stream_id != stream_id or row.kind not in tuple(kinds):
        raise NotFound(f"The stream has no {pipeline_id!r}.")
    return row


def ensure_transcript(
    tx: Transaction, place: Place, *, is_wanted: bool, now_ns: int, language: str | None = None
) -> tuple[Pipeline, list[Notice]]:
    """A stream's transcript, made when there is none, and run when it ``is_wanted``. Raises WrongKind for a display."""
    if place.stream.kind.is_video:
        raise WrongKind("This stream is a display and has nothing to be heard.", hint="Start the transcript of a microphone.")
    known = tx.pipelines.find(place.stream.id, PipelineKind.TRANSCRIPT, "")
    if known is None:
        state = PipelineState.RUNNING if is_wanted else PipelineState.STOPPED
        made = dataclasses.replace(_new(place, Wish(kind=PipelineKind.TRANSCRIPT), now_ns=now_ns), state=state, language=language)
        tx.pipelines.add(made)
        return made, [notice(made, STARTED)]
    if language is not None and language != known.language:
        known = dataclasses.replace(known, language=language, updated_ns=now_ns)
        tx.pipelines.update(known)
        if known.state is PipelineState.RUNNING:  # what is being said is heard again, as the other language
            return known, [notice(known, FORCED), notice(known, STARTED)]
    return start(tx, place, known, now_ns=now_ns) if is_wanted else (known, [])


def ensure(tx: Transaction, place: Place, wish: Wish, *, now_ns: int) -> tuple[Pipeline, list[Notice]]:
    """The pipeline of a wish: the one that is there, running (again), or a new one. Raises Conflict for one too many."""
    known = tx.pipelines.find(place.stream.id, wish.kind, wish.key)
    if known is not None:
        return start(tx, place, known, now_ns=now_ns)
    if len(tx.pipelines.of_stream(place.stream.id)) >= MOST_OF_A_STREAM:
        raise Conflict(f"A stream has {MOST_OF_A_STREAM} pipelines at most.", hint="Use one of those that are there.")
    made = _new(place, wish, now_ns=now_ns)
    tx.pipelines.add(made)
    return made, [notice(made, STARTED)]


def start(tx: Transaction, place: Place, pipeline: Pipeline, *, now_ns: int) -> tuple[Pipeline, list[Notice]]:
    """Run it. What it was stopped for stays out while the stream goes on; of a stream that has ended, what is left is worked on.

    One that never did anything begins at the beginning.
    """
    if pipeline.state is PipelineState.RUNNING:
        return pipeline, []
    position_ns = pipeline.position_ns
    if position_ns and is_connected(place.stream, place.session):
        position_ns = max(position_ns, newest_end_ns(tx, place.stream.id))
    started = dataclasses.replace(pipeline, state=PipelineState.RUNNING, position_ns=position_ns, error=None, updated_ns=now_ns)
    tx.pipelines.update(started)
    return started, [notice(started, STARTED)]


def stop(tx: Transaction, pipeline: Pipeline, *, is_forced: bool, now_ns: int) -> tuple[Pipeline, list[Notice]]:
    """Let it rest; what does so already stays as it is."""
    if pipeline.state is not PipelineState.RUNNING:
        return pipeline, []
    stopped = dataclasses.replace(pipeline, state=PipelineState.STOPPED, updated_ns=now_ns)
    tx.pipelines.update(stopped)
    return stopped, [notice(stopped, FORCED if is_forced else STOPPED)]


def change_prompt(tx: Transaction, pipeline: Pipeline, prompt: str, *, now_ns: int) -> tuple[Pipeline, list[Notice]]:
    """Ask for something else from now on."""
    if pipeline.prompt == prompt:
        return pipeline, []
    changed = dataclasses.replace(pipeline, prompt=prompt, updated_ns=now_ns)
    tx.pipelines.update(changed)
    is_running = changed.state is PipelineState.RUNNING
    return changed, [notice(changed, FORCED), notice(changed, STARTED)] if is_running else []


def listen(tx: Transaction, pipeline: Pipeline, connection_id: str | None, *, session: Session) -> None:
    """Have a connection told; that of the session when nobody names one."""
    wanted = connection_id or session.ws_connection_id
    if wanted is not None:
        tx.pipelines.add_listener(pipeline.id, wanted)


def notice(pipeline: Pipeline, what: str) -> Notice:
    """The bell of something that happened to a pipeline."""
    return BELL, {"pipeline_id": pipeline.id, "what": what}


def news_since(tx: Transaction, wanted: RecordFilter, since_ns: int) -> RecordFilter:
    """What is new since a moment, for both kinds of callers.

    Who names the end of a record gets what lies behind that record; who names any other time gets what was written since.
    """
    near = dataclasses.replace(wanted, from_ns=since_ns - _NS_PER_MS, to_ns=since_ns + _NS_PER_MS)
    records, _ = tx.records.page(near, limit=10)
    if any(abs(record.end_ns - since_ns) < _NS_PER_MS for record in records):
        return dataclasses.replace(wanted, from_ns=max(wanted.from_ns or 0, since_ns + _NS_PER_MS))
    return dataclasses.replace(wanted, since_ns=since_ns)


def _new(place: Place, wish: Wish, *, now_ns: int) -> Pipeline:
    return Pipeline(
        id=new_id(_PREFIX[wish.kind]),
        kind=wish.kind,
        stream_id=place.stream.id,
        session_id=place.session.id,
        collection_id=place.stream.collection_id,
        config_key=wish.key,
        state=PipelineState.RUNNING,
        created_ns=now_ns,
        updated_ns=now_ns,
        name=wish.name,
        prompt=wish.prompt,
        config=wish.config,
        model_name=wish.model_name,
        source_id=wish.source_id,
        output=wish.output,
    )
