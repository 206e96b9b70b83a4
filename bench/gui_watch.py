"""Runs the application with a timer on its GUI thread that notes how late it comes, or an application that does nothing else.

    python -m bench.gui_watch FILE.json [--idle]

The file is written at the end: ``ticks``; ``late_ms``, the lateness of the latest ones, and ``cpu_ms``, the most processor time that the
thread used from one tick to the next, each with the second it happened in. The second is what its own work holds up, whatever else the
machine does.
"""

from __future__ import annotations

import heapq
import json
import signal
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_EVERY_MS: Final = 10
_KEPT: Final = 50


class Watch(QObject):
    """A timer of the GUI thread that keeps when it came latest."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._latest: list[tuple[float, float]] = []
        self._busiest: list[tuple[float, float]] = []
        self._ticks = 0
        self._began_s = self._last_s = time.monotonic()
        self._last_cpu_s = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_EVERY_MS)

    def _on_tick(self) -> None:
        now_s, cpu_s = time.monotonic(), time.thread_time()
        at_s = now_s - self._began_s
        _keep(self._latest, ((now_s - self._last_s) * 1000 - _EVERY_MS, at_s))
        _keep(self._busiest, ((cpu_s - self._last_cpu_s) * 1000, at_s))
        self._last_s, self._last_cpu_s = now_s, cpu_s
        self._ticks += 1

    def write(self) -> None:
        """Keep what was seen."""
        told = {
            "began_s": self._began_s,
            "ticks": self._ticks,
            "late_ms": sorted(self._latest, reverse=True),
            "cpu_ms": sorted(self._busiest, reverse=True),
        }
        self._file.write_text(json.dumps(told), "utf-8")


def _keep(most: list[tuple[float, float]], entry: tuple[float, float]) -> None:
    if len(most) < _KEPT:
        heapq.heappush(most, entry)
    else:
        heapq.heappushpop(most, entry)


class WatchedApplication(QApplication):
    """As the application's own, but watched from its first turn to its last."""

    def exec(self) -> int:  # type: ignore[override]  # a static method of Qt's, called on the object
        """Go round the loop. A second time, at the end, is not watched: windows are only taken apart then."""
        file = Path(sys.argv[1])
        if file.exists():
            return QApplication.exec()
        watch = Watch(file)
        try:
            return QApplication.exec()
        finally:
            watch.write()


def main() -> int:
    """Run one of the two."""
    file, is_idle = Path(sys.argv[1]), "--idle" in sys.argv
    if is_idle:
        application = QApplication(sys.argv[:1])
        watch = Watch(file)
        signal.signal(signal.SIGTERM, lambda *_: application.quit())  # heard at the next tick, which runs Python
        code = application.exec()
        watch.write()
        return code
    import lookhear.desktop.app
    from lookhear.cli.main import run

    setattr(lookhear.desktop.app, "QApplication", WatchedApplication)  # noqa: B010 - its own name there is private to it
    return run(["app", "--hidden"])


if __name__ == "__main__":
    raise SystemExit(main())
