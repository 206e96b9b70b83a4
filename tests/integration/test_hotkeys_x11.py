"""Hotkeys on a real X server, with a keyboard that is really pressed."""

from __future__ import annotations

import queue
import subprocess
from typing import TYPE_CHECKING

import pytest

from lookhear.system.hotkeys.kinds import Combination, Trouble, Unavailable
from lookhear.system.hotkeys.x11 import X11Hotkeys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.desktop import VirtualDesktop

HEARD_WITHIN_S = 60


class Desk:
    """Hotkeys of one program on the desktop, and what they heard."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hotkeys = X11Hotkeys(desktop.env["DISPLAY"])
        self.hotkeys.start(self.heard.put)
        self._env = desktop.env

    def bind(self, **keys: str) -> dict[str, Trouble]:
        return dict(self.hotkeys.bind({name: Combination.parse(text) for name, text in keys.items()}, words={}).troubles)

    def press(self, keys: str) -> None:
        subprocess.run(["xdotool", "key", keys], env=self._env, check=True)

    def next_heard(self) -> str:
        return self.heard.get(timeout=HEARD_WITHIN_S)


@pytest.fixture
def desk(quiet_desktop: VirtualDesktop) -> Iterator[Desk]:
    made = Desk(quiet_desktop)
    yield made
    made.hotkeys.close()


@pytest.fixture
def other(quiet_desktop: VirtualDesktop) -> Iterator[Desk]:
    made = Desk(quiet_desktop)
    yield made
    made.hotkeys.close()


def test_keys_are_heard_whatever_has_the_focus(desk: Desk) -> None:
    assert desk.bind(toggle="Ctrl+Alt+R", pause="Meta+F9", mute="Ctrl+Shift+M") == {}
    heard = []
    for keys in ("ctrl+alt+r", "super+F9", "ctrl+shift+m", "ctrl+alt+r"):
        desk.press(keys)
        heard.append(desk.next_heard())
    assert heard == ["toggle", "pause", "mute", "toggle"]


def test_num_lock_and_caps_lock_make_no_difference(desk: Desk) -> None:
    desk.bind(toggle="Ctrl+Alt+R")
    for lock in ("Num_Lock", "Caps_Lock"):
        desk.press(lock)
        desk.press("ctrl+alt+r")
        assert desk.next_heard() == "toggle"
    for lock in ("Num_Lock", "Caps_Lock"):
        desk.press(lock)


def test_keys_of_another_program_are_told(desk: Desk, other: Desk) -> None:
    assert other.bind(theirs="Ctrl+Alt+K") == {}
    assert desk.hotkeys.check(Combination.parse("Ctrl+Alt+K")) is Trouble.TAKEN
    assert desk.bind(toggle="Ctrl+Alt+K", mute="Ctrl+Alt+L") == {"toggle": Trouble.TAKEN}
    assert other.bind() == {}
    assert desk.hotkeys.check(Combination.parse("Ctrl+Alt+K")) is None
    assert desk.bind(toggle="Ctrl+Alt+K") == {}
    desk.press("ctrl+alt+k")
    assert desk.next_heard() == "toggle"


def test_another_layout_moves_the_keys(desk: Desk, quiet_desktop: VirtualDesktop) -> None:
    desk.bind(toggle="Ctrl+Alt+Y")
    subprocess.run(["setxkbmap", "de"], env=quiet_desktop.env, check=True)
    try:
        assert desk.hotkeys.check(Combination.parse("Ctrl+Alt+ß")) is None
        desk.press("ctrl+alt+y")
        assert desk.next_heard() == "toggle"
    finally:
        subprocess.run(["setxkbmap", "us"], env=quiet_desktop.env, check=True)
    assert desk.hotkeys.check(Combination.parse("Ctrl+Alt+ß")) is Trouble.UNKNOWN_KEY


def test_without_a_server_there_is_a_reason() -> None:
    hotkeys = X11Hotkeys(":987")
    hotkeys.start(print)
    assert hotkeys.unavailable is Unavailable.NO_DISPLAY
    hotkeys.close()
