"""Global hotkeys follow the settings, through a session of a test."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.engine.events import HotkeysChanged, SettingsChanged, Wish, Wished
from lookhear.desktop.engine.hotkeys import HotkeyService, readable
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.settings.declared import Settings, Shortcuts
from lookhear.desktop.engine.shortcuts import HotkeysState, Verb
from lookhear.desktop.engine.view import AppView, Phase, RecordingView
from lookhear.errors import NotNow
from lookhear.system.hotkeys.kinds import Bound, Combination, Trouble, Unavailable
from lookhear.system.permissions.kinds import Permission
from tests.fakes.desktop import FakeEngine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from lookhear.desktop.engine.events import Event

MUTED = RecordingView(
    recording_id="rec-1", folder=Path("rec-1"), recorded_ns=0, at_monotonic_ns=0, tracks=(), is_muted=True, has_microphone=True
)


class ScriptedHotkeys:
    """A session where ``taken`` keys belong to others; ``press`` is a person."""

    def __init__(self, *, taken: set[str] | None = None, unavailable: Unavailable | None = None) -> None:
        self.taken, self.unavailable = taken or set(), unavailable
        self.bound: list[dict[str, str]] = []
        self.words: dict[str, str] = {}
        self.chosen: dict[str, str] = {}
        self.is_started = self.is_closed = False
        self.press: Callable[[str], object] = lambda _name: None

    def start(self, pressed: Callable[[str], object]) -> None:
        assert threading.current_thread() is not threading.main_thread()
        self.press, self.is_started = pressed, True

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        self.bound.append({name: str(keys) for name, keys in wanted.items()})
        self.words = dict(words)
        return Bound({name: Trouble.TAKEN for name, keys in wanted.items() if str(keys) in self.taken}, self.chosen)

    def check(self, combination: Combination) -> Trouble | None:
        return Trouble.TAKEN if str(combination) in self.taken else None

    def close(self) -> None:
        self.is_closed = True


class Rigged:
    """The service with a fake engine, and what it published."""

    def __init__(self, hotkeys: ScriptedHotkeys, **keys: str) -> None:
        self.hotkeys, self.engine, self.hub = hotkeys, FakeEngine(), Hub()
        self.engine.settings.now = Settings(shortcuts=Shortcuts(**keys))
        self.events: list[Event] = []
        self.hub.listen(self.events.append)
        self.is_heard = asyncio.Event()
        self.hub.listen(lambda _event: self.is_heard.set())
        self.service = HotkeyService(
            self.hub,
            settings=self.engine.settings,
            recording=self.engine.recording,
            sources=self.engine.sources,
            make=lambda: hotkeys,
        )

    def change(self, **keys: str) -> None:
        before = self.engine.settings.now
        self.engine.settings.now = dataclasses.replace(before, shortcuts=Shortcuts(**keys))
        self.hub.publish(SettingsChanged(before, self.engine.settings.now))

    async def until(self, happened: Callable[[], bool]) -> None:
        while not happened():  # noqa: ASYNC110 - whatever a test waits for
            await asyncio.sleep(0)

    def state(self) -> HotkeysState:
        return [event.state for event in self.events if isinstance(event, HotkeysChanged)][-1]


def run(story: Callable[[Rigged], Awaitable[Any]], hotkeys: ScriptedHotkeys, **keys: str) -> Rigged:
    async def main() -> Rigged:
        rigged = Rigged(hotkeys, **keys)
        await rigged.service.begin()
        await story(rigged)
        await rigged.service.end()
        return rigged

    return asyncio.run(main())


def test_without_a_wish_nothing_of_the_system_is_touched() -> None:
    async def story(rigged: Rigged) -> None:
        await asyncio.sleep(0)

    hotkeys = ScriptedHotkeys()
    run(story, hotkeys)
    assert not hotkeys.is_started


def test_keys_of_the_settings_are_bound_and_those_that_come_later() -> None:
    async def story(rigged: Rigged) -> None:
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        rigged.change(toggle="Ctrl+Alt+R", mute="F9")
        await rigged.until(lambda: len(hotkeys.bound) == 2)
        rigged.hub.publish(SettingsChanged(rigged.engine.settings.now, rigged.engine.settings.now))
        await rigged.service.state()

    hotkeys = ScriptedHotkeys()
    run(story, hotkeys, toggle="Ctrl+Alt+R")
    assert hotkeys.bound == [{"toggle": "Ctrl+Alt+R"}, {"toggle": "Ctrl+Alt+R", "mute": "F9"}]
    assert hotkeys.words["toggle"] == "Start and stop"
    assert hotkeys.is_closed


def test_what_does_not_work_is_told() -> None:
    async def story(rigged: Rigged) -> None:
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        assert (await rigged.service.state()).trouble(Verb.TOGGLE) is Trouble.TAKEN

    hotkeys = ScriptedHotkeys(taken={"Ctrl+Alt+R"})
    hotkeys.chosen = {"mute": "Press F9"}
    rigged = run(story, hotkeys, toggle="Ctrl+Alt+R", mute="F9", pause="F9", marker="R")
    assert rigged.state().troubles == ((Verb.MARKER, Trouble.NEEDS_MODIFIER), (Verb.MUTE, Trouble.USED_TWICE), (Verb.TOGGLE, Trouble.TAKEN))
    assert rigged.state().chosen_elsewhere == ((Verb.MUTE, "Press F9"),)


def test_a_session_without_hotkeys_says_why() -> None:
    async def story(rigged: Rigged) -> None:
        assert (await rigged.service.state()).unavailable is Unavailable.NO_PORTAL

    run(story, ScriptedHotkeys(unavailable=Unavailable.NO_PORTAL))


@pytest.mark.parametrize(
    ("keys", "trouble"),
    [
        ("Ctrl+K, Ctrl+C", Trouble.NOT_KEYS),
        ("Shift+R", Trouble.NEEDS_MODIFIER),
        ("Ctrl+Alt+R", Trouble.TAKEN),
        ("Ctrl+Shift+R", Trouble.COMMON),
        ("Ctrl+Alt+K", None),
    ],
)
def test_keys_are_checked_before_they_are_taken(keys: str, trouble: Trouble | None) -> None:
    async def story(rigged: Rigged) -> None:
        assert await rigged.service.check(keys) is trouble

    hotkeys = ScriptedHotkeys(taken={"Ctrl+Alt+R"})
    run(story, hotkeys)
    assert hotkeys.bound == []


@pytest.mark.parametrize(
    ("verb", "view", "called"),
    [
        ("toggle", AppView(), ["sources.is_chosen", "recording.toggle"]),
        ("toggle", AppView(phase=Phase.RECORDING), ["recording.toggle"]),
        ("pause", AppView(phase=Phase.RECORDING), ["recording.pause"]),
        ("pause", AppView(phase=Phase.PAUSED), ["recording.resume"]),
        ("mute", AppView(phase=Phase.RECORDING, recording=MUTED), ["recording.set_muted"]),
        ("marker", AppView(phase=Phase.RECORDING), ["recording.mark"]),
    ],
)
def test_a_key_does_what_its_verb_says(verb: str, view: AppView, called: list[str]) -> None:
    async def story(rigged: Rigged) -> None:
        rigged.engine.sources.answers["is_chosen"] = True
        rigged.engine.recording.view = view
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        await asyncio.to_thread(hotkeys.press, verb)
        await rigged.until(lambda: rigged.engine.called == called)

    hotkeys = ScriptedHotkeys()
    rigged = run(story, hotkeys, **{verb: "F9"})
    if verb == "mute":
        assert rigged.engine.calls == [("recording.set_muted", (False,), {})]


@pytest.mark.parametrize(
    ("view", "wish"),
    [
        (AppView(), Wish.SHOW_PICKER),
        (AppView(missing_permissions=(Permission.MICROPHONE,)), Wish.SHOW_CONTROLS),
        (AppView(needs_first_run=True), Wish.SHOW_CONTROLS),
    ],
)
def test_where_something_is_to_be_decided_a_window_is_shown(view: AppView, wish: Wish) -> None:
    async def story(rigged: Rigged) -> None:
        rigged.engine.sources.answers["is_chosen"] = False
        rigged.engine.recording.view = view
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        hotkeys.press("toggle")
        await rigged.until(lambda: Wished(wish) in rigged.events)
        assert "recording.toggle" not in rigged.engine.called

    hotkeys = ScriptedHotkeys()
    run(story, hotkeys, toggle="F9")


def test_the_live_context_is_shown_by_a_key() -> None:
    async def story(rigged: Rigged) -> None:
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        hotkeys.press("context")
        await rigged.until(lambda: Wished(Wish.SHOW_CONTEXT) in rigged.events)

    hotkeys = ScriptedHotkeys()
    run(story, hotkeys, context="F9")


def test_a_key_that_makes_no_sense_now_does_nothing() -> None:
    async def story(rigged: Rigged) -> None:
        rigged.engine.recording.answers["mark"] = NotNow("Nothing is being recorded.")
        await rigged.until(lambda: len(hotkeys.bound) == 1)
        hotkeys.press("marker")
        await rigged.until(lambda: rigged.engine.called == ["recording.mark"])

    hotkeys = ScriptedHotkeys()
    run(story, hotkeys, marker="F9")


def test_after_the_end_nothing_is_bound_any_more() -> None:
    async def main() -> None:
        rigged = Rigged(hotkeys)
        await rigged.service.begin()
        await rigged.service.end()
        rigged.change(toggle="F9")
        assert await rigged.service.state() == HotkeysState()
        assert await rigged.service.check("Ctrl+Alt+R") is None

    hotkeys = ScriptedHotkeys()
    asyncio.run(main())
    assert not hotkeys.is_started


def test_an_end_in_the_middle_of_the_beginning_leaves_nothing_running() -> None:
    class Slow(ScriptedHotkeys):
        def start(self, pressed: Callable[[str], object]) -> None:
            is_starting.set()
            may_go_on.wait()
            super().start(pressed)

    async def main() -> None:
        rigged = Rigged(hotkeys, toggle="F9")
        await rigged.service.begin()
        await asyncio.to_thread(is_starting.wait)
        ending = asyncio.create_task(rigged.service.end())
        await asyncio.sleep(0)
        may_go_on.set()
        await ending

    is_starting, may_go_on = threading.Event(), threading.Event()
    hotkeys = Slow()
    asyncio.run(main())
    assert hotkeys.is_started
    assert hotkeys.is_closed


def test_texts_that_are_no_keys_are_told_by_verb() -> None:
    wanted, troubles = readable(Shortcuts(toggle="F9", pause="nonsense", mute=" "))
    assert wanted == {Verb.TOGGLE: Combination.parse("F9")}
    assert troubles == {Verb.PAUSE: Trouble.NOT_KEYS}
