"""What was found becomes records, together with the position and all who are told: a crash loses nothing and doubles nothing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.messages import record_message, transcript_message
from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.pushing import push, whisper
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.masking import MASKED, TAIL_CHARS, Masker, Told
from lookhear.backend.records import PipelineKind, PipelineState, Record
from lookhear.backend.streams.times import seconds_of
from lookhear.errors import NotFound
from lookhear.understanding.plain import plain_object, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.pipelines.hooks import EndHook, RecordObserver
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Pipeline, Session, Stream
    from lookhear.errors import EngineFailed
    from lookhear.understanding.ports import Utterance, Word

BELL: Final = "pipelines"
"""The bus topic of what happens to pipelines: ``{"pipeline_id", "what"}``, see `What`."""
AI_WEBHOOKS: Final = "ai_webhooks"
"""The key in a session's metadata: true sends what is found to its callback_url, too, whatever the server's setting is."""
STARTED: Final = "started"
STOPPED: Final = "stopped"
FORCED: Final = "stopped by force"  # what is begun is dropped
WRITTEN: Final = "written"
_NS_PER_MS: Final = 1_000_000
_FRESH_NS: Final = 60_000_000_000  # words that are not final are told while they are being said


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing an engine found, in session time. ``words`` become a list in its metadata, with epoch seconds.

    ``is_said``: it goes on where the last one ended, and so may a number that somebody says.
    """

    start_ns: int
    end_ns: int
    text: str
    output: str | None = None
    words: tuple[Word, ...] = ()
    metadata: dict[str, object] = field(default_factory=dict)
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class _Rows:
    """A pipeline with what it belongs to."""

    pipeline: Pipeline
    stream: Stream
    session: Session

    @property
    def origin_ns(self) -> int:
        """Wall time at session time zero."""
        return self.session.clock_wall_origin_ns or 0

    @property
    def is_kept(self) -> bool:
        """Whether what it finds is kept: an understanding may be for listeners only."""
        return self.pipeline.kind is not PipelineKind.UNDERSTANDING or self.pipeline.config.get("store") is not False


class RecordWriter:
    """Writes for every pipeline. Raises NotFound when a pipeline was deleted, and StoreError."""

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        observers: Sequence[RecordObserver],
        now_ns: Callable[[], int],
        has_webhooks: bool,
        sessions: EndHook,
        masker: Masker | None = None,
    ) -> None:
        self._store = store
        self._bus = bus
        self._observers = tuple(observers)
        self._now_ns = now_ns
        self._has_webhooks = has_webhooks
        self._sessions = sessions
        self._masker = masker or Masker()
        self._tails: dict[str, str] = {}  # how what was said last ended, by transcript: in memory only

    async def write(self, pipeline_id: str, found: Sequence[Found], *, position_ns: int, engine: str | None, is_last: bool = False) -> None:
        """Add records and move on. ``is_last``: the stream has ended, and so does the pipeline."""
        kept = await self._masked(pipeline_id, found)
        await self._do(lambda tx: self._written(tx, pipeline_id, kept, position_ns=position_ns, engine=engine, is_last=is_last))
        self._tails.pop(pipeline_id, None) if is_last else self._note_tail(pipeline_id, found)

    async def write_failure(self, pipeline_id: str, found: Found, error: EngineFailed, *, position_ns: int) -> None:
        """Note that a stretch failed for good and move on behind it: a record without text that says why, which nobody is told of."""
        told: dict[str, object] = {"code": error.code, "message": self._masker.text(error.for_people())}
        failed = dataclasses.replace(found, text="", words=(), metadata=found.metadata | {"error": told})

        def work(tx: Transaction) -> list[Notice]:
            rows = _rows(tx, pipeline_id)
            if rows.is_kept:
                tx.records.add(_record(rows, failed, now_ns=self._now_ns()))
            position = max(rows.pipeline.position_ns, position_ns)
            moved = dataclasses.replace(rows.pipeline, position_ns=position, error=told, updated_ns=self._now_ns())
            tx.pipelines.update(moved)
            return [_notice(pipeline_id)]

        await self._do(work)

    async def note_trouble(self, pipeline_id: str, error: dict[str, object] | None, *, is_fatal: bool = False) -> None:
        """Keep why nothing comes for now, or nothing at all any more; None when all is well again."""
        masked = None if error is None else self._masker.value(error)
        told = masked if isinstance(masked, dict) else None

        def work(tx: Transaction) -> list[Notice]:
            pipeline = _rows(tx, pipeline_id).pipeline
            error = told
            now_ns = self._now_ns()
            state = PipelineState.FAILED if is_fatal else pipeline.state
            if (pipeline.error, pipeline.state) != (error, state):
                tx.pipelines.update(dataclasses.replace(pipeline, error=error, state=state, updated_ns=now_ns))
            return [_notice(pipeline_id), *self._sessions.flushed(tx, pipeline.session_id, now_ns=now_ns)] if is_fatal else []

        await self._do(work)

    async def whisper(self, pipeline_id: str, utterance: Utterance) -> None:
        """Tell what is being said before it is final, to sockets that are open; nothing that was said a while ago."""
        rows, listeners = await self._store.read(lambda tx: _hearing(tx, pipeline_id))
        origin_ns = rows.origin_ns
        if not listeners or self._now_ns() - (origin_ns + utterance.end_ns) > _FRESH_NS:
            return
        message = transcript_message(
            rows.stream,
            text=self._masker.unfinished(utterance.text, before=self._tails.get(pipeline_id, "")),
            is_final=False,
            start_ns=origin_ns + utterance.start_ns,
            end_ns=origin_ns + utterance.end_ns,
        )
        for connection_id in listeners:
            whisper(self._bus, connection_id, message)

    async def _masked(self, pipeline_id: str, found: Sequence[Found]) -> list[Found]:
        """What was found without its secrets, which are counted in its metadata."""
        told = [Told(text=plain_text(each.text), words=each.words, metadata=plain_object(each.metadata)) for each in found]
        before = self._tails.get(pipeline_id, "") if found and found[0].is_said else ""
        return [_kept(each, clean) for each, clean in zip(found, await self._masker.told(told, before=before), strict=True)]

    def _note_tail(self, pipeline_id: str, found: Sequence[Found]) -> None:
        said = [each.text for each in found if each.is_said]
        if said:
            self._tails[pipeline_id] = " ".join([self._tails.get(pipeline_id, ""), *said])[-TAIL_CHARS:]

    def ring(self, notices: Sequence[Notice]) -> None:
        """Ring the bells of a transaction that is durable now."""
        ring(self._bus, notices)

    def _written(
        self, tx: Transaction, pipeline_id: str, found: Sequence[Found], *, position_ns: int, engine: str | None, is_last: bool
    ) -> list[Notice]:
        now_ns = self._now_ns()
        rows = _rows(tx, pipeline_id)
        pipeline = rows.pipeline
        records = [_record(rows, each, now_ns=now_ns) for each in found]
        if rows.is_kept:
            records = [tx.records.add(record) for record in records]
        state = PipelineState.STOPPED if is_last and pipeline.state is PipelineState.RUNNING else pipeline.state
        moved = dataclasses.replace(
            pipeline,
            state=state,
            position_ns=max(pipeline.position_ns, position_ns),
            engine=engine or pipeline.engine,
            error=None if records else pipeline.error,
            masked=_summed(pipeline.masked, found),
            updated_ns=now_ns,
        )
        tx.pipelines.update(moved)
        notices: list[Notice] = [_notice(pipeline_id)]
        for record in records:
            notices += self._tell(tx, rows, record, now_ns=now_ns)
        if records and rows.is_kept:
            for observer in self._observers:
                notices += observer.records_written(tx, moved, records, now_ns=now_ns)
        if is_last:  # behind everything that is told of it
            notices += self._sessions.flushed(tx, pipeline.session_id, now_ns=now_ns)
        return notices

    def _tell(self, tx: Transaction, rows: _Rows, record: Record, *, now_ns: int) -> list[Notice]:
        session = rows.session
        message = record_message(rows.stream, record)
        notices: list[Notice] = []
        for connection_id in tx.pipelines.listeners(record.pipeline_id):
            notices += push(tx, connection_id, message, now_ns=now_ns)
        if session.callback_url is not None and (self._has_webhooks or session.metadata.get(AI_WEBHOOKS) is True):
            body = message | {"event": f"rtstream.{message['type']}"}
            notices += post(tx, url=session.callback_url, payload=body, session_id=session.id, now_ns=now_ns)
        return notices

    async def _do(self, work: Callable[[Transaction], list[Notice]]) -> None:
        self.ring(await self._store.write(work))


