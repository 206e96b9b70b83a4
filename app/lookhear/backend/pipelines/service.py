"""Pipelines as the interface sees them: created once, started, stopped, read. Each command is one transaction. Owned by the event loop."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.pipelines import commands
from lookhear.backend.pipelines.readiness import shown_error, shown_status
from lookhear.backend.pipelines.requests import Wish, index_wish, source_of, understanding_wish
from lookhear.backend.records import Pipeline, PipelineKind, RecordFilter
from lookhear.backend.streams.times import ns_of
from lookhear.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lookhear.backend.pipelines.hooks import EndHook
    from lookhear.backend.pipelines.requests import IndexRequest
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Record
    from lookhear.understanding.ports import Engines

_LATEST_NS: Final = 1 << 62
INDEXES: Final = (PipelineKind.VISUAL, PipelineKind.AUDIO)


class PipelineAction(StrEnum):
    """What a client may ask of a pipeline."""

    START = "start"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineView:
    """A pipeline and what is shown of its state."""

    pipeline: Pipeline
    status: str
    error: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuery:
    """Which records are wanted; times are epoch seconds."""

    page: int
    page_size: int
    start_s: float | None = None
    end_s: float | None = None
    since_s: float | None = None
    output: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Some records by their start, and how many there are."""

    records: tuple[Record, ...]
    total: int
    has_next: bool


