"""What happens to somebody who has bad luck with the application: one calm sentence, and the recording goes on or is there afterwards."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo.desktop import VirtualDesktop
from demo.display import Size
from demo.first_use import PICKER, PILL
from demo.hands import RIGHT
from demo.person import BUTTON, MENU_ITEM
from demo.process import wait_until
from demo.scene.launch import start_scene
from tests.tools.receiver import Answer, Receiver
from tests.tools.tray_app import PATIENCE_S, TrayApp

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(900)]

AT_ONCE = """version = 1
[recording]
countdown_s = 0
[backend]
kind = "{kind}"
url = "{url}"
"""
CONTROLS = "^Lookhear$"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A display with something that moves and speaks, a panel with a tray, a bus."""
    with VirtualDesktop(has_panel=True, has_bus=True) as running:
        start_scene(running, "talking", "--behind")
        yield running


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[TrayApp]:
    """An application that is past its first run, counts nothing down and hands nothing over. Not started yet."""
    with TrayApp(desktop, tmp_path / "home", settings=AT_ONCE.format(kind="none", url="")) as running:
        running.be_past_first_run()
        yield running
        assert running.complaints() == []


def test_killed_while_it_records_the_recording_is_there_at_the_next_start(app: TrayApp) -> None:
    first = app.start()
    app.person.tray_icon()
    assert app.run("start").returncode == 0
    folder = app.until_sealed()
    sealed = sum(row["type"] == "fragment" for row in app.rows(folder))
    app.kill(first)

    second = app.start()
    app.person.eyes.until("label", "^A recording was recovered$")
    receipt = app.until_ended(folder)
    assert receipt["state"] == "recovered"
    assert sum(track["fragments"] for track in receipt["tracks"]) >= sealed
    app.person.choose_from_tray("^Open library$")
    app.person.eyes.until("list item", "Recovered")
    assert app.end(second) == 0


def test_two_starts_at_once_give_one_application_that_shows_its_controls(app: TrayApp) -> None:
    one, other = app.start(), app.start()
    wait_until(lambda: one.poll() is not None or other.poll() is not None, what="one of them giving way")
    survivor, gone = (one, other) if one.poll() is None else (other, one)
    assert gone.wait(1) == 0
    app.person.eyes.until(BUTTON, "^Start recording$", within=CONTROLS)
    assert len(app.desktop.panel.icons()) == 1
    app.person.hands.press("alt+F4")
    app.person.eyes.gone(BUTTON, "^Start recording$", within=CONTROLS)
    assert app.start().wait(60) == 0  # and a third one, later
    app.person.eyes.until(BUTTON, "^Start recording$", within=CONTROLS)
    assert app.end(survivor) == 0


def test_where_no_tray_is_the_controls_open_and_a_tray_that_comes_late_is_used(app: TrayApp) -> None:
    app.desktop.stop_panel()
    try:
        process = app.start()
        app.person.click(BUTTON, "^Start recording$", within=CONTROLS)
        app.person.click(BUTTON, "^Record ", within=PICKER)
        folder = app.until_sealed()
        app.desktop.start_panel()
        app.person.click_tray()
        app.until_ended(folder)
        assert app.end(process) == 0
    finally:
        app.desktop.stop_panel()
        app.desktop.start_panel()


def test_a_backend_that_refuses_gets_a_sentence_and_the_recording_goes_on(app: TrayApp) -> None:
    with Receiver(lambda _request: Answer(status=401, body=b'{"detail":"no"}')) as refusing:
        (app.home / "settings.toml").write_text(AT_ONCE.format(kind="hosted", url=refusing.url), "utf-8")
        process = app.start()
        app.person.tray_icon()
        assert app.run("start").returncode == 0
        folder = app.until_sealed()
        refusing.wait_for(bool)
        at_least = len(app.rows(folder)) + 5
        app.person.eyes.until("label", "^An upload needs your help$", deadline_s=60)
        app.person.eyes.until("label", "does not know the token.*is safe on this computer", deadline_s=60)
        wait_until(lambda: len(app.rows(folder)) > at_least, what="the recording going on")
        app.person.click_tray()
        receipt = app.until_ended(folder)
        assert len(receipt["tracks"]) == 3
        assert app.end(process) == 0


