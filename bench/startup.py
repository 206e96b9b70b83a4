"""How soon the first fragment of each track is safe, how long ending takes, and whether memory stays flat.

    .venv/bin/python -m bench.startup [--starts 10] [--export-seconds 60] [--soak MINUTES]

The time runs from the start of the process to the row in the journal, which is written when the fragment is on disk; the journal is
looked at every 10 ms. Ending is from Ctrl-C until the process is gone, the .mp4 written. `bench/remux.py` measures the export of an hour.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from typing import TYPE_CHECKING, Final

import numpy as np

from bench.machine import rss_bytes, usage, wait_for_calm
from bench.report import table
from bench.rig import Rig, SceneWish
from bench.runs import Recording
from bench.tools import TOOLS, ToolName
from demo.process import DesktopError

if TYPE_CHECKING:
    from pathlib import Path

_LOOK_EVERY_S: Final = 0.01
_DEADLINE_S: Final = 15.0
_TRACKS: Final = 3
_SOAK_EVERY_S: Final = 10.0
_MB: Final = 1_000_000


def first_fragments(rig: Rig) -> dict[str, float]:
    """Start the program once: channel → seconds until its first fragment was in the journal. Raises DesktopError."""
    spawned_s = time.monotonic()
    recording = Recording(TOOLS[ToolName.LOOKHEAR], output=rig.folder / "start.mp4", rig=rig)
    sealed: dict[str, float] = {}
    try:
        while len(sealed) < _TRACKS and time.monotonic() < spawned_s + _DEADLINE_S:
            for channel in _sealed_channels(recording.home):
                sealed.setdefault(channel, time.monotonic() - spawned_s)
            time.sleep(_LOOK_EVERY_S)
        recording.interrupt()
    finally:
        recording.abort()
        (rig.folder / "start.mp4").unlink(missing_ok=True)
    return sealed


def _sealed_channels(home: Path) -> set[str]:
    channels = set()
    for journal in home.glob("recordings/rec-*/journal.ndjson"):
        for line in journal.read_text("utf-8").splitlines(keepends=True):
            if line.endswith("\n") and (row := json.loads(line))["type"] == "fragment":
                channels.add(row["channel"])
    return channels


def start_table(rig: Rig, *, starts: int) -> str:
    """A row for each track: how soon its first fragment was safe, over so many starts."""
    times: dict[str, list[float]] = {}
    with rig.scene(SceneWish("static")):
        for _ in range(starts):
            wait_for_calm(limit_cores=0.3, patience_s=20)
            for channel, seconds in first_fragments(rig).items():
                times.setdefault(channel, []).append(seconds)
    rows = [
        [channel, str(len(each)), f"{min(each):.2f}", f"{statistics.median(each):.2f}", f"{max(each):.2f}"]
        for channel, each in sorted(times.items())
    ]
    return table(["channel", "starts", "fastest s", "median s", "slowest s"], rows)


def ending_table(rig: Rig, *, seconds: float) -> str:
    """Record once for so long and measure the end."""
    output = rig.folder / "ended.mp4"
    with rig.scene(SceneWish("scroll")):
        wait_for_calm(limit_cores=0.3, patience_s=60)
        recording = Recording(TOOLS[ToolName.LOOKHEAR], output=output, rig=rig)
        try:
            recording.wait_until_begun()
            time.sleep(seconds)
            before_cpu_s, stopped_s = usage(recording.pid).cpu_s, time.monotonic()
            cpu_s = recording.interrupt() - before_cpu_s
        finally:
            recording.abort()
    wall_s = time.monotonic() - stopped_s
    row = [f"{seconds:g}", f"{output.stat().st_size / _MB:.1f}", f"{wall_s:.2f}", f"{cpu_s:.2f}"]
    return table(["recorded s", "file MB", "Ctrl-C to the end, wall s", "CPU s"], [row])


def soak_table(rig: Rig, *, minutes: float, scene: SceneWish) -> str:
    """Resident memory over a long recording: a sample every ten seconds, and the slope after the first tenth."""
    samples: list[tuple[float, float]] = []
    with rig.scene(scene), rig.tones():
        recording = Recording(TOOLS[ToolName.LOOKHEAR], output=rig.folder / "soak.mp4", rig=rig)
        try:
            recording.wait_until_begun()
            began_s = time.monotonic()
            while (elapsed_s := time.monotonic() - began_s) < minutes * 60:
                samples.append((elapsed_s / 3600, rss_bytes(recording.pid) / _MB))
                time.sleep(_SOAK_EVERY_S)
            recording.interrupt()
        finally:
            recording.abort()
    settled = samples[len(samples) // 10 :]
    hours, megabytes = (np.asarray(column) for column in zip(*settled, strict=True))
    slope = float(np.polyfit(hours, megabytes, 1)[0])
    row = [f"{minutes:g}", f"{megabytes[0]:.0f}", f"{megabytes[-1]:.0f}", f"{megabytes.max():.0f}", f"{slope:+.1f}"]
    row.append(f"{recording.peak_rss_bytes / _MB:.0f}")
    return table(["minutes", "RSS MB at first", "at the end", "most", "slope MB/h", "most with the export"], [row])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure start, end and memory.")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--export-seconds", type=float, default=60.0, metavar="S", help="length of the recording whose end is measured")
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES", help="also record for so long and watch the memory")
    parser.add_argument("--scene", type=SceneWish.parse, default=SceneWish("scroll"), help="of the soak")
    given = parser.parse_args()
    with Rig() as rig:
        try:
            if given.starts:
                print(start_table(rig, starts=given.starts), end="\n\n", flush=True)
            if given.export_seconds:
                print(ending_table(rig, seconds=given.export_seconds), end="\n\n", flush=True)
            if given.soak:
                print(soak_table(rig, minutes=given.soak, scene=given.scene))
        except DesktopError as exc:
            print(exc, file=sys.stderr)
            raise SystemExit(1) from exc


if __name__ == "__main__":
    main()
