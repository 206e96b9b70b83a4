"""Somebody at the virtual desktop finds widgets by their names, clicks, types, and uses the tray."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo.desktop import VirtualDesktop
from demo.person import BUTTON, Person
from demo.process import DesktopError, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.process import Child

pytestmark = pytest.mark.timeout(240)  # somebody at a desktop is patient on a busy machine

PROGRAM = Path(__file__).parents[1] / "tools" / "small_window.py"


@pytest.fixture(scope="module")
def talkative() -> Iterator[VirtualDesktop]:
    """A desktop with a panel and a bus, without sound."""
    with VirtualDesktop(has_audio=False, has_panel=True, has_bus=True) as running:
        yield running


@pytest.fixture
def small(talkative: VirtualDesktop) -> Iterator[Child]:
    child = talkative.start("small-window", [sys.executable, str(PROGRAM)])
    yield child
    child.stop()


@pytest.fixture
def person(talkative: VirtualDesktop, small: Child) -> Iterator[Person]:
    with Person(talkative) as somebody:
        somebody.eyes.until("push button", "Press me")
        yield somebody


def said(child: Child, text: str) -> bool:
    return text in child.log.read_text("utf-8").splitlines()


def test_what_is_named_is_found_clicked_and_typed_into(person: Person, small: Child) -> None:
    person.click("text", "^Search$", within="Small window")
    person.hands.write("hello there")
    field = person.eyes.until("text", "Search", state="focused")
    wait_until(lambda: person.eyes.text_of(field) == "hello there", what="the text")
    person.click(BUTTON, "Press me")
    wait_until(lambda: said(small, "pressed with 'hello there'"), what="the button being pressed")
    person.click("check box", "Sound")
    person.eyes.until("check box", "Sound", state="checked")
    person.click("list item", "second", times=2)
    wait_until(lambda: said(small, "opened second"), what="the item being opened")


def test_keys_reach_what_has_the_focus(person: Person, small: Child) -> None:
    person.click("text", "^Search$")
    person.eyes.until("text", "Search", state="focused")
    person.hands.press("shift+Tab", "space")
    wait_until(lambda: said(small, "pressed with ''"), what="the button being pressed")


def test_the_icon_in_the_tray_is_clicked_and_its_menu_chosen_from(person: Person, small: Child, tmp_path: Path) -> None:
    person.click_tray()
    wait_until(lambda: said(small, "icon Trigger"), what="the click")
    person.choose_from_tray("Hide it")
    person.eyes.gone("push button", "Press me")
    person.photograph(tmp_path / "seen.png")
    assert (tmp_path / "seen.png").read_bytes().startswith(b"\x89PNG")
    person.choose_from_tray("End it")
    assert small.wait(20) == 0


def test_what_is_not_there_is_told_with_what_is(person: Person) -> None:
    with pytest.raises(DesktopError, match=r"(?s)'Nowhere' that is showing did not happen.*push button 'Press me'"):
        person.eyes.until("push button", "Nowhere", deadline_s=0.1)


def test_a_panel_can_come_late_and_go(person: Person, talkative: VirtualDesktop, small: Child) -> None:
    person.tray_icon()
    talkative.stop_panel()
    with pytest.raises(DesktopError, match="no panel"):
        person.click_tray()
    talkative.start_panel()
    person.click_tray()
    wait_until(lambda: said(small, "icon Trigger"), what="the click")
