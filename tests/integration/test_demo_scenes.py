"""A scene's log is what recordings are judged by, so it is compared with the screen and the sinks themselves."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mss
import numpy as np
import pytest

from demo.audio import MIC_FEED, SPEAKERS
from demo.barcode import read_barcode
from demo.process import wait_until
from demo.scene.flash import FLASH_AREA
from demo.scene.launch import start_scene
from demo.scene.stage import SceneName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demo.desktop import VirtualDesktop
    from demo.process import Child

NS_PER_S = 1_000_000_000
EXACT_NS = 20_000_000


def events(log: Path, kind: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in log.read_text("ascii").splitlines(keepends=True) if line.endswith("\n")]
    return [event for event in found if event["event"] == kind]


def wait_for_paints(log: Path, count: int) -> None:
    wait_until(lambda: len(events(log, "paint")) >= count, what="the scene going on")


def screen(desktop: VirtualDesktop) -> NDArray[np.uint8]:
    with mss.MSS(display=desktop.env["DISPLAY"]) as eye:
        return np.asarray(eye.grab(eye.monitors[1]))[:, :, 1].copy()


def hold(scene: Child) -> None:
    """Stop a scene in its tracks, so that the screen stands still."""
    os.kill(scene.pid, signal.Signals["SIGSTOP"])
    stat = Path(f"/proc/{scene.pid}/stat")
    wait_until(lambda: stat.read_text("ascii").rsplit(") ", 1)[1].startswith("T"), what="the scene standing still")


def go_on(scene: Child) -> None:
    os.kill(scene.pid, signal.Signals["SIGCONT"])


def test_the_number_on_the_screen_is_that_of_the_last_paint_in_the_log(quiet_desktop: VirtualDesktop, tmp_path: Path) -> None:
    log = tmp_path / "paints.ndjson"
    with start_scene(quiet_desktop, "counter", "--fps", "60", log=log) as scene:
        for _ in range(10):
            wait_for_paints(log, len(events(log, "paint")) + 4)
            hold(scene)
            logged = [event["n"] for event in events(log, "paint")]
            number = read_barcode(screen(quiet_desktop))
            go_on(scene)
            if number not in logged:  # it was held between painting and writing that down
                wait_for_paints(log, len(logged) + 1)
                assert number == events(log, "paint")[len(logged)]["n"]
            else:
                assert number == logged[-1]


@pytest.mark.parametrize("name", [name.value for name in SceneName if name not in {SceneName.FLASH, SceneName.TALKING}])
def test_a_scene_paints_on_its_deadlines_and_ends_by_itself(name: str, quiet_desktop: VirtualDesktop, tmp_path: Path) -> None:
    log = tmp_path / "paints.ndjson"
    with start_scene(quiet_desktop, name, "--duration", "1.5", "--size", "1280x720", log=log) as scene:
        assert scene.wait(60) == 0
    [start] = events(log, "start")
    numbers = [event["n"] for event in events(log, "paint")]
    assert numbers == sorted(set(numbers))
    assert numbers
    for paint in events(log, "paint"):
        assert start["t_ns"] + paint["n"] * 1000 * NS_PER_S // start["fps_milli"] <= paint["t_ns"] + 1000 <= paint["shown_ns"] + 1000


def test_flash_and_beeps_come_at_the_second_and_the_log_says_when(desktop: VirtualDesktop, tmp_path: Path) -> None:
    log = tmp_path / "flashes.ndjson"
    with start_scene(desktop, "flash", log=log) as scene:
        wait_until(lambda: len([beep for beep in events(log, "beep") if beep["is_certain"]]) >= 4, what="beeps being heard")
        hold(scene)
        gray = screen(desktop)
        go_on(scene)
    [start] = events(log, "start")
    assert {beep["sink"] for beep in events(log, "beep")} == {SPEAKERS, MIC_FEED}
    for beep in events(log, "beep"):
        if beep["is_certain"]:
            assert abs(beep["t_ns"] - start["t_ns"] - beep["second"] * NS_PER_S) < EXACT_NS
    for flash in events(log, "flash"):
        assert flash["n"] == flash["second"] * 10
        assert start["t_ns"] + flash["second"] * NS_PER_S <= flash["sent_ns"] + 1000 <= flash["t_ns"] + 1000
    inside = gray[FLASH_AREA.y : FLASH_AREA.y + FLASH_AREA.height, FLASH_AREA.x : FLASH_AREA.x + FLASH_AREA.width]
    number = read_barcode(gray)
    assert number is not None
    assert (inside == 255).all() if number % 10 == 0 else (inside < 64).all()


def test_the_talking_scene_moves_and_is_heard(desktop: VirtualDesktop, tmp_path: Path) -> None:
    log = tmp_path / "talk.ndjson"
    with start_scene(desktop, "talking", log=log) as scene:
        wait_for_paints(log, 5)
        hold(scene)
        first = screen(desktop)
        go_on(scene)
        wait_for_paints(log, len(events(log, "paint")) + 5)
        assert (screen(desktop) != first).mean() > 0.1
        wait_until(lambda: {beep["sink"] for beep in events(log, "beep")} == {SPEAKERS, MIC_FEED}, what="both loops sounding")


def test_a_scene_with_sound_says_which_sink_is_missing(quiet_desktop: VirtualDesktop, tmp_path: Path) -> None:
    with start_scene(quiet_desktop, "flash", log=tmp_path / "flashes.ndjson") as scene:
        assert scene.wait(60) == 1
        assert "cannot be played to" in scene.log.read_text("utf-8")
