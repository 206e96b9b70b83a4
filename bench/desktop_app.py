"""The application on a virtual desktop with a tray, as a person uses it: for measurements."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from demo.process import DesktopError, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop

LOOK_EVERY_S: Final = 0.005
_END_S: Final = 40.0


class Application:
    """One start of the application. ``pid`` is its process; ended by `end`, or as the context ends."""

    def __init__(self, desktop: VirtualDesktop, home: Path, *argv: str) -> None:
        self.home = home
        self._log = (home / "bench-app.log").open("ab")
        env = {**desktop.env, "LOOKHEAR_HOME": os.fspath(home), "LOOKHEAR_BACKEND": "none"}  # which would be measured as well
        command = [sys.executable, *(argv or ("-m", "lookhear", "app", "--hidden"))]
        self.started_s = time.monotonic()
        self._process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self.pid = self._process.pid

    def goes_on(self) -> bool:
        """True while it runs. Raises DesktopError when it has ended."""
        if (code := self._process.poll()) is not None:
            raise DesktopError(f"The application ended with {code}: {(self.home / 'bench-app.log').read_text('utf-8', 'replace')[-600:]}")
        return True

    def end(self) -> None:
        """End it as the session does."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        self._log.close()

    def rows(self) -> list[dict[str, Any]]:
        """The rows of all journals so far, of the newest recording last."""
        return [row for folder in sorted(self.home.glob("recordings/rec-*")) for row in rows_of(folder)]


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The rows of one journal that are whole."""
    try:
        lines = (folder / "journal.ndjson").read_text("utf-8").splitlines(keepends=True)
    except OSError:
        return []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def settle(home: Path, *, countdown_s: int = 0) -> None:
    """Settings with such a countdown, and without notifications, which would be measured as well."""
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "settings.toml").write_text(f"version = 1\n[general]\nnotifies = false\n[recording]\ncountdown_s = {countdown_s}\n", "utf-8")


@contextmanager
def running(desktop: VirtualDesktop, home: Path, *argv: str) -> Iterator[Application]:
    """The application with its icon in the tray."""
    application = Application(desktop, home, *argv)
    try:
        wait_until(lambda: application.goes_on() and desktop.panel.icon(), what="the icon in the tray")
        yield application
    finally:
        application.end()
