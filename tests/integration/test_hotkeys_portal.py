"""Hotkeys of a Wayland session: a real bus, and a portal that answers as the specification says."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import pytest

from demo.desktop import VirtualDesktop
from lookhear.system.hotkeys.kinds import Bound, Combination, Trouble, Unavailable
from lookhear.system.hotkeys.portal import PortalHotkeys
from tests.fakes.portal import FakePortal

if TYPE_CHECKING:
    from collections.abc import Iterator

HEARD_WITHIN_S = 60
WANTED = {"toggle": Combination.parse("Ctrl+Alt+R"), "mute": Combination.parse("Meta+F9")}
WORDS = {"toggle": "Start and stop", "mute": "Mute the microphone"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with VirtualDesktop(has_display=False, has_audio=False, has_bus=True) as desktop:
        yield desktop.bus.address


@pytest.fixture
def portal(address: str) -> Iterator[FakePortal]:
    made = FakePortal(address)
    yield made
    made.close()


class Program:
    """Hotkeys of one program, and what they heard."""

    def __init__(self, address: str) -> None:
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hotkeys = PortalHotkeys(address, app_id="org.example.App")
        self.hotkeys.start(self.heard.put)

    def next_heard(self) -> str:
        return self.heard.get(timeout=HEARD_WITHIN_S)


@pytest.fixture
def program(address: str, portal: FakePortal) -> Iterator[Program]:
    made = Program(address)
    yield made
    made.hotkeys.close()


def test_the_desktop_is_asked_and_its_keys_are_heard(program: Program, portal: FakePortal) -> None:
    assert program.hotkeys.unavailable is None
    bound = program.hotkeys.bind(WANTED, words=WORDS)
    assert bound == Bound({}, {"toggle": "Press CTRL+ALT+r", "mute": "Press LOGO+F9"})
    assert (portal.registered, portal.descriptions) == (["org.example.App"], WORDS)
    portal.press("mute")
    portal.press("toggle", session="/org/freedesktop/portal/desktop/session/1_1/of_another_program")
    portal.press("toggle")
    assert [program.next_heard(), program.next_heard()] == ["mute", "toggle"]


def test_other_keys_are_another_session(program: Program, portal: FakePortal) -> None:
    program.hotkeys.bind(WANTED, words=WORDS)
    program.hotkeys.bind({"toggle": WANTED["toggle"]}, words=WORDS)
    assert (portal.closed, portal.bound) == (portal.sessions[:1], {"toggle": "CTRL+ALT+r"})
    assert program.hotkeys.bind({}, words=WORDS) == Bound({}, {})
    assert portal.closed == portal.sessions


def test_what_the_person_leaves_out_is_told(program: Program, portal: FakePortal) -> None:
    portal.refuses = {"mute"}
    assert program.hotkeys.bind(WANTED, words=WORDS).troubles == {"mute": Trouble.NOT_BOUND}


def test_an_open_question_holds_up_no_end(program: Program, portal: FakePortal) -> None:
    portal.answers = False
    answers: queue.SimpleQueue[Bound] = queue.SimpleQueue()
    waiting = threading.Thread(target=lambda: answers.put(program.hotkeys.bind(WANTED, words=WORDS)), name="waits for a person")
    waiting.start()
    assert portal.was_asked.wait(HEARD_WITHIN_S)
    program.hotkeys.close()
    waiting.join()
    assert answers.get().troubles == dict.fromkeys(WANTED, Trouble.NOT_BOUND)
    assert program.hotkeys.bind(WANTED, words=WORDS) == Bound({}, {})


def test_a_desktop_without_the_portal_has_a_reason(address: str) -> None:
    alone = Program(address)
    assert alone.hotkeys.unavailable is Unavailable.NO_PORTAL
    assert alone.hotkeys.bind(WANTED, words=WORDS) == Bound({}, {})
    alone.hotkeys.close()


def test_a_portal_that_has_no_shortcuts_is_none(portal: FakePortal, address: str) -> None:
    portal.has_shortcuts = False
    alone = Program(address)
    assert alone.hotkeys.unavailable is Unavailable.NO_PORTAL
    alone.hotkeys.close()


@pytest.mark.parametrize("nowhere", ["", "unix:path=/nonexistent/bus"])
def test_without_a_bus_there_is_a_reason(nowhere: str) -> None:
    alone = Program(nowhere)
    assert alone.hotkeys.unavailable is Unavailable.NO_PORTAL
    assert alone.hotkeys.check(WANTED["mute"]) is None
    alone.hotkeys.close()
    alone.hotkeys.close()
