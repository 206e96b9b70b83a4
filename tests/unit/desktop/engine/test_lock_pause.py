from __future__ import annotations

import asyncio
from typing import Any

import pytest

from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.lock_pause import LockPause
from lookhear.desktop.engine.settings.declared import Privacy, Settings
from lookhear.desktop.engine.view import AppView, Phase
from lookhear.errors import NotNow

ON = Settings(privacy=Privacy(stops_on_lock=True))


class ScriptedLock:
    """A lock that is as its test wants, and tells how often it was asked."""

    def __init__(self) -> None:
        self.now = False
        self.asked = 0
        self.closes = 0

    def is_locked(self) -> bool:
        self.asked += 1
        return self.now

    def close(self) -> None:
        self.closes += 1


class Recording:
    """A recording that pauses and resumes when it is told to, and refuses while ``refuses``."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.view = AppView()
        self.calls: list[str] = []
        self.refuses = False

    def become(self, phase: Phase, *, private_until_s: float | None = None) -> None:
        self.view = AppView(phase=phase, private_until_s=private_until_s)
        self._hub.publish(ViewChanged(self.view))

    async def pause(self) -> None:
        self.calls.append("pause")
        if self.refuses:
            raise NotNow("Not now.")
        self.become(Phase.PAUSED)

    async def resume(self) -> None:
        self.calls.append("resume")
        self.become(Phase.RECORDING)


class Kept:
    """Settings of a test."""

    def __init__(self, now: Settings) -> None:
        self.now = now


class Made:
    """A pause with its neighbours; asks as fast as it can."""

    def __init__(self, settings: Settings = ON) -> None:
        self.hub, self.lock, self.kept = Hub(), ScriptedLock(), Kept(settings)
        self.recording = Recording(self.hub)
        pieces: dict[str, Any] = {"settings": self.kept, "recording": self.recording}  # as much of both as is used
        self.pause = LockPause(self.hub, **pieces, make_lock=lambda: self.lock, every_s=0)

    async def asked(self, times: int = 2) -> None:
        """Wait until the lock was asked so often again."""
        wanted = self.lock.asked + times
        while self.lock.asked < wanted:  # noqa: ASYNC110 - until a thread has asked
            await asyncio.sleep(0)


@pytest.fixture
def made() -> Made:
    return Made()


def test_a_locked_screen_pauses_and_an_unlocked_one_goes_on(made: Made) -> None:
    async def story() -> None:
        await made.pause.begin()
        made.recording.become(Phase.RECORDING)
        await made.asked()
        assert made.recording.calls == []
        made.lock.now = True
        await made.asked(3)
        assert made.recording.calls == ["pause"]
        made.lock.now = False
        await made.asked(3)
        assert made.recording.calls == ["pause", "resume"]
        await made.pause.end()

    asyncio.run(story())
    assert made.lock.closes == 1


def test_what_a_person_paused_stays_paused(made: Made) -> None:
    async def story() -> None:
        await made.pause.begin()
        made.recording.become(Phase.PAUSED)
        made.lock.now = True
        await made.asked()
        made.lock.now = False
        await made.asked()
        await made.pause.end()

    asyncio.run(story())
    assert made.recording.calls == []


def test_in_a_privacy_pause_it_does_not_go_on(made: Made) -> None:
    async def story() -> None:
        await made.pause.begin()
        made.recording.become(Phase.RECORDING)
        made.lock.now = True
        await made.asked(3)
        made.recording.become(Phase.PAUSED, private_until_s=1.0)
        made.lock.now = False
        await made.asked(3)
        await made.pause.end()

    asyncio.run(story())
    assert made.recording.calls == ["pause"]


def test_nobody_is_asked_where_nothing_is_recorded_or_the_setting_is_off() -> None:
    async def story(made: Made, phase: Phase) -> None:
        await made.pause.begin()
        made.recording.become(phase)
        await asyncio.sleep(0)
        await made.pause.end()
        assert made.lock.asked == 0

    asyncio.run(story(Made(), Phase.IDLE))
    asyncio.run(story(Made(Settings()), Phase.RECORDING))


def test_the_setting_counts_at_once() -> None:
    made = Made(Settings())

    async def story() -> None:
        await made.pause.begin()
        made.recording.become(Phase.RECORDING)
        made.kept.now = ON
        made.hub.publish(SettingsChanged(Settings(), ON))
        made.lock.now = True
        await made.asked(3)
        await made.pause.end()

    asyncio.run(story())
    assert made.recording.calls == ["pause"]


def test_it_ends_with_the_recording_and_begins_with_the_next(made: Made) -> None:
    async def story() -> None:
        await made.pause.begin()
        for times in (1, 2):
            made.recording.become(Phase.RECORDING)
            await made.asked()
            made.recording.become(Phase.IDLE)
            while made.lock.closes < times:  # noqa: ASYNC110 - until a thread has answered
                await asyncio.sleep(0)
        await made.pause.end()

    asyncio.run(story())


def test_a_recording_that_refuses_is_left_alone(made: Made) -> None:
    made.recording.refuses = True

    async def story() -> None:
        await made.pause.begin()
        made.recording.become(Phase.RECORDING)
        made.lock.now = True
        await made.asked(3)
        await made.pause.end()

    asyncio.run(story())
    assert set(made.recording.calls) == {"pause"}


def test_before_it_begins_and_after_it_ends_it_does_nothing(made: Made) -> None:
    async def story() -> None:
        made.recording.become(Phase.RECORDING)
        await made.pause.begin()
        await made.pause.end()
        made.recording.become(Phase.RECORDING)
        await asyncio.sleep(0)

    asyncio.run(story())
    assert made.lock.closes <= 1
