"""The computer is kept awake while something is recorded, and no longer."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.awake import Awake
from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.engine.viewing import Views
from tests.fakes.engine_parts import SettingsNow, until

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class NotedKeeper:
    trouble = "Nothing can."

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.threads: set[int] = set()

    def hold(self) -> None:
        self.calls.append("hold")
        self.threads.add(threading.get_ident())

    def release(self) -> None:
        self.calls.append("release")
        self.threads.add(threading.get_ident())


class Desk:
    def __init__(self) -> None:
        self.hub, self.settings, self.keeper, self.made = Hub(), SettingsNow(), NotedKeeper(), 0
        self.views = Views(self.hub.publish)

    def make(self) -> NotedKeeper:
        self.made += 1
        return self.keeper

    def show(self, phase: Phase) -> None:
        self.views.change(phase=phase)
        self.hub.publish(ViewChanged(self.views.now))  # at once

    @classmethod
    def run(cls, work: Callable[[Desk], Coroutine[object, object, None]]) -> Desk:
        async def whole() -> Desk:
            desk = cls()
            awake = Awake(desk.hub, views=desk.views, settings=desk.settings, make=desk.make)
            await awake.begin()
            await work(desk)
            await awake.end()
            desk.views.close()
            return desk

        return asyncio.run(whole())


def test_it_is_held_while_something_is_recorded_by_one_and_the_same_thread() -> None:
    async def work(desk: Desk) -> None:
        for phase in (Phase.COUNTDOWN, Phase.STARTING, Phase.RECORDING, Phase.PAUSED, Phase.RECORDING, Phase.STOPPING, Phase.IDLE):
            desk.show(phase)

    desk = Desk.run(work)
    assert desk.keeper.calls == ["hold", "release"] * 2
    assert (len(desk.keeper.threads), desk.made) == (1, 1)


def test_it_is_let_go_at_the_end() -> None:
    async def work(desk: Desk) -> None:
        desk.show(Phase.RECORDING)

    assert Desk.run(work).keeper.calls == ["hold", "release"]


def test_nothing_is_asked_where_that_is_not_wished() -> None:
    async def work(desk: Desk) -> None:
        before = desk.settings.now
        desk.settings.now = replace(before, recording=replace(before.recording, keeps_awake=False))
        desk.show(Phase.RECORDING)
        assert desk.made == 0
        desk.settings.now, after = before, desk.settings.now
        desk.hub.publish(SettingsChanged(before=after, now=before))
        await until(lambda: desk.keeper.calls)

    assert Desk.run(work).keeper.calls == ["hold", "release"]


@pytest.mark.expected_errors
def test_a_bug_of_the_machine_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class BrokenDesk(Desk):
        def make(self) -> NotedKeeper:
            raise RuntimeError("a bug")

    async def work(desk: Desk) -> None:
        desk.show(Phase.RECORDING)

    BrokenDesk.run(work)
    assert "a bug" in caplog.text
