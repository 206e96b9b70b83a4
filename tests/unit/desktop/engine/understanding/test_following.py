from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from websockets.asyncio.server import serve

from lookhear.desktop.engine.library.lanes import Lane as Thread
from lookhear.desktop.engine.understanding import following
from lookhear.desktop.engine.understanding.client import UnderstandingClient
from lookhear.desktop.engine.understanding.following import Following
from lookhear.desktop.engine.understanding.starting import streams_of
from lookhear.desktop.engine.understanding.values import LaneState, LineKind, LiveContext
from tests.fakes.understood_backend import BEGAN_S, UnderstoodBackend, seen, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from websockets.asyncio.server import ServerConnection

EVERYTHING = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)
STREAMS = streams_of([("rts-1", "display:1"), ("rts-2", "mic:default")])


class Follower:
    """Follows one recording of a backend, and waits for what is told."""

    def __init__(self, *wanted: LineKind, dropped: tuple[LineKind, ...] = (), now_s: Callable[[], float] = time.time) -> None:
        self.told: list[LiveContext] = []
        self._news = asyncio.Event()
        self.thread = Thread("test-understanding")
        self.following = Following(
            "rec-1",
            origin_s=BEGAN_S,
            wanted=wanted or EVERYTHING,
            dropped=dropped,
            language="",
            thread=self.thread,
            tell=self._on_told,
            now_s=now_s,
        )

    def _on_told(self, context: LiveContext) -> None:
        self.told.append(context)
        self._news.set()

    async def until(self, wanted: Callable[[LiveContext], bool]) -> LiveContext:
        async with asyncio.timeout(20):
            while not (self.told and wanted(self.told[-1])):
                self._news.clear()
                await self._news.wait()
        return self.told[-1]


def states(context: LiveContext) -> list[LaneState]:
    return [lane.state for lane in context.lanes]


def test_it_is_followed_from_what_is_being_said_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)

    async def tell(line: ServerConnection) -> None:
        await line.send(json.dumps({"connection_id": "con-1"}))
        data = {"text": "hel", "start": (BEGAN_S + 5) * 1000, "end": (BEGAN_S + 6) * 1000}
        await line.send(json.dumps({"type": "transcript", "rtstream_name": "mic:default", "is_final": False, "data": data}))
        await line.wait_closed()

    async def go(backend: UnderstoodBackend) -> None:
        async with serve(tell, "127.0.0.1", 0) as server:
            backend.socket_url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ws/ticket"
            follower = Follower()
            with UnderstandingClient(backend.source) as client:
                task = asyncio.create_task(follower.following.follow(client, STREAMS))
                is_said = [LaneState.AT_WORK] * 3
                await follower.until(lambda known: any(not line.is_final for line in known.lines) and states(known) == is_said)
                backend.spoken["rts-2"] = [spoken(5.0, "hello there")]
                backend.found["idx-rts-1-time"] = [seen(6.0, "One")]
                backend.alerts = [{"alert_id": "al-1", "label": "Promise", "prompt": "a promise", "last_triggered_at": BEGAN_S + 7}]
                context = await follower.until(lambda known: len(known.lines) == 4)
                assert [(line.kind, line.text) for line in context.lines][:2] == [
                    (LineKind.SPEECH, "hello there"),
                    (LineKind.SCREEN, "User is in Editor"),
                ]
                assert context.screen is context.lines[1]
                backend.set_status("stopped")
                follower.following.is_ending = True
                await task
            await follower.until(lambda known: states(known) == [LaneState.DONE] * 3)
            follower.following.close()
            await follower.thread.end()

    with UnderstoodBackend() as backend:
        asyncio.run(go(backend))
        assert ("POST", "/rtstream/rts-2/transcription") in [asked[:2] for asked in backend.asked]


def test_engines_that_are_missing_and_what_is_off_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)

    async def go(backend: UnderstoodBackend) -> None:
        follower = Follower(LineKind.SPEECH, dropped=(LineKind.SCREEN,))
        with UnderstandingClient(backend.source) as client:
            task = asyncio.create_task(follower.following.follow(client, STREAMS))
            context = await follower.until(lambda known: states(known)[0] is LaneState.NO_ENGINE)
            assert states(context) == [LaneState.NO_ENGINE, LaneState.OFF, LaneState.OFF]
            backend.set_status("failed")
            await follower.until(lambda known: states(known)[0] is LaneState.TROUBLED)
            follower.following.is_ending = True
            await task
        follower.following.close()
        await follower.thread.end()

    with UnderstoodBackend() as backend:
        backend.started("rts-1", {"name": "Lookhear"})
        backend.status = "waiting_for_engine"
        asyncio.run(go(backend))
        assert ("PATCH", "/rtstream/rts-1/index/scene/idx-rts-1-time/status") in [asked[:2] for asked in backend.asked]


def test_an_engine_that_is_switched_off_is_told_from_one_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)

    async def go(backend: UnderstoodBackend) -> None:
        follower = Follower(LineKind.SCREEN)
        with UnderstandingClient(backend.source) as client:
            task = asyncio.create_task(follower.following.follow(client, STREAMS))
            await follower.until(lambda known: states(known)[1] is LaneState.ENGINE_OFF)
            backend.set_status("stopped")
            follower.following.is_ending = True
            await task
        follower.following.close()
        await follower.thread.end()

    with UnderstoodBackend() as backend:
        backend.status = "waiting_for_engine"
        backend.started("rts-1", {"name": "Lookhear"})["error"] = {"code": "backend.engine_off", "message": "It is off."}
        asyncio.run(go(backend))


def test_words_that_come_late_are_told_with_how_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)

    async def go(backend: UnderstoodBackend) -> None:
        follower = Follower(now_s=lambda: BEGAN_S + 100)
        with UnderstandingClient(backend.source) as client:
            task = asyncio.create_task(follower.following.follow(client, STREAMS))
            await follower.until(lambda known: states(known)[0] is LaneState.AT_WORK)
            backend.spoken["rts-2"] = [spoken(5.0, "hello there", end_s=12.0)]
            context = await follower.until(lambda known: known.lanes[0].late_s > 0)
            assert [lane.late_s for lane in context.lanes] == [80, 0, 0]
            backend.set_status("stopped")
            follower.following.is_ending = True
            await task
        follower.following.close()
        await follower.thread.end()

    with UnderstoodBackend() as backend:
        asyncio.run(go(backend))


def test_a_recording_without_a_microphone_has_nothing_to_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)

    async def go(backend: UnderstoodBackend) -> None:
        follower = Follower()
        follower.following.show_all(LaneState.WAITING)
        with UnderstandingClient(backend.source) as client:
            task = asyncio.create_task(follower.following.follow(client, STREAMS[:1]))
            context = await follower.until(lambda known: states(known)[1] is LaneState.AT_WORK)
            assert states(context) == [LaneState.NOTHING, LaneState.AT_WORK, LaneState.NOTHING]
            backend.set_status("stopped")
            follower.following.is_ending = True
            await task
        follower.following.close()
        await follower.thread.end()

    with UnderstoodBackend() as backend:
        asyncio.run(go(backend))
