"""Long runs of the real program: memory stays flat, and a minute of sleep is told as what it was."""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import av
import pytest

from demo.desktop import VirtualDesktop
from demo.scene.launch import start_scene
from lookhear.recorder.receipt import build_receipt
from tests.tools.program import Program
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.system, pytest.mark.linux]

SOAK_MINUTES = float(os.environ.get("LOOKHEAR_SOAK_MINUTES", "5"))
_EVERY_S = 2.0
_MEGABYTE = 1_000_000
_ALL = (SCREEN, MIC, SYSTEM_AUDIO)


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(size=(1280, 720)) as running:
        yield running


def resident_bytes(pid: int) -> int:
    """Memory of a process that is in RAM (field 2 of /proc/<pid>/statm, see proc_pid_statm(5))."""
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.timeout(round(SOAK_MINUTES * 60) + 300)
def test_memory_stays_flat_and_below_its_bound(desktop: VirtualDesktop, tmp_path: Path) -> None:
    start_scene(desktop, "scroll")
    with Program(tmp_path) as program:
        child = program.start(desktop.env, "record", "--json", "--output", str(tmp_path / "f.mp4"))
        watched = Watched.begin(tmp_path, child, channels=_ALL)
        never = threading.Event()
        sizes = []
        for _ in range(round(SOAK_MINUTES * 60 / _EVERY_S)):
            never.wait(_EVERY_S)
            assert child.poll() is None
            sizes.append(resident_bytes(child.pid))
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=120)
        assert child.returncode == 0, err
    quarter = len(sizes) // 4
    early, late = statistics.median(sizes[quarter : 2 * quarter]), statistics.median(sizes[-quarter:])
    assert max(sizes) < 200 * _MEGABYTE
    assert late - early < 8 * _MEGABYTE, f"it grew from {early / _MEGABYTE:.0f} to {late / _MEGABYTE:.0f} MB"
    receipt = json.loads(out)
    assert receipt["duration_s"] > SOAK_MINUTES * 60 - 5
    verified = build_receipt(watched.folder, verify=True)
    assert [(track.lost_fragments, track.gaps) for track in verified.tracks] == [(0, ())] * 3


@pytest.mark.timeout(300)
def test_a_minute_of_sleep_is_a_counted_gap_in_every_track(desktop: VirtualDesktop, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    start_scene(desktop, "talking")
    file = tmp_path / "f.mp4"
    with Program(tmp_path / "home") as program:
        child = program.start(desktop.env, "record", "--json", "--output", str(file))
        watched = Watched.begin(program.home, child, channels=_ALL)
        child.send_signal(signal.SIGSTOP)
        threading.Event().wait(60)
        child.send_signal(signal.SIGCONT)
        for channel in _ALL:
            watched.wait_for_fragments(channel, 4)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        assert child.returncode == 0, err
    for track in json.loads(out)["tracks"]:
        assert track["gap_total_s"] == pytest.approx(60, abs=2), track["channel_id"]
        assert track["missing_s"] == pytest.approx(60, abs=2), track["channel_id"]
        assert track["inits"] == 2
    with av.open(str(file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == json.loads(out)["tracks"][0]["frames"]
