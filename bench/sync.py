"""How sound and picture of a recording stand to each other, and whether they drift: flash and beep, each second, at known times.

    .venv/bin/python -m bench.sync [--minutes 2] [--tool lookhear …]

The offset is sound minus picture, less what the scene itself was off by; minus: the sound comes first. An ideal recorder that looks
30 times a second shows a flash 16.7 ms late on average, so its offset is −16.7 ms; one that is told of changes shows it sooner.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from bench.frames import plane_of, seconds_of
from bench.machine import wait_for_calm
from bench.report import table
from bench.rig import Rig, SceneWish
from bench.runs import measure
from bench.tools import TOOLS, ToolName
from demo.audio import MIC_FEED, SPEAKERS
from demo.barcode import read_barcode
from demo.process import DesktopError
from demo.scene.flash import FLASH_AREA

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_IDEAL_MS: Final = -1000 / 60
_RATE: Final = 48_000
_BRIGHT: Final = 128
_LOUD: Final = 0.3  # of the loudest sample; a beep rises to its level within 1 ms
_QUIET_SAMPLES: Final = _RATE // 2
_NEAR_S: Final = 0.4


@dataclass(frozen=True, slots=True)
class Sync:
    """One sound track against the picture, in milliseconds. ``beeps``: how many of the flashes had one."""

    track: str
    flashes: int
    beeps: int
    mean_ms: float
    spread_p95_ms: float
    drift_ms_per_minute: float


def flashes_in(path: Path) -> dict[int, float]:
    """Number of the paint that turned the area white → presentation time of the first picture in which it is."""
    found: dict[int, float] = {}
    was_bright = True
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            luma = plane_of(frame, 0)
            area = FLASH_AREA
            inside = luma[area.y : area.y + area.height : 8, area.x : area.x + area.width : 8]
            is_bright = bool(inside.mean() > _BRIGHT)
            number = read_barcode(luma)
            if is_bright and not was_bright and number is not None:
                found[number] = seconds_of(frame)
            was_bright = is_bright
    return found


def beeps_in(path: Path, index: int) -> list[float]:
    """Presentation times at which the beeps of a sound track begin."""
    with av.open(str(path)) as container:
        blocks = [
            (seconds_of(frame), np.abs(frame.to_ndarray()).max(axis=0)) for frame in container.decode(audio=index) if frame.pts is not None
        ]
    if not blocks:
        return []
    origin_s = blocks[0][0]
    level = np.zeros(round((blocks[-1][0] - origin_s) * _RATE) + len(blocks[-1][1]), np.float32)
    for at_s, block in blocks:
        first = round((at_s - origin_s) * _RATE)
        level[first : first + len(block)] = block[: len(level) - first]
    return [origin_s + start / _RATE for start in onsets(level)]


def onsets(level: NDArray[np.float32]) -> list[int]:
    """Positions at which sound begins after at least half a second of silence; the start of a track is not known to be one."""
    loud = np.flatnonzero(level > _LOUD * level.max(initial=0.0))
    breaks = np.flatnonzero(np.diff(loud) > _QUIET_SAMPLES) + 1
    return [int(loud[index]) for index in breaks]


def compare(
    flashes: dict[int, float], beeps: list[float], *, true_flash_s: dict[int, float], true_beep_s: dict[int, float], track: str
) -> Sync:
    """Match each flash with the beep of its second. Times of the file; true ones of the scene's clock, by the flash's paint."""
    offsets, seconds = [], []
    for number, flash_s in sorted(flashes.items()):
        if number not in true_flash_s or number not in true_beep_s or not beeps:
            continue
        true_ms = true_beep_s[number] - true_flash_s[number]
        nearest = min(beeps, key=lambda beep_s: abs(beep_s - flash_s - true_ms))
        if abs(nearest - flash_s - true_ms) < _NEAR_S:
            offsets.append(1000 * (nearest - flash_s - true_ms))
            seconds.append(flash_s)
    if len(offsets) < 3:
        return Sync(track, len(flashes), len(offsets), *([float("nan")] * 3))
    mean = float(np.mean(offsets))
    spread = float(np.percentile(np.abs(np.asarray(offsets) - mean), 95))
    slope = float(np.polyfit(np.asarray(seconds) / 60, offsets, 1)[0])
    return Sync(track, len(flashes), len(offsets), mean, spread, slope)


def measure_sync(rig: Rig, name: ToolName, *, seconds: float) -> list[Sync]:
    """Record flash and beep and compare each sound track with the picture."""
    output = rig.folder / "recorded.mp4"
    output.unlink(missing_ok=True)
    with rig.scene(SceneWish("flash")) as performance:
        performance.wait_for("beep", 2)
        measure(TOOLS[name], rig=rig, output=output, seconds=seconds)
        flashed = performance.events("flash")
        beeped = [beep for beep in performance.events("beep") if beep["is_certain"]]
    flashes = flashes_in(output)
    results = []
    for index, (track, sink) in enumerate(_sound_tracks(output, name)):
        heard = {beep["second"]: beep["t_ns"] / 1e9 for beep in beeped if beep["sink"] == sink}
        shown = {flash["n"]: flash["t_ns"] / 1e9 for flash in flashed}
        true_beep_s = {flash["n"]: heard[flash["second"]] for flash in flashed if flash["second"] in heard}
        results.append(compare(flashes, beeps_in(output, index), true_flash_s=shown, true_beep_s=true_beep_s, track=track))
    return results


def _sound_tracks(path: Path, name: ToolName) -> list[tuple[str, str]]:
    """Name of each sound track in the file, and the sink whose beeps are in it; a mix has those of both at once."""
    with av.open(str(path)) as container:
        count = len(container.streams.audio)
    if name != ToolName.LOOKHEAR:
        return [("system audio", SPEAKERS), ("microphone", MIC_FEED)][:count]
    return [("mix", MIC_FEED), ("microphone", MIC_FEED), ("system audio", SPEAKERS)][-count:]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure sound against picture.")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--tool", type=ToolName, action="append", choices=list(ToolName), help="default: lookhear")
    given = parser.parse_args()
    print_table(given.tool or [ToolName.LOOKHEAR], seconds=60 * given.minutes)


def print_table(tools: list[ToolName], *, seconds: float) -> None:
    """Measure tool after tool and print one table."""
    rows = []
    with Rig() as rig:
        for name in tools:
            wait_for_calm(limit_cores=0.3, patience_s=60)
            try:
                results = measure_sync(rig, name, seconds=seconds)
            except DesktopError as exc:
                print(f"{name}: {exc}", file=sys.stderr)
                continue
            rows += [[name, *_cells(result)] for result in results]
    header = ["tool", "track", "flashes", "with a beep", "mean ms", "from an ideal recorder ms", "spread p95 ms", "drift ms/min"]
    print(table(header, rows))


def _cells(result: Sync) -> list[str]:
    numbers = (result.mean_ms, result.mean_ms - _IDEAL_MS, result.spread_p95_ms)
    drift = f"{result.drift_ms_per_minute:+.2f}"
    return [result.track, str(result.flashes), str(result.beeps), *(f"{number:+.1f}" for number in numbers), drift]


if __name__ == "__main__":
    main()
