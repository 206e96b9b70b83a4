"""What `make run` shows: the application, clicked by somebody, recording a real picture with both sounds, on any machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from demo.process import wait_until
from demo.run import why_not_here
from tests.tools.program import end, end_backend
from tests.tools.recorded import audio_tracks, paints, sound

if TYPE_CHECKING:
    from demo.desktop import VirtualDesktop

pytestmark = pytest.mark.timeout(240)

ROOT = Path(__file__).parents[2]
AUDIBLE = 0.02


def start_demo(*arguments: str, home: Path) -> subprocess.Popen[str]:
    env = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"}}
    return subprocess.Popen(
        [sys.executable, "-m", "demo.run", *arguments],
        cwd=ROOT,
        env={**env, "LOOKHEAR_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_a_display_it_says_so_and_records_a_scene_that_moves_and_speaks(tmp_path: Path) -> None:
    video = tmp_path / "shown.mp4"
    child = start_demo("--duration", "4", "--output", str(video), home=tmp_path / "home")
    try:
        out, err = child.communicate(timeout=180)
    finally:
        end(child)
        end_backend(tmp_path / "home")
    assert child.returncode == 0, err
    assert out.startswith("There is no display here.")
    assert "the first run" in out
    assert "Record display 1, microphone, and system audio" in out
    assert str(video) in out
    assert "rec-" in out
    numbers = [number for _, number in paints(video)]
    assert None not in numbers
    assert len(set(numbers)) > 4
    peaks = [float(abs(sound(video, stream=track).samples).max()) for track in range(audio_tracks(video))]
    assert len(peaks) >= 2  # the voice and the tune, and their mix
    assert min(peaks) > AUDIBLE


def test_it_can_be_watched_at_the_address_that_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_BACKEND", "embedded")
    home = tmp_path / "home"
    child = start_demo("--duration", "3", "--output", str(tmp_path / "shown.mp4"), home=home)
    try:
        out, err = child.communicate(timeout=180)
        assert child.returncode == 0, err
        (address,) = re.findall(r"^watch  (\S+)$", out, re.MULTILINE)
        answer = httpx.get(address, trust_env=False, timeout=20)
    finally:
        end(child)
        end_backend(home)
    assert answer.status_code == 200
    assert "html" in answer.headers["content-type"]
    assert f"LOOKHEAR_HOME={home}" in out


def test_a_sigterm_ends_the_recording_in_order(tmp_path: Path) -> None:
    video = tmp_path / "shown.mp4"
    child = start_demo("--duration", "600", "--output", str(video), home=tmp_path / "home")
    try:
        wait_until(lambda: list(tmp_path.glob("home/recordings/*/display-1/*.m4s")), what="the first piece being sealed", deadline_s=120)
        child.terminate()
        _, err = child.communicate(timeout=180)
    finally:
        end(child)
        end_backend(tmp_path / "home")
    assert child.returncode == 0, err
    assert paints(video)


def test_a_display_that_answers_is_recorded_itself(quiet_desktop: VirtualDesktop) -> None:
    assert why_not_here(quiet_desktop.env) is None


def test_a_display_that_does_not_answer_is_named() -> None:
    assert why_not_here({"DISPLAY": ":9999"}) == "The display :9999 does not answer."


def test_a_wayland_session_gets_a_sentence_even_with_an_x_display(quiet_desktop: VirtualDesktop) -> None:
    assert "Wayland" in str(why_not_here({**quiet_desktop.env, "WAYLAND_DISPLAY": "wayland-0"}))
    assert "Wayland" in str(why_not_here({**quiet_desktop.env, "XDG_SESSION_TYPE": "wayland"}))