def test_a_microphone_that_is_unplugged_is_named_and_recorded_again_when_it_is_back(app: TrayApp) -> None:
    process = app.start()
    app.person.tray_icon()
    assert app.run("start").returncode == 0
    folder = app.until_sealed()
    app.desktop.unplug_mic()
    try:
        app.person.eyes.until("label", "is gone$|is not being recorded$", deadline_s=40)
    finally:
        app.desktop.plug_mic()
    app.person.eyes.until("label", "is back$", deadline_s=40)
    app.person.click_tray()
    receipt = app.until_ended(folder)
    pictures = next(track for track in receipt["tracks"] if track["kind"] == "display")
    assert pictures["missing_s"] == 0
    assert app.end(process) == 0


def test_the_sound_server_starting_again_ends_no_recording(app: TrayApp) -> None:
    process = app.start()
    app.person.tray_icon()
    assert app.run("start").returncode == 0
    folder = app.until_sealed()
    app.desktop.kill_audio()
    app.desktop.start_audio()

    def both_are_back() -> bool:
        back = {row["channel"] for row in app.rows(folder) if row["type"] == "source" and row["state"] == "back"}
        return {"mic:default", "system_audio:default"} <= back

    wait_until(both_are_back, what="both sounds being opened again", deadline_s=60)
    app.person.click_tray()
    assert app.until_ended(folder)["state"] == "complete"
    assert app.end(process) == 0


def test_a_disk_that_fills_up_is_told_of_before_and_the_recording_is_whole(desktop: VirtualDesktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    mount = ("unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=210m,mode=700 none "{home}/recordings" && exec "$@"', "sh")
    with TrayApp(desktop, home, settings=AT_ONCE.format(kind="none", url=""), within=mount) as app:
        app.be_past_first_run()
        (home / "recordings").mkdir()
        process = app.start()
        recordings = Path(f"/proc/{process.pid}/root{home}/recordings")  # as the program sees it
        app.person.tray_icon()
        assert app.run("start").returncode == 0
        app.person.eyes.until("label", "^The disk lasts for ", deadline_s=PATIENCE_S)
        receipt = wait_until(lambda: next(recordings.glob("rec-*/receipt.json"), None), what="the receipt", deadline_s=PATIENCE_S)
        told = json.loads(receipt.read_text("utf-8"))
        assert told["end_reason"] == "disk_full"
        assert [track["lost_fragments"] for track in told["tracks"]] == [0, 0, 0]
        app.person.eyes.until("label", "disk", deadline_s=60)
        assert app.end(process) == 0
        assert app.complaints() == []


def test_a_session_that_ends_seals_the_recording(app: TrayApp) -> None:
    process = app.start()
    app.person.tray_icon()
    assert app.run("start").returncode == 0
    folder = app.until_sealed()
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert app.until_ended(folder)["state"] == "complete"


def test_in_a_privacy_pause_nothing_begins(app: TrayApp) -> None:
    process = app.start()
    app.person.tray_icon()
    app.person.click_tray(button=RIGHT)
    app.person.click(MENU_ITEM, "^Privacy$")
    app.person.click(MENU_ITEM, "^Pause for 15 minutes$")
    wait_until(lambda: app.run("start").returncode != 0, what="the pause being kept")
    assert app.recordings() == []
    app.person.click_tray(button=RIGHT)
    app.person.click(MENU_ITEM, "^Privacy$")
    app.person.click(MENU_ITEM, "^End the privacy pause$")
    wait_until(lambda: app.run("start").returncode == 0, what="a recording beginning")
    app.person.eyes.until(BUTTON, "^Stop recording$", within=PILL)
    assert app.end(process) == 0


def test_a_display_that_is_unplugged_is_named_and_recorded_again_when_it_is_back(tmp_path: Path) -> None:
    both = [Size(1280, 720), Size(1024, 768)]
    with (
        VirtualDesktop(outputs=both, has_panel=True, has_bus=True) as desktop,
        TrayApp(desktop, tmp_path / "home", settings=AT_ONCE.format(kind="none", url="")) as app,
    ):
        app.be_past_first_run()
        process = app.start()
        app.person.click_tray()
        app.person.click("check box", "^Display 2", within=PICKER)
        app.person.click(BUTTON, "^Record 2 displays, microphone, and system audio$", within=PICKER)
        folder = app.until_sealed(channels=4)
        desktop.display.remove_output(1)
        app.person.eyes.until("label", "^Display 2.* (is gone|is not being recorded)$", deadline_s=60)
        desktop.display.set_output(1, both[1], x=both[0].width)
        app.person.eyes.until("label", "^Display 2.* is back$", deadline_s=60)
        app.person.click_tray()
        receipt = app.until_ended(folder)
        first, second = (track for track in receipt["tracks"] if track["kind"] == "display")
        assert first["missing_s"] == 0
        assert second["gaps"]
        assert app.end(process) == 0
        assert app.complaints() == []