class PipelineService:
    """Commands and questions. Every method raises NotFound for a stream or a pipeline that is not there, and StoreError."""

    def __init__(self, *, store: Store, bus: Bus, engines: Engines, now_ns: Callable[[], int], sessions: EndHook) -> None:
        self._store = store
        self._bus = bus
        self._engines = engines
        self._now_ns = now_ns
        self._sessions = sessions

    async def start_transcript(self, stream_id: str, *, connection_id: str | None = None, language: str | None = None) -> PipelineView:
        """Have what is said on a stream written down; said again it is the same. Raises WrongKind for a display."""

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            place = commands.place_of(tx, stream_id)
            pipeline, notices = commands.ensure_transcript(tx, place, is_wanted=True, language=language, now_ns=self._now_ns())
            commands.listen(tx, pipeline, connection_id, session=place.session)
            return pipeline, notices

        return await self._do(work)

    async def stop_transcript(self, stream_id: str, *, is_forced: bool = False) -> PipelineView | None:
        """What was heard becomes final, or is dropped by force. None when there is no transcript."""
        found = await self.transcript(stream_id)
        if found is None:
            return None
        return await self.act(stream_id, found.pipeline.id, PipelineAction.STOP, kinds=(PipelineKind.TRANSCRIPT,), is_forced=is_forced)

    async def transcript(self, stream_id: str) -> PipelineView | None:
        """A stream's transcript, None when nobody has started one."""

        def look(tx: Transaction) -> Pipeline | None:
            commands.place_of(tx, stream_id)
            return tx.pipelines.find(stream_id, PipelineKind.TRANSCRIPT, "")

        found = await self._store.read(look)
        return None if found is None else self._view(found)

    async def transcript_records(self, stream_id: str, query: RecordQuery) -> RecordPage:
        """A page of what was said; empty as long as nobody has started a transcript."""
        view = await self.transcript(stream_id)
        return RecordPage(records=(), total=0, has_next=False) if view is None else await self.records(view, query)

    async def create_index(
        self, stream_id: str, request: IndexRequest, *, connection_id: str | None = None, starts_transcript: bool = True
    ) -> PipelineView:
        """An index of contract §2.6; the same wish again is the same index. An audio index starts the transcript it reads.

        Raises WrongKind, InvalidRequest, Conflict when the stream has too many.
        """

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            place = commands.place_of(tx, stream_id)
            wish = index_wish(request, is_video=place.stream.kind.is_video)
            notices: list[Notice] = []
            if wish.kind is PipelineKind.AUDIO:
                source, notices = commands.ensure_transcript(tx, place, is_wanted=starts_transcript, now_ns=self._now_ns())
                wish = dataclasses.replace(wish, source_id=source.id)
            pipeline, more = commands.ensure(tx, place, wish, now_ns=self._now_ns())
            commands.listen(tx, pipeline, connection_id, session=place.session)
            return pipeline, [*notices, *more]

        return await self._do(work)

    async def create_understanding(
        self,
        stream_id: str,
        *,
        segmentation: Mapping[str, object],
        analyzer: Mapping[str, object],
        is_stored: bool,
        connection_id: str | None = None,
    ) -> PipelineView:
        """An understanding of contract §2.8. Raises WrongKind, InvalidRequest, Conflict."""

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            place = commands.place_of(tx, stream_id)
            wish = understanding_wish(
                segmentation=segmentation, analyzer=analyzer, is_stored=is_stored, is_video=place.stream.kind.is_video
            )
            pipeline, notices = commands.ensure(tx, place, wish, now_ns=self._now_ns())
            commands.listen(tx, pipeline, connection_id, session=place.session)
            return pipeline, notices

        return await self._do(work)

    async def create_search_index(
        self, stream_id: str, source: Mapping[str, object], *, name: str | None, use_for: list[str]
    ) -> PipelineView:
        """An index over what an understanding finds (§2.8). Raises InvalidRequest, Conflict for an understanding that keeps nothing."""
        understanding_id, output = source_of(source)

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            place = commands.place_of(tx, stream_id)
            understanding = commands.found(tx, stream_id, understanding_id, kinds=(PipelineKind.UNDERSTANDING,))
            if understanding.output != output:
                raise NotFound(f"The understanding has no output {output!r}.", hint=f"It has {understanding.output!r}.")
            if understanding.config.get("store") is False:
                raise Conflict("This understanding keeps nothing that could be indexed.", hint="Start one with store: true.")
            wish = Wish(
                kind=PipelineKind.INDEX,
                config={"use_for": use_for},
                name=name or "",
                source_id=understanding.id,
                output=output,
            )
            return commands.ensure(tx, place, wish, now_ns=self._now_ns())

        return await self._do(work)

    async def of_stream(self, stream_id: str, *, kinds: Iterable[PipelineKind]) -> list[PipelineView]:
        """Those of a stream, oldest first."""

        def look(tx: Transaction) -> list[Pipeline]:
            commands.place_of(tx, stream_id)
            return tx.pipelines.of_stream(stream_id, kinds=kinds)

        return [self._view(pipeline) for pipeline in await self._store.read(look)]

    async def get(self, stream_id: str, pipeline_id: str, *, kinds: Iterable[PipelineKind]) -> PipelineView:
        """One of a stream's."""
        return self._view(await self._store.read(lambda tx: commands.found(tx, stream_id, pipeline_id, kinds=kinds)))

    async def act(
        self, stream_id: str, pipeline_id: str, action: PipelineAction, *, kinds: Iterable[PipelineKind], is_forced: bool = False
    ) -> PipelineView:
        """Start or stop one; what it does already changes nothing."""

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            place = commands.place_of(tx, stream_id)
            pipeline = commands.found(tx, stream_id, pipeline_id, kinds=kinds)
            if action is PipelineAction.START:
                return commands.start(tx, place, pipeline, now_ns=self._now_ns())
            stopped, notices = commands.stop(tx, pipeline, is_forced=is_forced, now_ns=self._now_ns())
            return stopped, [*notices, *self._sessions.flushed(tx, stopped.session_id, now_ns=self._now_ns())]

        return await self._do(work)

    async def set_prompt(self, stream_id: str, pipeline_id: str, prompt: str) -> PipelineView:
        """Ask for something else from now on: what was found stays as it is."""

        def work(tx: Transaction) -> tuple[Pipeline, list[Notice]]:
            pipeline = commands.found(tx, stream_id, pipeline_id, kinds=INDEXES)
            return commands.change_prompt(tx, pipeline, prompt, now_ns=self._now_ns())

        return await self._do(work)

    async def records(self, view: PipelineView, query: RecordQuery) -> RecordPage:
        """A page of what a pipeline found; a search index shows what its understanding found."""
        pipeline = view.pipeline
        is_index = pipeline.kind is PipelineKind.INDEX
        wanted = RecordFilter(
            pipeline_ids=((pipeline.source_id or "") if is_index else pipeline.id,),
            output=pipeline.output if is_index else query.output,
            from_ns=_moment(query.start_s),
            to_ns=_moment(query.end_s),
        )
        offset = (query.page - 1) * query.page_size

        def look(tx: Transaction) -> tuple[list[Record], int]:
            since_ns = _moment(query.since_s)
            since = None if since_ns is None else commands.news_since(tx, wanted, since_ns)
            return tx.records.page(since or wanted, limit=query.page_size, offset=offset)

        records, total = await self._store.read(look)
        return RecordPage(records=tuple(records), total=total, has_next=offset + len(records) < total)

    def _view(self, pipeline: Pipeline) -> PipelineView:
        return PipelineView(pipeline=pipeline, status=shown_status(pipeline, self._engines), error=shown_error(pipeline, self._engines))

    async def _do(self, work: Callable[[Transaction], tuple[Pipeline, list[Notice]]]) -> PipelineView:
        pipeline, notices = await self._store.write(work)
        ring(self._bus, notices)
        return self._view(pipeline)


def _moment(seconds: float | None) -> int | None:
    """Epoch seconds as nanoseconds; what no row can be behind is as late as can be said."""
    return None if seconds is None else min(ns_of(seconds), _LATEST_NS)
