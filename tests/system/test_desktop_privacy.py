"""What the application has open, told by the sound server and the display server: nothing but what somebody wants just then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from demo.desktop import VirtualDesktop
from demo.first_use import PICKER, PILL
from demo.hands import RIGHT
from demo.person import BUTTON, MENU_ITEM
from demo.process import wait_until
from demo.scene.launch import start_scene
from tests.tools.tray_app import TrayApp

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(900)]

AT_ONCE: Final = 'version = 1\n[recording]\ncountdown_s = 0\n[backend]\nkind = "none"\n'
MICROPHONE, OUTPUT = "testmic", "speakers.monitor"
CONNECTED: Final = "03"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A display with something that moves and speaks, a panel with a tray, a bus."""
    with VirtualDesktop(has_panel=True, has_bus=True) as running:
        start_scene(running, "talking", "--behind")
        yield running


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[TrayApp]:
    with TrayApp(desktop, tmp_path / "home", settings=AT_ONCE) as running:
        running.be_past_first_run()
        yield running
        assert running.complaints() == []


def heard(desktop: VirtualDesktop) -> set[str]:
    """The sources that a program listens to; the sound server's own modules are none."""
    names = dict(line.split("\t")[:2] for line in desktop.audio.pactl("list", "short", "sources").splitlines())
    outputs = [line.split("\t") for line in desktop.audio.pactl("list", "short", "source-outputs").splitlines()]
    return {names[source] for _, source, client, *_ in outputs if client != "-"}


def connections(desktop: VirtualDesktop) -> int:
    """How many connections the display server has: each source of a display has its own."""
    socket = f"X11-unix/X{desktop.display.name.lstrip(':').partition('.')[0]}"
    rows = (line.split() for line in Path("/proc/net/unix").read_text("utf-8").splitlines())
    return sum(row[-1].endswith(socket) and row[5] == CONNECTED for row in rows)


def test_nothing_is_open_but_what_is_looked_at_or_recorded(app: TrayApp) -> None:
    desktop, person = app.desktop, app.person
    process = app.start("app", "--hidden")
    person.tray_icon()

    def rests() -> int | None:
        before = connections(desktop)
        app.run("status")
        return before if connections(desktop) == before else None

    at_rest = wait_until(rests, what="the application having begun")
    assert heard(desktop) == set()

    def is_open(*sounds: str, is_seen: bool) -> bool:
        return heard(desktop) == set(sounds) and (connections(desktop) > at_rest) is is_seen

    person.click_tray()
    wait_until(lambda: is_open(MICROPHONE, OUTPUT, is_seen=True), what="the picker's previews")
    person.eyes.until(BUTTON, "^Record ", within=PICKER)
    person.hands.press("alt+F4")
    person.eyes.gone(BUTTON, "^Record ", within=PICKER)
    wait_until(lambda: is_open(is_seen=False), what="a closed picker letting go of everything")

    person.click_tray()
    person.click(BUTTON, "^Record ", within=PICKER)
    folder = app.until_sealed()
    assert is_open(MICROPHONE, OUTPUT, is_seen=True)
    person.click("check box", "^Mute$", within=PILL)
    wait_until(lambda: is_open(OUTPUT, is_seen=True), what="the microphone being closed")
    assert app.start("app").wait(60) == 0
    person.eyes.until(BUTTON, "^Stop recording$", within="^Lookhear$")
    assert is_open(OUTPUT, is_seen=True)  # a window that shows levels opens nothing that is muted

    person.click_tray(button=RIGHT)
    person.click(MENU_ITEM, "^Privacy$")
    person.click(MENU_ITEM, "^Pause for 15 minutes$")
    app.until_row(folder, "pause")
    wait_until(lambda: is_open(is_seen=False), what="a privacy pause closing everything")
    person.click_tray()
    app.until_ended(folder)
    assert is_open(is_seen=False)
    assert app.end(process) == 0
