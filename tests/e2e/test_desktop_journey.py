"""The application from its first start to a link that somebody else can open: by mouse and keyboard, found by what screen readers read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from demo.desktop import VirtualDesktop
from demo.first_use import FIRST_RUN, PICKER, PILL, finish_first_run
from demo.person import BUTTON
from demo.process import wait_until
from demo.scene.launch import start_scene
from tests.tools.tray_app import TrayApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.linux, pytest.mark.timeout(400)]

LIBRARY = "^Library$"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A display with something that moves and speaks, a panel with a tray, a bus."""
    with VirtualDesktop(has_panel=True, has_bus=True) as running:
        start_scene(running, "talking", "--behind")
        yield running


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[TrayApp]:
    with TrayApp(desktop, tmp_path / "home") as running:
        yield running
        assert running.complaints() == []


def test_from_the_first_start_to_a_link(app: TrayApp, tmp_path: Path) -> None:
    person, eyes = app.person, app.person.eyes
    process = app.start()
    person.tray_icon()
    person.click(BUTTON, "^Set it up$", within=FIRST_RUN)
    person.click(BUTTON, "^Record ten seconds$", within=FIRST_RUN)
    for track in ("Display 1: was seen", "Microphone: was heard", "System audio: was heard"):
        eyes.until("label", f"^{track}", within=FIRST_RUN)
    eyes.until(BUTTON, "^Pause$", within=FIRST_RUN)  # it is played back
    person.click(BUTTON, "^Continue$", within=FIRST_RUN)
    finish_first_run(person)
    assert app.recordings() == []  # the test recording is gone

    person.click_tray()  # nobody has chosen yet: it asks what to record
    preview = eyes.until("filler", "^Live preview of Display 1", within=PICKER)
    assert_moves(app, preview.area)
    person.click(BUTTON, "^Record display 1, microphone, and system audio$", within=PICKER)
    folder = app.until_sealed()
    eyes.gone(BUTTON, "^Record display 1", within=PICKER)

    eyes.until(BUTTON, "^Stop recording$", within=PILL)
    person.click(BUTTON, "^Pause$", within=PILL)
    app.until_row(folder, "pause")
    eyes.until("label", "^Paused$", within=PILL)
    person.click(BUTTON, "^Resume$", within=PILL)
    app.until_row(folder, "resume")
    app.until_row(folder, "fragment", channel="display:1")
    wait_until(lambda: len(list((folder / "display-1").glob("*.m4s"))) > 16, what="eight seconds of the display")  # to be played below

    person.click_tray()
    receipt = app.until_ended(folder)
    assert len(receipt["tracks"]) == 3
    assert receipt["warnings"] == []
    assert all(track["lost_fragments"] == 0 for track in receipt["tracks"])
    assert receipt["paused_s"] > 0

    person.choose_from_tray("^Open library$")
    person.click("list item", "^Today", within=LIBRARY, times=2)
    eyes.until(BUTTON, "^Pause$", within=LIBRARY, state="enabled")
    wait_until(lambda: eyes.find("label", r"^0:0[2-9] / ", within=LIBRARY), what="the player getting on")

    search(app, "nothing is called that")
    eyes.gone("list item", "^Today", within=LIBRARY)
    search(app, "today")
    person.click("list item", "^Today", within=LIBRARY)

    person.click(BUTTON, "^Copy link$", within=LIBRARY)
    search(app, None)
    field = eyes.until("text", "^Search", within=LIBRARY)
    link = wait_until(lambda: eyes.text_of(field), what="the link being pasted")
    assert link.startswith("http://127.0.0.1:")
    assert httpx.get(link, trust_env=False, timeout=30).status_code == 200

    person.choose_from_tray("^Quit$")
    assert process.wait(60) == 0


def assert_moves(app: TrayApp, area: tuple[int, int, int, int]) -> None:
    """What is shown there changes: the scene on the display goes on."""
    first = app.pixels(area)
    wait_until(lambda: app.pixels(area) != first, what="the preview moving")


def search(app: TrayApp, text: str | None) -> None:
    """Look for a text in the library; None pastes what was copied."""
    person = app.person
    person.hands.press("ctrl+f", "ctrl+a")
    if text is None:
        person.hands.press("ctrl+v")
    else:
        person.hands.write(text)
