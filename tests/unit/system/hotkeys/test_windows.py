"""Hotkeys on Windows, through a message queue of a test."""

from __future__ import annotations

import queue
import threading

from lookhear.system.hotkeys.kinds import Combination, Trouble
from lookhear.system.hotkeys.windows import Pressed, WindowsHotkeys

R, TAKEN_KEY = 0x52, 0x54


class ScriptedMessages:
    """The queue of the thread that made it; `TAKEN_KEY` is another program's."""

    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.held: dict[int, tuple[int, int]] = {}
        self.said: queue.SimpleQueue[Pressed | None] = queue.SimpleQueue()

    def register(self, number: int, modifiers: int, key: int) -> bool:
        assert threading.current_thread() is self.thread
        if key == TAKEN_KEY:
            return False
        self.held[number] = (modifiers, key)
        return True

    def unregister(self, number: int) -> None:
        assert threading.current_thread() is self.thread
        del self.held[number]

    def of_character(self, character: str) -> int | None:
        return {"+": 0xBB}.get(character)

    def wait(self) -> Pressed | None:
        return self.said.get()

    def rouse(self) -> None:
        self.said.put(None)


class Desk:
    """Hotkeys that were started, and what was heard."""

    def __init__(self) -> None:
        self.made: list[ScriptedMessages] = []
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hotkeys = WindowsHotkeys(self.make)
        self.hotkeys.start(self.heard.put)

    def make(self) -> ScriptedMessages:
        self.made.append(ScriptedMessages())
        return self.made[0]


def test_a_bound_key_tells_its_name_until_it_is_closed() -> None:
    desk = Desk()
    assert desk.hotkeys.bind({"toggle": Combination.parse("Ctrl+R")}, words={}).troubles == {}
    [messages] = desk.made
    [number] = messages.held
    messages.said.put(Pressed(77))
    messages.said.put(Pressed(number))
    assert desk.heard.get() == "toggle"
    desk.hotkeys.close()
    desk.hotkeys.close()
    assert messages.held == {}


def test_what_cannot_be_bound_is_told_and_a_check_binds_nothing() -> None:
    desk = Desk()
    wanted = {"toggle": Combination.parse("Ctrl+T"), "pause": Combination.parse("Ctrl+é"), "mute": Combination.parse("Ctrl++")}
    assert desk.hotkeys.bind(wanted, words={}).troubles == {"toggle": Trouble.TAKEN, "pause": Trouble.UNKNOWN_KEY}
    assert desk.hotkeys.check(Combination.parse("Ctrl+T")) is Trouble.TAKEN
    assert desk.hotkeys.check(Combination.parse("Ctrl+R")) is None
    assert [key for _, key in desk.made[0].held.values()] == [0xBB]
    desk.hotkeys.close()


def test_what_was_never_started_binds_nothing() -> None:
    hotkeys = WindowsHotkeys(ScriptedMessages)
    assert hotkeys.bind({"toggle": Combination.parse("Ctrl+R")}, words={}).troubles == {}
    assert hotkeys.check(Combination.parse("Ctrl+R")) is None
    hotkeys.close()
