"""What recording costs beside other tools, and what it keeps: same scenes, same session, taking turns.

    .venv/bin/python -m bench.cpu [--seconds 30] [--runs 3] [--scene static …] [--tool lookhear …]

A scene may have another rate than its own: ``video@30``. CPU is user and system time of the whole process from its start to its end,
by wait4, over the seconds in its file. Before each run we wait until the rest of the machine is calm; a run beside which others
used more than half a core is made again once.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.machine import wait_for_calm
from bench.pictures import grab_truths
from bench.report import costs_table, phases_table, ratio_table
from bench.rig import Rig, SceneWish
from bench.runs import judge, measure
from bench.tools import TOOLS, ToolName
from demo.process import DesktopError

if TYPE_CHECKING:
    from bench.pictures import Picture
    from bench.runs import Run

_SCENES: Final = ("static", "scroll", "video", "counter")
_DEFAULT_TOOLS: Final = (ToolName.LOOKHEAR, ToolName.GSTREAMER, ToolName.GSTREAMER_420)
_TRUTHS_FROM_S, _TRUTHS_EVERY_S, _TRUTHS = 4.0, 0.31, 24  # of the scene's time; recordings have begun by then
_NOISY_CORES: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to measure."""

    scenes: list[SceneWish]
    tools: list[ToolName]
    seconds: float = 30.0
    runs: int = 3
    calm_cores: float = 0.3
    patience_s: float = 90.0


def compare(wish: Wish) -> list[Run]:
    """Measure everything, tool after tool, round after round."""
    runs: list[Run] = []
    with Rig() as rig, rig.tones():
        truths = {scene: _truths(rig, scene) for scene in wish.scenes}
        for number in range(wish.runs):
            for scene in wish.scenes:
                for tool in wish.tools:
                    try:
                        run = _quiet_run(rig, scene, tool, wish=wish, truths=truths[scene])
                    except DesktopError as exc:
                        print(f"{scene} {tool}: {exc}", file=sys.stderr)
                        continue
                    runs.append(run)
                    print(f"{number + 1}/{wish.runs} {_line(run)}", file=sys.stderr, flush=True)
    return runs


def _truths(rig: Rig, scene: SceneWish) -> dict[int, Picture]:
    with rig.scene(scene):
        start_s = time.monotonic() + _TRUTHS_FROM_S
        return grab_truths(rig.desktop.env["DISPLAY"], [start_s + number * _TRUTHS_EVERY_S for number in range(_TRUTHS)])


def _quiet_run(rig: Rig, scene: SceneWish, tool: ToolName, *, wish: Wish, truths: dict[int, Picture]) -> Run:
    run = _run(rig, scene, tool, wish=wish, truths=truths)
    if run.costs.others_cores > _NOISY_CORES:
        run = min(run, _run(rig, scene, tool, wish=wish, truths=truths), key=lambda each: each.costs.others_cores)
    return run


def _run(rig: Rig, scene: SceneWish, tool: ToolName, *, wish: Wish, truths: dict[int, Picture]) -> Run:
    wait_for_calm(limit_cores=wish.calm_cores, patience_s=wish.patience_s)
    output = rig.folder / "recorded.mp4"
    output.unlink(missing_ok=True)
    with rig.scene(scene) as performance:
        costs = measure(TOOLS[tool], rig=rig, output=output, seconds=wish.seconds)
    return judge(TOOLS[tool], performance, costs=costs, output=output, scene=str(scene), truths=truths)


def _line(run: Run) -> str:
    costs = run.costs
    threads = ", ".join(
        f"{name} {1000 * seconds / costs.record_s:.0f}"
        for name, seconds in sorted(costs.threads.items(), key=lambda item: -item[1])
        if seconds / costs.record_s > 0.002
    )
    return (
        f"{run.scene} {run.tool} ({run.film.codec}): {1000 * run.cpu_per_s:.0f} ms/s, recording {1000 * run.record_cpu_per_s:.0f}, "
        f"X {1000 * costs.x_cpu_s / costs.record_s:.0f}, missing {run.timing.missing}/{run.timing.painted}, "
        f"jitter {run.timing.jitter_p95_ms:.1f} ms, SSIM {run.ssim:.4f}, {run.video_kbit_s:.0f} kbit/s, "
        f"others {costs.others_cores:.2f} cores; threads in ms/s: {threads}"
    )


def print_tables(runs: list[Run]) -> None:
    """The three tables of docs/performance.md."""
    print("\n\n".join((ratio_table(runs), costs_table(runs), phases_table(runs))))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure recording beside other tools.")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each recording")
    parser.add_argument("--runs", type=int, default=3, help="of each tool on each scene")
    parser.add_argument("--scene", type=SceneWish.parse, action="append", metavar="NAME[@FPS]", help=f"default: {', '.join(_SCENES)}")
    parser.add_argument("--tool", type=ToolName, action="append", choices=list(ToolName))
    parser.add_argument("--patience", type=float, default=90.0, metavar="S", help="how long to wait for a calm machine")
    given = parser.parse_args()
    scenes = given.scene or [SceneWish(name) for name in _SCENES]
    tools = given.tool or list(_DEFAULT_TOOLS)
    print_tables(compare(Wish(scenes=scenes, tools=tools, seconds=given.seconds, runs=given.runs, patience_s=given.patience)))


if __name__ == "__main__":
    main()
