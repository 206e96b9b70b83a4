"""Markdown tables of what was measured, ready for docs/performance.md."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Final

from bench.tools import ToolName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bench.runs import Run

GOALS: Final = {"static": 0.30, "scroll": 0.70, "video": 0.95}
_MB: Final = 1_000_000

_COLUMNS: Final[dict[str, Callable[[Run], float]]] = {
    "CPU ms/s": lambda run: 1000 * run.cpu_per_s,
    "recording alone": lambda run: 1000 * run.record_cpu_per_s,
    "X server": lambda run: 1000 * run.costs.x_cpu_s / run.costs.record_s,
    "RSS MB": lambda run: run.costs.peak_rss_bytes / _MB,
    "video kbit/s": lambda run: run.video_kbit_s,
    "file kbit/s": lambda run: run.file_kbit_s,
    "pictures/s": lambda run: run.film.frames / run.film.duration_s,
    "changes/s": lambda run: len(run.film.first_seen_s) / run.film.duration_s,
    "missing %": lambda run: 100 * run.timing.missing / max(1, run.timing.painted),
    "unreadable": lambda run: run.film.unreadable,
    "jitter p95 ms": lambda run: run.timing.jitter_p95_ms,
    "SSIM": lambda run: run.ssim,
    "chroma error": lambda run: run.chroma_error,
    "others' cores": lambda run: run.costs.others_cores,
}


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def median(runs: Sequence[Run], value: Callable[[Run], float]) -> float:
    """Median of a number over runs."""
    return statistics.median(value(run) for run in runs)


def by_scene_and_tool(runs: Sequence[Run]) -> dict[tuple[str, str], list[Run]]:
    """The runs that measure the same, in the order in which they came."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.scene, run.tool), []).append(run)
    return dict(sorted(groups.items(), key=lambda item: item[0][0]))


def costs_table(runs: Sequence[Run]) -> str:
    """Medians of everything, a row for each scene and tool."""
    rows = [
        [scene, tool, *(_text(median(group, value)) for value in _COLUMNS.values())]
        for (scene, tool), group in by_scene_and_tool(runs).items()
    ]
    return table(["scene", "tool", *_COLUMNS], rows)


def ratio_table(runs: Sequence[Run]) -> str:
    """Lookhear's CPU beside that of each other tool, with the goal."""
    groups = by_scene_and_tool(runs)
    rows = []
    for (scene, tool), group in groups.items():
        ours = groups.get((scene, ToolName.LOOKHEAR))
        if ours is None or tool == ToolName.LOOKHEAR:
            continue
        whole = median(ours, lambda run: run.cpu_per_s) / median(group, lambda run: run.cpu_per_s)
        alone = median(ours, lambda run: run.record_cpu_per_s) / median(group, lambda run: run.record_cpu_per_s)
        goal = GOALS.get(scene) if tool == ToolName.GSTREAMER else None
        verdict = "" if goal is None else f"≤ {goal:.2f}: {'reached' if whole <= goal else 'missed'}"
        rows.append([scene, tool, f"{whole:.2f}", f"{alone:.2f}", verdict])
    return table(["scene", "beside", "ratio of CPU", "while recording alone", "goal"], rows)


def phases_table(runs: Sequence[Run]) -> str:
    """What starting and ending cost, which short recordings feel more."""
    rows = [
        [
            scene,
            tool,
            f"{median(group, lambda run: run.costs.start_cpu_s):.2f}",
            f"{median(group, lambda run: run.costs.record_cpu_s):.2f}",
            f"{median(group, lambda run: run.costs.end_cpu_s):.2f}",
            f"{median(group, lambda run: run.costs.end_s):.2f}",
            f"{median(group, lambda run: run.film.duration_s):.1f}",
        ]
        for (scene, tool), group in by_scene_and_tool(runs).items()
    ]
    header = ["scene", "tool", "start CPU s", "recording CPU s", "end and export CPU s", "end and export wall s", "seconds in the file"]
    return table(header, rows)


def _text(value: float) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 4
    return f"{value:.{digits}f}"
