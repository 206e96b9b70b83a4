"""The active window on X11, through a connection of a test. The real one: tests/integration/test_active_window_x11.py."""

from __future__ import annotations

import queue
import struct
from typing import TYPE_CHECKING

import pytest

from lookhear.system.active_window.kinds import ActiveWindow, Unavailable
from lookhear.system.active_window.x11 import X11Windows, program_of
from lookhear.system.active_window.xcb import Changed, Heard
from lookhear.system.xcb import NoServer, Woken

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = 1
WAITS_S = 60


class ScriptedServer:
    """An X server with a few windows."""

    def __init__(self) -> None:
        self.root = ROOT
        self.atoms: dict[str, int] = {}
        self.values: dict[tuple[int, int], bytes] = {}
        self.heard_of: set[int] = set()
        self.events: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self.is_closed = False

    def atom(self, name: str) -> int:
        return self.atoms.setdefault(name, len(self.atoms) + 100)

    def property(self, window: int, atom: int) -> bytes:
        return self.values.get((window, atom), b"")

    def listen(self, window: int, *, is_wanted: bool = True) -> None:
        (self.heard_of.add if is_wanted else self.heard_of.discard)(window)

    def wait(self) -> Heard:
        return self.events.get()

    def poll(self) -> Heard | None:
        return None if self.events.empty() else self.events.get()

    def wake(self) -> None:
        self.events.put(Woken())

    def close(self) -> None:
        self.is_closed = True

    def set(self, window: int, name: str, value: bytes, *, is_told: bool = True) -> None:
        self.values[window, self.atom(name)] = value
        if is_told and window in self.heard_of:
            self.events.put(Changed(window, self.atom(name)))

    def window(self, window: int, title: str, *, app: str = "xterm\0XTerm\0") -> None:
        self.set(window, "_NET_WM_NAME", title.encode(), is_told=False)
        self.set(window, "WM_CLASS", app.encode(), is_told=False)
        self.set(window, "_NET_WM_PID", struct.pack("<I", window * 10), is_told=False)

    def activate(self, window: int) -> None:
        self.set(ROOT, "_NET_ACTIVE_WINDOW", struct.pack("<I", window))


class Watching:
    """Windows of that server as they are told."""

    def __init__(self, server: ScriptedServer) -> None:
        self.told: queue.SimpleQueue[ActiveWindow] = queue.SimpleQueue()
        self.windows = X11Windows(":7", lambda _display: server)
        self.windows.start(self.told.put)

    def next(self) -> ActiveWindow:
        return self.told.get(timeout=WAITS_S)


@pytest.fixture
def server() -> ScriptedServer:
    made = ScriptedServer()
    made.window(7, "one")
    made.window(8, "two", app="Navigator\0firefox\0")
    made.activate(7)
    return made


@pytest.fixture
def watching(server: ScriptedServer) -> Iterator[Watching]:
    made = Watching(server)
    yield made
    made.windows.close()
    made.windows.close()
    assert server.is_closed


def test_the_window_of_now_and_every_change_are_told(server: ScriptedServer, watching: Watching) -> None:
    assert watching.next() == ActiveWindow("XTerm", "one", 70)
    server.activate(8)
    assert watching.next() == ActiveWindow("Firefox", "two", 80)
    assert server.heard_of == {ROOT, 8}
    server.set(8, "_NET_WM_NAME", b"three")
    assert watching.next().title == "three"


def test_other_windows_and_other_properties_are_not_looked_at(server: ScriptedServer, watching: Watching) -> None:
    watching.next()
    server.set(ROOT, "_NET_CLIENT_LIST", b"1234")
    server.events.put(Changed(7, server.atom("_NET_WM_ICON")))
    server.activate(7)
    server.activate(8)
    assert watching.next().title == "two"


def test_no_window_and_one_that_dies_are_not_told(server: ScriptedServer, watching: Watching) -> None:
    watching.next()
    server.values = {key: value for key, value in server.values.items() if key[0] != 7}
    server.events.put(Changed(7, None))
    server.activate(0)
    server.activate(8)
    assert watching.next().title == "two"
    assert watching.told.empty()


def test_a_title_of_old_programs_is_read(server: ScriptedServer, watching: Watching) -> None:
    watching.next()
    server.set(9, "WM_NAME", "Büro".encode("latin-1"), is_told=False)
    server.activate(9)
    assert watching.next() == ActiveWindow("", "Büro", None)


def test_a_server_that_goes_ends_it_quietly(server: ScriptedServer) -> None:
    made = Watching(server)
    made.next()
    server.events.put(Woken())
    made.windows.close()


def test_without_a_server_there_is_a_reason_and_it_may_be_tried_again(server: ScriptedServer) -> None:
    answers: list[ScriptedServer] = []

    def connect(_display: str) -> ScriptedServer:
        if not answers:
            raise NoServer("nobody")
        return answers[0]

    windows = X11Windows(":7", connect)
    told: queue.SimpleQueue[ActiveWindow] = queue.SimpleQueue()
    windows.start(told.put)
    windows.close()
    assert windows.unavailable is Unavailable.NO_DISPLAY
    answers.append(server)
    windows.start(told.put)
    assert told.get(timeout=WAITS_S).title == "one"
    windows.close()


@pytest.mark.parametrize(
    ("wm_class", "program"),
    [
        (b"xterm\0XTerm\0", "XTerm"),
        (b"Navigator\0firefox\0", "Firefox"),
        (b"org.gnome.Nautilus\0org.gnome.Nautilus\0", "Nautilus"),
        (b"google-chrome\0Google-chrome\0", "Google-chrome"),
        (b"", ""),
        (b"a\xff\0", "A\ufffd"),
    ],
)
def test_a_program_has_the_name_people_know(wm_class: bytes, program: str) -> None:
    assert program_of(wm_class) == program