def _rows(tx: Transaction, pipeline_id: str) -> _Rows:
    pipeline = tx.pipelines.get(pipeline_id)
    stream = None if pipeline is None else tx.streams.get(pipeline.stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if pipeline is None or stream is None or session is None:
        raise NotFound("The pipeline is gone.")
    return _Rows(pipeline, stream, session)


def _hearing(tx: Transaction, pipeline_id: str) -> tuple[_Rows, list[str]]:
    """Who is told what is not final: whoever is told what is, and as long as somebody wants it."""
    rows = _rows(tx, pipeline_id)
    if rows.pipeline.state is not PipelineState.RUNNING:
        return rows, []
    known = (tx.connections.get(connection_id) for connection_id in tx.pipelines.listeners(pipeline_id))
    return rows, [each.id for each in known if each is not None and each.session_id in {None, rows.session.id}]


def _record(rows: _Rows, found: Found, *, now_ns: int) -> Record:
    start_ns = _whole_ms(rows.origin_ns + found.start_ns)
    return Record(
        id=0,
        pipeline_id=rows.pipeline.id,
        kind=rows.pipeline.kind,
        stream_id=rows.stream.id,
        session_id=rows.session.id,
        collection_id=rows.stream.collection_id,
        start_ns=start_ns,
        end_ns=max(start_ns + _NS_PER_MS, _whole_ms(rows.origin_ns + found.end_ns)),
        text=plain_text(found.text),
        created_ns=now_ns,
        output=found.output,
        metadata=plain_object(found.metadata) | ({"words": [_word(word, rows.origin_ns) for word in found.words]} if found.words else {}),
    )


def _word(word: Word, origin_ns: int) -> dict[str, object]:
    return {"start": seconds_of(origin_ns + word.start_ns), "end": seconds_of(origin_ns + word.end_ns), "text": plain_text(word.text)}


def _kept(found: Found, clean: Told) -> Found:
    metadata = dict(clean.metadata) | ({MASKED: dict(clean.counts)} if clean.counts else {})
    return dataclasses.replace(found, text=clean.text, words=clean.words, metadata=metadata)


def _summed(so_far: dict[str, int] | None, found: Sequence[Found]) -> dict[str, int] | None:
    """What was masked in all that a pipeline found; None: nothing yet."""
    sums = dict(so_far or {})
    for each in found:
        counts = each.metadata.get(MASKED)
        for sort, number in counts.items() if isinstance(counts, dict) else ():
            sums[sort] = sums.get(sort, 0) + number
    return sums or None


def _notice(pipeline_id: str) -> Notice:
    return BELL, {"pipeline_id": pipeline_id, "what": WRITTEN}


def _whole_ms(ns: int) -> int:
    """Times are told in milliseconds, and are kept so: what was told can be asked for again."""
    return ns // _NS_PER_MS * _NS_PER_MS
