"""The application by hotkeys and by its pill, on a virtual desktop with a real keyboard and a real tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo.desktop import VirtualDesktop
from demo.first_use import PICKER, PILL
from demo.person import BUTTON, MENU_ITEM
from demo.process import wait_until
from demo.scene.launch import start_scene
from tests.tools.tray_app import TrayApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.linux, pytest.mark.timeout(240)]

WITH_KEYS = """version = 1
[recording]
countdown_s = 0
[backend]
kind = "none"
[shortcuts]
toggle = "Ctrl+Alt+R"
pause = "Ctrl+Alt+P"
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[TrayApp]:
    with VirtualDesktop(has_panel=True, has_bus=True) as desktop:
        start_scene(desktop, "talking", "--behind")
        with TrayApp(desktop, tmp_path / "home", settings=WITH_KEYS) as running:
            running.be_past_first_run()
            yield running
            assert running.complaints() == []


def test_keys_start_pause_and_stop_and_the_pill_discards(app: TrayApp) -> None:
    process = app.start()
    person = app.person
    person.tray_icon()
    person.hands.press("ctrl+alt+r")  # nobody ever chose: the picker
    person.click(BUTTON, "^Record ", within=PICKER)
    first = app.until_sealed()
    person.hands.press("ctrl+alt+p")
    person.eyes.until(BUTTON, "^Resume$", within=PILL)
    person.hands.press("ctrl+alt+p")
    person.eyes.until(BUTTON, "^Pause$", within=PILL)
    person.hands.press("ctrl+alt+r")
    app.until_ended(first)
    person.eyes.until("label", "^Recording saved$")
    person.eyes.gone("label", "^Recording saved$")  # a key within half a second of the one before is none

    person.hands.press("ctrl+alt+r")
    second = app.until_sealed(2)
    person.click(BUTTON, "^More$", within=PILL)
    person.click(MENU_ITEM, "^Discard recording…$")
    person.eyes.until(BUTTON, "^Keep recording$")
    person.click(BUTTON, "^Discard$", within="^Discard this recording")
    wait_until(lambda: not second.exists(), what="the discarded recording being gone")
    assert app.recordings() == [first]
    assert app.end(process) == 0
