"""A backend in one process whose streams hold really encoded fragments, and one pipeline's work on them, step by step."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Self, TypeVar

from lookhear.backend.ingest.checks import check_context, check_fragment, check_init
from lookhear.backend.pipelines.readiness import work_of
from lookhear.backend.pipelines.service import PipelineView
from lookhear.backend.pipelines.work import Outcome, Tools
from lookhear.backend.pipelines.writing import RecordWriter
from lookhear.backend.records import Fragment, Init, RecordFilter
from lookhear.backend.sessions.beginning import ChannelRequest
from lookhear.errors import StoreError
from tests.fakes.engines import Deterministic, LoudnessSpeech
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from pathlib import Path
    from typing import Any

    from lookhear.backend.pipelines.hooks import RecordObserver
    from lookhear.backend.pipelines.service import PipelineService
    from lookhear.backend.pipelines.work import Work
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Pipeline, Record, Stream
    from lookhear.protocol.sessions import SessionState
    from tests.tools.footage import Footage

T = TypeVar("T")
PHRASES = {440: "budget discussion", 660: "let us meet on Thursday", 880: "goodbye"}


class Stage:
    """A session of some tracks that has begun, and engines that can be computed. Nothing works by itself."""

    def __init__(self, folder: Path, *tracks: str, observers: Sequence[RecordObserver] = (), **session: Any) -> None:  # noqa: ANN401
        self.engines = Deterministic(speech=LoudnessSpeech(PHRASES))
        self.backend = ServedBackend(folder)
        self.store = self.backend.store
        channels = tuple(ChannelRequest(channel_id=track) for track in tracks if not track.startswith("context:"))
        begun = self.backend.begun(
            session_id=self.backend.created(**session).id,
            channels=channels,
            tracks=tuple(track for track in tracks if track.startswith("context:")),
            clock_wall_origin_ns=self.backend.clock(),
        )
        self.session = begun.session
        self.origin_ns = begun.session.clock_wall_origin_ns or 0
        self.streams = {stream.track: stream for stream in begun.streams}
        self.observers = observers

    @property
    def tools(self) -> Tools:
        """What works are given."""
        writer = RecordWriter(
            store=self.store.store,
            bus=self.backend.bus,
            observers=self.observers,
            now_ns=self.backend.clock,
            has_webhooks=False,
            sessions=self.backend.services.sessions.lifecycle,
        )
        return Tools(
            store=self.store.store,
            objects=self.backend.objects,
            engines=self.engines.engines(),
            writer=writer,
            now_ns=self.backend.clock,
            decoding=asyncio.Semaphore(1),
        )

    @property
    def service(self) -> PipelineService:
        """The commands."""
        return self.backend.services.pipelines.service

    def run(self, scene: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives."""
        return self.store.run(scene)

    def stream(self, track: str) -> Stream:
        """The row of a track."""
        return self.streams[track]

    def keep(self, footage: Footage, *seqs: int, init: int = 1) -> None:
        """Fragments come, all for none named, received now."""
        stream = self.stream(footage.track)
        if footage.init and self.store.read(lambda tx: tx.streams.init(stream.id, init)) is None:
            key = f"{stream.id}/init-{init}.mp4"
            self.run(self.backend.objects.put(key, footage.init))
            facts = check_init(footage.init, stream.kind)
            row = Init(
                stream_id=stream.id,
                number=init,
                key=key,
                size_bytes=len(footage.init),
                sha256=_sha256(footage.init),
                codec=facts.codec,
                timescale=facts.timescale,
            )
            self.store.write(lambda tx: tx.streams.add_init(row))
        for seq in seqs or range(1, len(footage.fragments) + 1):
            self._keep(stream, seq, footage.fragments[seq - 1], init=init if footage.init else 0)

    def complete(self, *tracks: str) -> None:
        """Tracks have ended."""
        self.backend.complete(*(self.streams[track] for track in tracks or self.streams))

    def to(self, state: SessionState) -> None:
        """The session comes to a state, whatever its tracks do."""

        def work(tx: Transaction) -> None:
            session = tx.sessions.get(self.session.id)
            assert session is not None
            tx.sessions.update(replace(session, state=state))

        self.store.write(work)

    def work(self, pipeline: Pipeline | PipelineView) -> Work:
        """What works on a pipeline, from where its row says."""
        row = self.row(pipeline)
        work = work_of(row, self.tools)
        assert work is not None
        return work

    def steps(self, work: Work, *, most: int = 200) -> Outcome:
        """Step until it waits or has ended."""
        for _ in range(most):
            outcome = self.run(work.step())
            if outcome is not Outcome.MORE:
                return outcome
        raise AssertionError("it never comes to an end")

    def steps_on_a_full_disk(self, work: Work, *, refused: range) -> Outcome:
        """Step until it waits or has ended while the disk refuses some writes, by their numbers from zero; each of them is met."""
        writer: Any = work._tools.writer  # type: ignore[attr-defined]  # every work has them
        write, numbers, met = writer.write, itertools.count(), 0

        async def full(*args: Any, **facts: Any) -> None:  # noqa: ANN401 - what the method takes
            if next(numbers) in refused:
                raise StoreError("The disk is full.")
            await write(*args, **facts)

        writer.write = full
        while True:
            try:
                outcome = self.steps(work)
            except StoreError:
                met += 1
            else:
                assert met == len(refused)
                return outcome

    def row(self, pipeline: Pipeline | PipelineView) -> Pipeline:
        """A pipeline as it is now."""
        pipeline_id = pipeline.pipeline.id if isinstance(pipeline, PipelineView) else pipeline.id
        found = self.store.read(lambda tx: tx.pipelines.get(pipeline_id))
        assert found is not None
        return found

    def records(self, pipeline: Pipeline | PipelineView) -> list[Record]:
        """What it found."""
        wanted = RecordFilter(pipeline_ids=(self.row(pipeline).id,))
        return self.store.read(lambda tx: tx.records.page(wanted, limit=1000)[0])

    def texts(self, pipeline: Pipeline | PipelineView) -> list[str]:
        """What it found, as text."""
        return [record.text for record in self.records(pipeline)]

    def spans(self, pipeline: Pipeline | PipelineView) -> list[tuple[float, float]]:
        """From when to when in the session, in tenths of a second."""
        return [
            (round((each.start_ns - self.origin_ns) / 1e9, 1), round((each.end_ns - self.origin_ns) / 1e9, 1))
            for each in self.records(pipeline)
        ]

    def _keep(self, stream: Stream, seq: int, data: bytes, *, init: int) -> None:
        key = f"{stream.id}/{seq:08d}.m4s"
        self.run(self.backend.objects.put(key, data))
        timescale = self.store.read(lambda tx: found.timescale if (found := tx.streams.init(stream.id, init)) else 1)
        facts = check_fragment(data, seq=seq, timescale=timescale) if init else check_context(data)
        row = Fragment(
            stream_id=stream.id,
            seq=seq,
            init=init,
            key=key,
            size_bytes=len(data),
            sha256=_sha256(data),
            tfdt=facts.tfdt,
            duration=facts.duration,
            samples=facts.samples,
            begins_with_sync=facts.begins_with_sync,
            payload_offset=facts.payload_offset,
            payload_bytes=facts.payload_bytes,
            table=facts.table,
            received_ns=self.backend.clock(),
        )
        self.store.write(lambda tx: tx.streams.add_fragment(row))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.backend.__exit__(*exc)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
