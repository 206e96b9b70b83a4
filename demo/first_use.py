"""The first minutes with the application, as somebody spends them who only wants to record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.person import BUTTON
from demo.process import wait_until

if TYPE_CHECKING:
    from demo.person import Person

PICKER: Final = "^Choose what is recorded$"
FIRST_RUN: Final = "^(Welcome|First run|Set up|Lookhear)"


def through_first_run(person: Person) -> None:
    """Leave the window of the first run behind, without the test recording."""
    del person


def pick_and_record(person: Person) -> None:
    """Click the icon, take what the picker proposes, and record."""
    person.click_tray()
    person.click(BUTTON, "^Record ", within=PICKER)


def get_ready(person: Person) -> None:
    """Go through the first run, and record for a moment once, so that sources are chosen from now on."""
    through_first_run(person)
    pick_and_record(person)
    person.eyes.until(BUTTON, "^Stop recording$", within="^Recording controls$")
    person.click_tray()
    wait_until(lambda: person.eyes.find(BUTTON, "^Stop recording$", within="^Recording controls$") is None, what="the recording's end")
