"""What handing over costs while recording, how far behind it is, and how soon a stopped recording is an exported video.

    .venv/bin/python -m bench.live [--seconds 30] [--runs 3] [--scene static --scene scroll]

Runs take turns: one without a backend, one through the backend of this computer. Counted is the recorder's process alone, from ten
seconds after its first picture (by then the backend has booted and the recorder has caught up) to Ctrl-C, and the backend's process
for the same time. Every acknowledgement is noted by the recorder with the wall time it came at; a fragment's first picture or sample
is as old as a pixel can be by then.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

from bench.machine import Others, cpu_of, wait_for_calm
from bench.report import table
from bench.rig import Rig, SceneWish
from bench.runs import Recording
from bench.tools import TOOLS, ToolName
from demo.process import DesktopError, wait_until
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.recorder.spool.acknowledgements import Acknowledgement, read_acknowledgements
from lookhear.recorder.spool.log import RecordingLog

if TYPE_CHECKING:
    from pathlib import Path

_SETTLE_S: Final = 10.0
_LOOK_EVERY_S: Final = 0.02
_EXPORT_DEADLINE_S: Final = 60.0
_NS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRun:
    """One recording. Shares are CPU seconds per recorded second; lags are seconds from the oldest pixel or sample of a fragment."""

    recorder_share: float
    others_cores: float
    backend_share: float | None = None
    boot_cpu_s: float | None = None
    lags_s: tuple[float, ...] = ()
    end_lags_s: tuple[float, ...] = ()  # from the newest pixel of a fragment
    stop_to_exported_s: float | None = None


class ExportWatch:
    """Asks a backend every 20 ms whether a session is exported, on a thread of its own."""

    def __init__(self, discovery: Discovery, session_id: str) -> None:
        self._url = f"{discovery.url}/collection/default/capture/session/{session_id}"
        self._headers = {"x-access-token": discovery.api_key}
        self.exported_at_s: float | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        give_up_s = time.monotonic() + _EXPORT_DEADLINE_S
        with httpx.Client(headers=self._headers, trust_env=False, timeout=10) as client:
            while time.monotonic() < give_up_s:
                if client.get(self._url).json()["data"]["status"] == "exported":
                    self.exported_at_s = time.monotonic()
                    return
                time.sleep(_LOOK_EVERY_S)

    def wait(self) -> float | None:
        """The monotonic time at which it was exported, None when it was not within a minute."""
        self._thread.join()
        return self.exported_at_s


def measure(rig: Rig, *, backend: str, seconds: float) -> LiveRun:
    """Record once. Raises DesktopError."""
    output = rig.folder / "live.mp4"
    recording = Recording(TOOLS[ToolName.LOOKHEAR], output=output, rig=rig, backend=backend)
    server: Discovery | None = None
    try:
        recording.wait_until_begun()
        if backend != "none":
            server = wait_until(lambda: _discovered(recording.home), what="the backend getting ready")
        time.sleep(_SETTLE_S)
        boot_cpu_s = cpu_of(server.pid) if server else None
        others, began_s, before = Others(os.getpid()), time.monotonic(), _cpu(recording, server)
        time.sleep(seconds)
        wall_s, after, others_cores = time.monotonic() - began_s, _cpu(recording, server), others.cores()
        folder = next(recording.home.glob("recordings/rec-*"))
        watch = ExportWatch(server, _session_of(folder)) if server else None
        stopped_s = time.monotonic()
        recording.interrupt()
        exported_s = watch.wait() if watch else None
        lags, end_lags = _lags(folder) if server else ([], [])
        return LiveRun(
            recorder_share=(after[0] - before[0]) / wall_s,
            others_cores=others_cores,
            backend_share=(after[1] - before[1]) / wall_s if server else None,
            boot_cpu_s=boot_cpu_s,
            lags_s=tuple(lags),
            end_lags_s=tuple(end_lags),
            stop_to_exported_s=None if exported_s is None else exported_s - stopped_s,
        )
    finally:
        recording.abort()
        if server is not None:
            _end(server)
        shutil.rmtree(recording.home, ignore_errors=True)
        output.unlink(missing_ok=True)


def _discovered(home: Path) -> Discovery | None:
    try:
        return Discovery.parse((home / FOLDER / DISCOVERY_FILE).read_bytes())
    except (OSError, ValueError):
        return None


def _cpu(recording: Recording, server: Discovery | None) -> tuple[float, float]:
    """CPU seconds so far of the recorder's own process, and of the backend's."""
    return cpu_of(recording.pid), cpu_of(server.pid) if server else 0.0


def _session_of(folder: Path) -> str:
    binding = json.loads((folder / "binding.json").read_bytes())
    return str(binding["grant"]["session_id"])


def _lags(folder: Path) -> tuple[list[float], list[float]]:
    """Of every fragment sealed after the beginning: seconds from its oldest and its newest sample to its acknowledgement."""
    log = RecordingLog.load(folder)
    origin_ns = log.manifest.clock_wall_origin_ns
    acknowledged = {
        (entry.track, entry.number): entry.at_ns
        for entry in read_acknowledgements(folder)
        if isinstance(entry, Acknowledgement) and not entry.is_init
    }
    first, last = [], []
    for track in log.tracks:
        begun_ns = track.fragments[0].from_ns + round(_SETTLE_S * _NS)
        for row in track.fragments:
            at_ns = acknowledged.get((str(track.channel_id), row.seq))
            if at_ns is not None and row.from_ns > begun_ns:
                first.append((at_ns - origin_ns - row.from_ns) / _NS)
                last.append((at_ns - origin_ns - row.to_ns) / _NS)
    return first, last


def _end(server: Discovery) -> None:
    """End a backend that is no child of ours, and wait until it has gone."""
    try:
        os.kill(server.pid, signal.SIGTERM)
        while cpu_of(server.pid) > 0:
            time.sleep(_LOOK_EVERY_S)
    except ProcessLookupError:
        pass


def report(scene: SceneWish, alone: list[LiveRun], live: list[LiveRun]) -> list[str]:
    """A row for docs/performance.md: medians over the runs, percentiles over all fragments of all runs."""
    without, with_it = (statistics.median(run.recorder_share for run in runs) for runs in (alone, live))
    lags, end_lags = (sorted(lag for run in live for lag in getattr(run, name)) for name in ("lags_s", "end_lags_s"))
    stops = [run.stop_to_exported_s for run in live if run.stop_to_exported_s is not None]
    return [
        str(scene),
        str(len(live)),
        f"{1000 * without:.0f}",
        f"{1000 * with_it:.0f}",
        f"{100 * (with_it / without - 1):+.1f}",
        f"{1000 * statistics.median(run.backend_share or 0.0 for run in live):.1f}",
        f"{statistics.median(run.boot_cpu_s or 0.0 for run in live):.1f}",
        f"{_percentile(lags, 0.5):.2f} / {_percentile(lags, 0.95):.2f}",
        f"{_percentile(end_lags, 0.5):.2f} / {_percentile(end_lags, 0.95):.2f}",
        f"{statistics.median(stops):.2f}" if stops else "–",
        f"{statistics.median(run.others_cores for run in (*alone, *live)):.2f}",
    ]


_COLUMNS: Final = (
    "scene",
    "runs",
    "recorder ms/s without",
    "with",
    "more %",
    "backend ms/s",
    "its first 10 s, CPU s",
    "oldest pixel to acknowledged, p50 / p95 s",
    "newest, p50 / p95 s",
    "Ctrl-C to exported s",
    "others' cores",
)


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure recording with and without a backend.")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="S", help="of each run, behind the first ten")
    parser.add_argument("--runs", type=int, default=3, help="of each kind")
    parser.add_argument("--scene", type=SceneWish.parse, action="append", help="repeat for more (default: static and scroll)")
    parser.add_argument("--patience", type=float, default=20.0, metavar="S", help="how long to wait for a calm machine before each run")
    given = parser.parse_args()
    rows = []
    with Rig() as rig:
        try:
            for scene in given.scene or [SceneWish("static"), SceneWish("scroll")]:
                with rig.scene(scene), rig.tones():
                    runs: dict[str, list[LiveRun]] = {"none": [], "embedded": []}
                    for _ in range(given.runs):
                        for backend, found in runs.items():
                            wait_for_calm(limit_cores=0.3, patience_s=given.patience)
                            found.append(measure(rig, backend=backend, seconds=given.seconds))
                rows.append(report(scene, runs["none"], runs["embedded"]))
        except DesktopError as exc:
            print(exc, file=sys.stderr)
            raise SystemExit(1) from exc
    print(table(_COLUMNS, rows))


if __name__ == "__main__":
    main()
