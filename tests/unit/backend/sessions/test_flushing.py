"""Sessions that wait for the last of what engines find: who is waited for, for how long, and what a restart makes of it."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.pipelines.service import PipelineAction
from lookhear.backend.pipelines.writing import RecordWriter
from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.backend.sessions.flushing import Flushing
from lookhear.backend.sessions.lifecycle import FLUSHING
from lookhear.errors import EngineFailed
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.understanding.ports import FixedEngines
from tests.fakes.engines import Deterministic
from tests.fakes.serving import NS_PER_S, OTHER_RECORDING, RECORDING, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView
    from lookhear.backend.ports import Transaction
    from lookhear.backend.sessions.beginning import Begun
    from lookhear.understanding.ports import Engines


class Place:
    """A backend whose engines are there and do nothing by themselves, with a session of a display and a microphone."""

    def __init__(self, folder: Path, *, engines: Engines | None = None, flush_s: float = 15.0) -> None:
        self.backend = ServedBackend(folder, engines=engines or Deterministic().engines(), flush_s=flush_s)
        services = self.backend.services
        self.lifecycle = services.sessions.lifecycle
        self.writer = RecordWriter(
            store=services.store, bus=services.bus, observers=(), now_ns=self.backend.clock, has_webhooks=False, sessions=self.lifecycle
        )
        [self.flushing] = [each for each in services.background if isinstance(each, Flushing)]

    def recorded(self, recording_id: str = RECORDING) -> Begun:
        begun = self.backend.begun(recording_id=recording_id)
        for stream in begun.streams:
            self.backend.fragment(stream)
        return begun

    def transcript(self, begun: Begun) -> PipelineView:
        [mic] = [stream for stream in begun.streams if stream.track == "mic:default"]
        return self.backend.store.run(self.backend.services.pipelines.service.start_transcript(mic.id))

    def end(self, view: PipelineView) -> None:
        work = self.writer.write(view.pipeline.id, [], position_ns=NS_PER_S, engine="loudness", is_last=True)
        self.backend.store.run(work)

    def state(self, begun: Begun) -> SessionState:
        return self.backend.session(begun.session.id).state

    def events(self, begun: Begun) -> list[str]:
        rows = self.backend.store.read(lambda tx: tx.sessions.events(begun.session.id))
        return [row.name.removeprefix("capture_session.") for row in rows]

    def look(self) -> float:
        return self.backend.store.run(self.flushing.look())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    with made.backend:
        yield made


def test_a_session_is_stopped_when_the_last_that_works_on_it_has_ended(place: Place) -> None:
    begun = place.recorded()
    transcript = place.transcript(begun)
    place.backend.complete(*begun.streams)
    assert place.state(begun) is SessionState.STOPPING
    place.end(transcript)
    assert place.state(begun) is SessionState.STOPPED
    assert place.events(begun) == ["created", "starting", "active", "stopping", "stopped"]
    assert place.backend.bus.events()[-1] == "capture_session.stopped"


def test_a_track_that_is_complete_wakes_who_works_on_it(place: Place) -> None:
    begun = place.recorded()
    place.transcript(begun)
    place.backend.complete(*begun.streams)
    rung = [topic for topic, _ in place.backend.bus.rung]
    assert {f"stream.{stream.id}" for stream in begun.streams} <= set(rung)
    assert FLUSHING in rung


def test_who_ends_before_every_track_is_complete_ends_no_session(place: Place) -> None:
    begun = place.recorded()
    transcript = place.transcript(begun)
    place.backend.complete(begun.streams[1])
    place.end(transcript)
    assert place.state(begun) is SessionState.ACTIVE
    place.backend.complete(begun.streams[0])
    assert place.state(begun) is SessionState.STOPPED


def test_one_that_fails_for_good_is_not_waited_for(place: Place) -> None:
    begun = place.recorded()
    transcript = place.transcript(begun)
    place.backend.complete(*begun.streams)
    error: dict[str, object] = {"code": EngineFailed.code, "message": "No."}
    place.backend.store.run(place.writer.note_trouble(transcript.pipeline.id, error))
    assert place.state(begun) is SessionState.STOPPING
    place.backend.store.run(place.writer.note_trouble(transcript.pipeline.id, error, is_fatal=True))
    assert place.state(begun) is SessionState.STOPPED


def test_one_that_somebody_stops_is_not_waited_for(place: Place) -> None:
    begun = place.recorded()
    view = place.transcript(begun)
    place.backend.complete(*begun.streams)
    service = place.backend.services.pipelines.service
    work = service.act(view.pipeline.stream_id, view.pipeline.id, PipelineAction.STOP, kinds=(PipelineKind.TRANSCRIPT,))
    assert place.backend.store.run(work).pipeline.state is PipelineState.STOPPED
    assert place.state(begun) is SessionState.STOPPED


@pytest.mark.parametrize("engines", [FixedEngines(), FixedEngines(vision=Deterministic().vision)])
def test_what_waits_for_an_engine_is_not_waited_for(tmp_path: Path, engines: Engines) -> None:
    place = Place(tmp_path, engines=engines)
    with place.backend:
        begun = place.recorded()
        assert place.transcript(begun).status == "waiting_for_engine"
        place.backend.complete(*begun.streams)
        assert place.state(begun) is SessionState.STOPPED


def test_nobody_is_waited_for_where_the_setting_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path, flush_s=0)
    with place.backend:
        begun = place.recorded()
        place.transcript(begun)
        place.backend.complete(*begun.streams)
        assert place.state(begun) is SessionState.STOPPED


def test_a_lost_recorder_may_come_back_and_is_not_waited_for(place: Place) -> None:
    begun = place.recorded()
    place.transcript(begun)
    session = place.backend.session(begun.session.id)
    place.backend.store.write(lambda tx: place.lifecycle.lose(tx, session, now_ns=place.backend.clock()))
    assert place.state(begun) is SessionState.STOPPED


def test_after_the_bound_a_session_goes_on_and_what_comes_then_changes_nothing(place: Place) -> None:
    begun = place.recorded()
    transcript = place.transcript(begun)
    place.backend.clock.advance(5 * NS_PER_S)
    place.backend.complete(*begun.streams)
    assert place.look() == 15.0
    place.backend.clock.advance(15 * NS_PER_S - 1)
    assert 0 < place.look() <= 1
    assert place.state(begun) is SessionState.STOPPING
    place.backend.clock.advance(1)
    place.look()
    assert place.state(begun) is SessionState.STOPPED
    place.end(transcript)
    assert place.events(begun).count("stopped") == 1
    assert place.look() == 30.0


def test_a_session_whose_tracks_are_open_waits_for_them_and_not_for_the_bound(place: Place) -> None:
    begun = place.recorded()
    session = place.backend.session(begun.session.id)
    place.backend.store.write(lambda tx: place.lifecycle.stop(tx, session, now_ns=place.backend.clock()))
    place.backend.clock.advance(3600 * NS_PER_S)
    place.look()
    assert place.state(begun) is SessionState.STOPPING


def test_a_restart_without_the_engine_ends_what_waited_for_it(tmp_path: Path) -> None:
    before = Place(tmp_path)
    with before.backend:
        begun = before.recorded()
        before.transcript(begun)
        before.backend.complete(*begun.streams)
    after = Place(tmp_path, engines=FixedEngines())
    with after.backend:
        assert after.state(begun) is SessionState.STOPPING
        after.look()
        assert after.state(begun) is SessionState.STOPPED


def test_it_looks_when_it_starts_and_whenever_a_session_begins_to_wait(place: Place) -> None:
    services = place.backend.services
    bus = InProcessBus()
    flushing = Flushing(store=services.store, bus=bus, sessions=services.sessions, now_ns=place.backend.clock)
    first, second = place.recorded(), place.recorded(OTHER_RECORDING)
    for begun in (first, second):
        place.transcript(begun)
    place.backend.complete(*first.streams)
    place.backend.clock.advance(20 * NS_PER_S)

    async def is_stopped(begun: Begun) -> None:
        async with asyncio.timeout(30):
            while (await services.sessions.get(begun.session.id)).session.state is not SessionState.STOPPED:  # noqa: ASYNC110 - rows ring nothing
                await asyncio.sleep(0.01)

    async def scene() -> None:
        running = asyncio.create_task(flushing.run())
        await is_stopped(first)
        await services.store.write(complete_second)
        place.backend.clock.advance(20 * NS_PER_S)
        bus.publish(FLUSHING, {"session_id": second.session.id})
        await is_stopped(second)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    def complete_second(tx: Transaction) -> None:
        for stream in second.streams:
            closed = dataclasses.replace(stream, state=StreamState.COMPLETE, completed_ns=place.backend.clock(), last_seq=1)
            tx.streams.update(closed)
            session = tx.sessions.get(second.session.id)
            assert session is not None
            place.lifecycle.stream_completed(tx, session, closed, now_ns=place.backend.clock())

    place.backend.store.run(scene())
    assert place.events(second)[-1] == "stopped"
