"""The first minutes with the application, as somebody spends them who only wants to record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.person import BUTTON
from demo.process import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

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


def begin_to_record(person: Person, tell: Callable[[str], object] = lambda _: None) -> None:
    """Click the icon, and take what is proposed at whatever is asked then: the first run, and what to record. Tells what it does."""
    windows = {FIRST_RUN: "^Set it up$", PICKER: "^Record ", PILL: "^Stop recording$"}

    def asked() -> str | None:
        return next((window for window, name in windows.items() if person.eyes.find(BUTTON, name, within=window)), None)

    def clicked() -> str:
        person.click_tray()
        tell("a click on the icon")
        return wait_until(asked, what="the application asking or recording")

    window = clicked()
    if window == FIRST_RUN:
        tell("the first run: everything as it is proposed")
        skip_first_run(person)
        window = clicked()
    if window == PICKER:
        tell(f"the picker: “{person.click(BUTTON, windows[PICKER], within=PICKER).name}”")
    person.eyes.until(BUTTON, windows[PILL], within=PILL)


def stop_recording(person: Person) -> None:
    """Click the icon once more, and wait until it is saved."""
    person.click_tray()
    person.eyes.gone(BUTTON, "^Stop recording$", within=PILL)
