"""Hotkeys on X11, through a connection of a test. The real one: tests/integration/test_hotkeys_x11.py."""

from __future__ import annotations

import queue

import pytest

from lookhear.system.hotkeys.kinds import Combination, Trouble, Unavailable
from lookhear.system.hotkeys.x11 import X11Hotkeys
from lookhear.system.hotkeys.x11_keys import CONTROL, LOCK, MOD_1, Keyboard
from lookhear.system.hotkeys.xcb import Heard, KeyEvent, MappingChanged
from lookhear.system.xcb import NoServer, Woken

R, T = 27, 28
LETTERS = {R: (0x72, 0x52), T: (0x74, 0x54)}
MOVED = {R: (0x74, 0x54), T: (0x72, 0x52)}


class ScriptedServer:
    """An X server whose keyboard has two letters; ``taken`` keys belong to another program."""

    def __init__(self, *, taken: set[int] | None = None) -> None:
        self.keys = LETTERS
        self.taken = taken or set()
        self.grabs: set[tuple[int, int]] = set()
        self.events: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self.is_closed = self.is_gone = False
        self.was_regrabbed: queue.SimpleQueue[int] = queue.SimpleQueue()

    def keyboard(self) -> Keyboard:
        if self.is_gone:
            raise NoServer("it is gone")
        return Keyboard(self.keys, [()] * 8)

    def grab(self, keycode: int, mask: int) -> bool:
        if keycode in self.taken:
            return False
        self.grabs.add((keycode, mask))
        self.was_regrabbed.put(keycode)
        return True

    def release(self, keycode: int, mask: int) -> None:
        self.grabs.discard((keycode, mask))

    def wait(self) -> Heard:
        return self.events.get()

    def poll(self) -> Heard | None:
        return None if self.events.empty() else self.events.get()

    def wake(self) -> None:
        self.events.put(Woken())

    def close(self) -> None:
        self.is_closed = True

    def press(self, keycode: int, state: int, *, at_ms: int = 0) -> None:
        self.events.put(KeyEvent(is_press=True, keycode=keycode, state=state, time_ms=at_ms))

    def let_go(self, keycode: int, *, at_ms: int = 0) -> None:
        self.events.put(KeyEvent(is_press=False, keycode=keycode, state=0, time_ms=at_ms))


class Desk:
    """Hotkeys on that server, and the names that were heard."""

    def __init__(self, server: ScriptedServer) -> None:
        self.server = server
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hotkeys = X11Hotkeys(":7", lambda _display: server)
        self.hotkeys.start(self.heard.put)

    def bind(self, **keys: str) -> dict[str, Trouble]:
        return dict(self.hotkeys.bind({name: Combination.parse(text) for name, text in keys.items()}, words={}).troubles)

    def all_heard(self) -> list[str]:
        """After the thread has ended."""
        self.hotkeys.close()
        return [self.heard.get() for _ in range(self.heard.qsize())]


@pytest.fixture
def server() -> ScriptedServer:
    return ScriptedServer()


def test_a_press_tells_its_name_with_and_without_locks(server: ScriptedServer) -> None:
    desk = Desk(server)
    assert desk.bind(toggle="Ctrl+R") == {}
    assert server.grabs == {(R, CONTROL), (R, CONTROL | LOCK)}
    server.press(R, CONTROL | LOCK)
    server.press(T, CONTROL)
    assert desk.all_heard() == ["toggle"]
    assert server.is_closed


def test_a_key_that_is_held_is_told_once(server: ScriptedServer) -> None:
    desk = Desk(server)
    desk.bind(toggle="Ctrl+R")
    server.press(R, CONTROL, at_ms=1)
    for at_ms in range(500, 700, 40):
        server.let_go(R, at_ms=at_ms)
        server.press(R, CONTROL, at_ms=at_ms)
    server.let_go(R, at_ms=800)
    server.press(R, CONTROL, at_ms=900)
    assert desk.all_heard() == ["toggle", "toggle"]


def test_more_modifiers_win(server: ScriptedServer) -> None:
    desk = Desk(server)
    desk.bind(mute="Ctrl+R", toggle="Ctrl+Alt+R")
    server.press(R, CONTROL | MOD_1)
    assert desk.all_heard() == ["toggle"]


def test_binding_others_gives_the_first_ones_back(server: ScriptedServer) -> None:
    desk = Desk(server)
    desk.bind(toggle="Ctrl+R")
    desk.bind(toggle="Alt+T")
    assert server.grabs == {(T, MOD_1), (T, MOD_1 | LOCK)}
    desk.hotkeys.close()
    desk.hotkeys.close()


def test_what_cannot_be_bound_is_told() -> None:
    desk = Desk(ScriptedServer(taken={T}))
    assert desk.bind(toggle="Ctrl+T", mute="Ctrl+9", pause="Ctrl+R") == {"toggle": Trouble.TAKEN, "mute": Trouble.UNKNOWN_KEY}
    assert desk.hotkeys.check(Combination.parse("Alt+T")) is Trouble.TAKEN
    assert desk.hotkeys.check(Combination.parse("Alt+9")) is Trouble.UNKNOWN_KEY
    assert desk.hotkeys.check(Combination.parse("Ctrl+R")) is None  # ours
    assert desk.hotkeys.check(Combination.parse("Alt+R")) is None
    assert desk.server.grabs == {(R, CONTROL), (R, CONTROL | LOCK)}
    desk.hotkeys.close()


def test_another_layout_moves_the_keys(server: ScriptedServer) -> None:
    desk = Desk(server)
    desk.bind(toggle="Ctrl+R")
    while not server.was_regrabbed.empty():
        server.was_regrabbed.get()
    server.keys = MOVED
    server.events.put(MappingChanged())
    server.was_regrabbed.get()
    server.press(T, CONTROL)
    assert desk.all_heard() == ["toggle"]


def test_without_a_server_there_is_a_reason() -> None:
    def refuse(_display: str) -> ScriptedServer:
        raise NoServer(":7")

    hotkeys = X11Hotkeys(":7", refuse)
    hotkeys.start(print)
    assert hotkeys.unavailable is Unavailable.NO_DISPLAY
    assert hotkeys.bind({"toggle": Combination.parse("F9")}, words={}).troubles == {}
    assert hotkeys.check(Combination.parse("F9")) is None
    hotkeys.close()


def test_a_server_that_goes_away_takes_the_keys_with_it(server: ScriptedServer) -> None:
    desk = Desk(server)
    desk.bind(toggle="Ctrl+R")
    server.is_gone = True
    server.events.put(MappingChanged())
    server.events.put(Woken())
    assert desk.bind(toggle="Ctrl+T") == {"toggle": Trouble.NOT_BOUND}
    assert desk.hotkeys.check(Combination.parse("Ctrl+T")) is None
    assert desk.all_heard() == []
