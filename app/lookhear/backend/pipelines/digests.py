"""An audio index: what was said on a stream, in batches of its transcript, summed up as a prompt asks, or word for word without one.

With a JSON Schema the language engine is asked for JSON that fits it, and that is the record's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.batches import next_batch, units_of
from lookhear.backend.pipelines.reading import is_at_rest
from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.pipelines.schemas import SCHEMA_KEY, structured_prompt
from lookhear.backend.pipelines.unwritten import Unwritten
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.pipelines.writing import Found
from lookhear.backend.records import PipelineState, RecordFilter
from lookhear.errors import NotFound
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from lookhear.backend.pipelines.batches import Batch
    from lookhear.backend.pipelines.work import Tools
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline, Record
    from lookhear.errors import EngineFailed
    from lookhear.understanding.ports import Language

_FEW_RECORDS: Final = 64  # of a transcript that are looked at first
_MOST_RECORDS: Final = 4096  # that a batch is made of: hours of speech


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The transcript behind a position, known up to ``known_ns``; None: it does not go on by itself. ``has_more``: these are not all.

    ``reached_ns`` is the session time up to which it was made.
    """

    records: tuple[Record, ...]
    reached_ns: int
    origin_ns: int
    known_ns: int | None
    has_more: bool
    is_closed: bool


class DigestWork:
    """Batch after batch of another pipeline's records. ``language`` None: the words themselves, which nobody need sum up."""

    def __init__(self, tools: Tools, pipeline: Pipeline, language: Language | None) -> None:
        self._tools = tools
        self._pipeline = pipeline
        self._language = language
        value = pipeline.config.get("segmentation_value")
        self._segmenter = Segmenter(str(pipeline.config.get("segmenter", Segmenter.TIME.value)))
        self._value = value if isinstance(value, int | float) else 30
        self._position_ns = pipeline.position_ns
        self._batch: Batch | None = None
        self._limit = _FEW_RECORDS
        self._unwritten = Unwritten(tools.writer, pipeline.id)

    async def step(self) -> Outcome:
        """Sum up the next batch if it is whole."""
        await self._write_down()
        said = await self._tools.store.read(self._said)
        units = units_of(said.records, self._segmenter, origin_ns=said.origin_ns)
        self._batch = next_batch(units, self._segmenter, self._value, from_ns=self._position_ns, known_ns=said.known_ns)
        if self._batch is not None:
            await self._digest(self._batch)
            self._limit = _FEW_RECORDS
            return Outcome.MORE
        if said.has_more:
            self._limit *= 2
            return Outcome.MORE
        if said.known_ns is None and said.is_closed:
            await self._tools.writer.write(self._pipeline.id, [], position_ns=self._position_ns, engine=self._engine, is_last=True)
            return Outcome.ENDED
        if said.known_ns is None and said.reached_ns > self._position_ns:
            self._unwritten.hold([], position_ns=said.reached_ns, engine=self._engine)
            await self._write_down()
        return Outcome.WAITING

    async def skip(self, error: EngineFailed) -> bool:
        """Leave out the batch."""
        if self._batch is None:
            return False
        lost = Found(start_ns=self._batch.start_ns, end_ns=self._batch.end_ns, text="")
        await self._tools.writer.write_failure(self._pipeline.id, lost, error, position_ns=self._batch.next_ns)
        self._position_ns, self._batch = self._batch.next_ns, None
        return True

    async def finish(self) -> None:
        """A batch that is not whole is begun again when somebody starts it anew."""

    async def _digest(self, batch: Batch) -> None:
        passages = [unit.text for unit in batch.units]
        if self._segmenter is Segmenter.WORD:
            passages = [" ".join(passages)]
        if self._language is None:
            text = " ".join(passages)
        else:
            text = await self._asked(self._language, passages)
        found = [Found(start_ns=batch.start_ns, end_ns=batch.end_ns, text=text)]
        self._unwritten.hold(found, position_ns=batch.next_ns, engine=self._engine)
        await self._write_down()
        self._batch = None

    async def _write_down(self) -> None:
        """Write what was found last: a service is not paid for it twice."""
        if (position_ns := await self._unwritten.write()) is not None:
            self._position_ns = position_ns

    async def _asked(self, language: Language, passages: list[str]) -> str:
        schema, model = self._pipeline.config.get(SCHEMA_KEY), self._pipeline.model_name
        if not isinstance(schema, dict):
            return await language.digest(passages, prompt=self._pipeline.prompt, model=model)
        return await language.answer(structured_prompt(self._pipeline.prompt, passages), schema=schema, model=model)

    @property
    def _engine(self) -> str | None:
        return None if self._language is None else self._language.name

    def _said(self, tx: Transaction) -> _Said:
        stream, session = tx.streams.get(self._pipeline.stream_id), tx.sessions.get(self._pipeline.session_id)
        if stream is None or session is None:
            raise NotFound("The stream is gone.")
        source = tx.pipelines.get(self._pipeline.source_id or "")
        is_closed = stream.state is StreamState.COMPLETE or session.purged_ns is not None or session.state is SessionState.FAILED
        origin_ns = session.clock_wall_origin_ns or 0
        if source is None:
            return _Said(records=(), reached_ns=0, origin_ns=origin_ns, known_ns=None, has_more=False, is_closed=is_closed)
        wanted = RecordFilter(pipeline_ids=(source.id,), from_ns=origin_ns + self._position_ns)
        records, count = tx.records.page(wanted, limit=self._limit)
        is_over = source.state is not PipelineState.RUNNING and (is_closed or session.state.is_over)
        known_ns = None if is_over or is_at_rest(tx, source) else source.position_ns
        has_more = count > len(records) and self._limit < _MOST_RECORDS
        if has_more:
            known_ns = records[-1].start_ns - origin_ns  # of what begins later some may be missing here
        return _Said(
            records=tuple(records),
            reached_ns=source.position_ns,
            origin_ns=origin_ns,
            known_ns=known_ns,
            has_more=has_more,
            is_closed=is_closed,
        )
