"""The first minutes with the application, as somebody spends them who only wants to record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.person import BUTTON

if TYPE_CHECKING:
    from demo.person import Person

FIRST_RUN: Final = "^Welcome to Lookhear$"
PICKER: Final = "^Choose what is recorded$"
PILL: Final = "^Recording controls$"


def skip_first_run(person: Person) -> None:
    """Say yes to everything that is proposed, without the test recording."""
    person.click(BUTTON, "^Set it up$", within=FIRST_RUN)
    person.click(BUTTON, "^Skip the test$", within=FIRST_RUN)
    finish_first_run(person)


def finish_first_run(person: Person) -> None:
    """From the page about backends on: everything as it is proposed."""
    for step in (3, 4):
        person.eyes.until(".*", f"^Step {step} of 5$", within=FIRST_RUN)
        person.click(BUTTON, "^Continue$", within=FIRST_RUN)
    person.click(BUTTON, "^Done$", within=FIRST_RUN)
    person.eyes.gone(".*", FIRST_RUN)


def pick_and_record(person: Person) -> None:
    """Click the icon, take what the picker proposes, and record."""
    person.click_tray()
    person.click(BUTTON, "^Record ", within=PICKER)
    person.eyes.until(BUTTON, "^Stop recording$", within=PILL)


def get_ready(person: Person) -> None:
    """Go through the first run, and record for a moment once, so that sources are chosen from now on."""
    skip_first_run(person)
    pick_and_record(person)
    person.click_tray()
    person.eyes.gone(BUTTON, "^Stop recording$", within=PILL)
