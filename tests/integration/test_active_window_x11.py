"""The active window on a real X server with a real window manager, and windows that come and go."""

from __future__ import annotations

import contextlib
import queue
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
import xcffib.xproto

from demo.desktop import VirtualDesktop
from demo.display import connected, start_window_manager
from lookhear.system.active_window.kinds import Unavailable
from lookhear.system.active_window.x11 import X11Windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.system.active_window.kinds import ActiveWindow

TOLD_WITHIN_S = 60
CLIENT_MESSAGE = 33
MANAGER = b"MANAGER"


class Person:
    """Opens windows on a desktop; what is told of them."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self.desktop = desktop
        self.told: queue.SimpleQueue[ActiveWindow] = queue.SimpleQueue()
        self.windows = X11Windows(desktop.env["DISPLAY"])
        self.windows.start(self.told.put)
        self.programs: list[subprocess.Popen[bytes]] = []

    def open(self, title: str) -> subprocess.Popen[bytes]:
        program = subprocess.Popen(["xmessage", "-title", title, "hello"], env=self.desktop.env)
        self.programs.append(program)
        return program

    def xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.desktop.env, check=True)

    def until(self, title: str) -> ActiveWindow:
        """What is told of a window with this title; what is told of others before is passed over."""
        while (found := self.told.get(timeout=TOLD_WITHIN_S)).title != title:
            pass
        return found

    def close(self) -> None:
        self.windows.close()
        for program in self.programs:
            program.kill()
            program.wait()


@pytest.fixture
def person(quiet_desktop: VirtualDesktop) -> Iterator[Person]:
    made = Person(quiet_desktop)
    yield made
    made.close()


def test_windows_that_come_go_and_change_their_titles_are_told(person: Person) -> None:
    person.open("first note")
    found = person.until("first note")
    assert found.app == "Xmessage"
    second = person.open("second note")
    person.until("second note")
    person.xdotool("getactivewindow", "set_window", "--name", "Größe – €")
    person.until("Größe – €")
    second.kill()
    second.wait()
    person.until("first note")


def test_a_message_to_everybody_such_as_that_of_a_tray_that_comes_ends_nothing(person: Person) -> None:
    person.open("before it")
    person.until("before it")
    with connected(person.desktop.display.name) as server:
        root = server.get_setup().roots[0].root
        kind = server.core.InternAtom(False, len(MANAGER), MANAGER).reply().atom  # noqa: FBT003 - xcffib has it so
        message = struct.pack("<BBHII20x", CLIENT_MESSAGE, 32, 0, root, kind)
        server.core.SendEvent(False, root, xcffib.xproto.EventMask.StructureNotify, message, is_checked=True).check()  # noqa: FBT003
    person.open("behind it")
    person.until("behind it")


def test_window_managers_come_and_go_and_so_may_the_server(tmp_path: Path) -> None:
    with contextlib.ExitStack() as behind_the_server, VirtualDesktop(has_audio=False, has_window_manager=False) as desktop:
        person = behind_the_server.enter_context(contextlib.closing(Person(desktop)))
        for title in ("before", "after"):
            manager = start_window_manager(desktop.env["DISPLAY"], folder=tmp_path, env=desktop.env)
            try:
                person.open(title)
                person.xdotool("search", "--sync", "--name", f"^{title}$", "windowactivate")  # it need not come to the front by itself
                person.until(title)
            finally:
                manager.stop()
    person.windows.start(person.told.put)
    assert person.windows.unavailable is Unavailable.NO_DISPLAY
    person.windows.close()
