from __future__ import annotations

import asyncio
import dataclasses
import shutil
from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import ContextChanged, LibraryChanged, SettingsChanged, ViewChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.settings.declared import Backend, BackendKind, Settings, Understanding
from lookhear.desktop.engine.understanding import following, live
from lookhear.desktop.engine.understanding.live import LiveUnderstanding, wanted_kinds
from lookhear.desktop.engine.understanding.values import LaneState, LineKind, LiveContext
from lookhear.desktop.engine.view import AppView, RecordingView
from lookhear.protocol.ingest import StreamDescriptor
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.manifest import Manifest, write_manifest
from tests.fakes.library import LibraryRig
from tests.fakes.understood_backend import BEGAN_S, UnderstoodBackend, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    import pytest

SETTINGS = Settings()


def bind(folder: Path, *, kind: SourceKind = SourceKind.EMBEDDED) -> None:
    streams = tuple(
        StreamDescriptor(stream_id=each, track=track, url="")
        for each, track in (("rts-1", "display:1"), ("rts-2", "mic:default"), ("rts-3", "mix:default"))
    )
    grant = Grant(
        session_id="cap-1", grant="g", expires_at_s=0.0, streams=streams, fragment_bytes=1, init_bytes=1, player_url="http://127.0.0.1:1/w"
    )
    source = TokenSource(kind=kind, backend=None if kind is SourceKind.EMBEDDED else "https://a.example", mint_url="https://a.example/m")
    write_binding(folder, Binding(source=source, grant=grant))


class Desk:
    """A service, a recording that somebody may follow, and what was told."""

    def __init__(self, home: Path, backend: UnderstoodBackend | None, settings: Settings = SETTINGS) -> None:
        self.folder = home / "recordings" / f"rec-{1:026d}"
        self.folder.mkdir(parents=True)
        origin_ns = round(BEGAN_S * 1e9)
        write_manifest(
            self.folder,
            Manifest(
                recording_id=self.folder.name,
                created_wall_ns=origin_ns,
                clock_wall_origin_ns=origin_ns,
                app_version="1",
                platform="",
                fps=30,
                channels=(),
            ),
        )
        self.hub, self.settings = Hub(), settings
        self.rig = LibraryRig(home, backend=None if backend is None else backend.source)
        self.told: list[LiveContext] = []
        self._news = asyncio.Event()
        self.hub.listen(self._on_event)
        self.live = LiveUnderstanding(self.rig, self.hub, settings=lambda: self.settings)

    def _on_event(self, event: object) -> None:
        if isinstance(event, ContextChanged):
            self.told.append(event.context)
            self._news.set()

    def show(self, *, is_recording: bool) -> None:
        recording = RecordingView(recording_id=self.folder.name, folder=self.folder, recorded_ns=0, at_monotonic_ns=0, tracks=())
        self.hub.publish(ViewChanged(AppView(recording=recording if is_recording else None)))

    def change(self, *, words: bool) -> None:
        before = self.settings
        self.settings = dataclasses.replace(before, understanding=dataclasses.replace(before.understanding, words=words))
        self.hub.publish(SettingsChanged(before, self.settings))

    async def until(self, state: LaneState, kind: LineKind = LineKind.SPEECH) -> LiveContext:
        async with asyncio.timeout(20):
            while not (self.told and (lane := self.told[-1].lane(kind)) is not None and lane.state is state):
                self._news.clear()
                await self._news.wait()
        return self.told[-1]


def run(desk: Desk, work: Callable[[], Coroutine[object, object, None]]) -> None:
    async def go() -> None:
        desk._news = asyncio.Event()
        await desk.live.begin()
        try:
            await work()
        finally:
            await desk.live.end()

    asyncio.run(go())


def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_LOOK_S", 0.05)
    monkeypatch.setattr(live, "_BOUND_S", 0.02)
    monkeypatch.setattr(live, "_AGAIN_S", 0.02)


def test_a_recording_is_understood_from_its_session_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly(monkeypatch)
    with UnderstoodBackend() as backend:
        desk = Desk(tmp_path, backend)

        async def work() -> None:
            desk.show(is_recording=True)
            await desk.until(LaneState.WAITING)
            bind(desk.folder)
            await desk.until(LaneState.AT_WORK)
            desk.change(words=False)  # somebody wants no more of it
            await desk.until(LaneState.OFF)
            await desk.until(LaneState.AT_WORK, LineKind.SCREEN)
            assert backend.transcripts == {"rts-2": "stopped"}
            desk.change(words=True)
            await desk.until(LaneState.AT_WORK)
            desk.show(is_recording=False)
            backend.spoken["rts-2"] = [spoken(1.0, "the end")]
            backend.set_status("stopped")
            context = await desk.until(LaneState.DONE)
            assert desk.live.now is context

        run(desk, work)


def test_a_backend_that_goes_and_comes_back_is_a_quiet_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly(monkeypatch)
    with UnderstoodBackend() as backend:
        desk = Desk(tmp_path, backend)
        bind(desk.folder)

        async def work() -> None:
            desk.show(is_recording=True)
            await desk.until(LaneState.AT_WORK)
            backend.refusal = (503, {"success": False, "message": "It is being started.", "error_code": "BUSY"})
            await desk.until(LaneState.WAITING)
            backend.refusal = None
            await desk.until(LaneState.AT_WORK)

        run(desk, work)


def test_nobody_is_asked_where_that_was_not_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly(monkeypatch)
    for number, settings in enumerate(
        (Settings(backend=Backend(kind=BackendKind.NONE)), Settings(backend=Backend(kind=BackendKind.HOSTED)), SETTINGS)
    ):
        desk = Desk(tmp_path / str(number), None, settings)
        bind(desk.folder, kind=SourceKind.MINT)

        async def work(desk: Desk = desk) -> None:
            desk.show(is_recording=True)
            await desk.until(LaneState.KEPT_HERE)
            assert desk.rig.asked == []

        run(desk, work)


def test_what_is_switched_off_is_asked_of_nobody(tmp_path: Path) -> None:
    off = Understanding(words=False, screen=False, summaries=True)
    assert wanted_kinds(Settings(understanding=off)) == frozenset()  # there is nothing to sum up
    desk = Desk(tmp_path, None, Settings(understanding=off))

    async def work() -> None:
        desk.show(is_recording=True)
        await desk.until(LaneState.OFF)
        assert desk.rig.asked == []

    run(desk, work)


def test_nothing_is_shown_any_more_of_what_was_discarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly(monkeypatch)
    with UnderstoodBackend() as backend:
        desk = Desk(tmp_path, backend)
        bind(desk.folder)

        async def work() -> None:
            desk.show(is_recording=True)
            await desk.until(LaneState.AT_WORK)
            desk.show(is_recording=False)
            shutil.rmtree(desk.folder)
            desk.hub.publish(LibraryChanged())
            async with asyncio.timeout(20):
                while desk.live.now != LiveContext():
                    desk._news.clear()
                    await desk._news.wait()

        run(desk, work)
