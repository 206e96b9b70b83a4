"""The application in the tray of a virtual desktop, with a home of its own, and somebody who uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, Self

from demo.person import Person
from demo.process import wait_until
from lookhear.desktop.engine.permission_memory import FILE_NAME, Remembered, write_remembered
from tests.tools.program import end_backend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from demo.desktop import VirtualDesktop

END_S: Final = 150.0
PATIENCE_S: Final = 300.0  # a machine that does much else takes its time, and a test waits for what happens
_WORSE: Final = ("Traceback (most recent call last)", "QObject::", "QThread:", "RuntimeWarning", "Task exception was never retrieved")


class TrayApp:
    """``with TrayApp(desktop, home) as app: app.start(); app.person.click_tray()``. Whatever it started is gone at the end."""

    def __init__(
        self, desktop: VirtualDesktop, home: Path, *, settings: str = "", within: Sequence[str] = (), **environ: str
    ) -> None:  # within: a command that runs what stands behind it, such as unshare
        self.desktop, self.home = desktop, home
        self._within = within
        self._environ = environ
        self._stack = ExitStack()
        self._started: list[subprocess.Popen[bytes]] = []
        self._log = home / "said.log"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings:
            (home / "settings.toml").write_text(settings, "utf-8")
        self.person = Person(desktop)

    def __enter__(self) -> Self:
        self._stack.callback(end_backend, self.home)
        self._stack.callback(self._kill_what_is_left)
        self._stack.enter_context(self.person)
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def be_past_first_run(self) -> None:
        """As if its first run lay behind. Before it is started."""
        write_remembered(self.home / FILE_NAME, Remembered(is_first_run_over=True))

    @property
    def env(self) -> Mapping[str, str]:
        """Of its processes."""
        return {**self.desktop.env, **self._environ, "LOOKHEAR_HOME": os.fspath(self.home)}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the application, or a command beside it; what it says goes to a log."""
        with self._log.open("ab") as log:
            argv = [*self._within, sys.executable, "-m", "lookhear", *(arguments or ("app",))]
            child = subprocess.Popen(argv, env=dict(self.env), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._started.append(child)
        return child

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside it to its end."""
        argv = [sys.executable, "-m", "lookhear", *arguments]
        return subprocess.run(
            argv, env=dict(self.env), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=END_S, check=False
        )

    def end(self, child: subprocess.Popen[bytes]) -> int:
        """End it as a session that ends does; gives its exit code."""
        child.send_signal(signal.SIGTERM)
        return child.wait(END_S)

    def kill(self, child: subprocess.Popen[bytes]) -> None:
        """End it as a crash would."""
        child.kill()
        child.wait()

    def recordings(self) -> list[Path]:
        """The folders of its recordings, oldest first."""
        return sorted(path.parent for path in self.home.glob("recordings/rec-*/manifest.json"))

    def rows(self, folder: Path) -> list[dict[str, Any]]:
        """The rows of a journal so far."""
        try:
            lines = (folder / "journal.ndjson").read_text("utf-8").splitlines(keepends=True)
        except OSError:
            return []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def until_sealed(self, number: int = 1, *, channels: int = 3) -> Path:
        """Wait until the recording of this number (counted from one) has a sealed piece of so many channels; gives its folder."""

        def sealed() -> Path | None:
            found = self.recordings()
            if len(found) < number:
                return None
            has = {row["channel"] for row in self.rows(found[number - 1]) if row["type"] == "fragment"}
            return found[number - 1] if len(has) >= channels else None

        return wait_until(sealed, what=f"recording {number} sealing {channels} channels", deadline_s=PATIENCE_S)

    def until_row(self, folder: Path, kind: str, **fields: object) -> dict[str, Any]:
        """Wait for a row of a kind, with these values, in a journal."""

        def there() -> dict[str, Any] | None:
            rows = (row for row in self.rows(folder) if row["type"] == kind)
            return next((row for row in rows if all(row.get(name) == value for name, value in fields.items())), None)

        return wait_until(there, what=f"a row {kind} {fields}", deadline_s=PATIENCE_S)

    def until_ended(self, folder: Path) -> dict[str, Any]:
        """Wait for the receipt of a recording."""

        def ended() -> dict[str, Any] | None:
            try:
                told: dict[str, Any] = json.loads((folder / "receipt.json").read_text("utf-8"))
            except (OSError, ValueError):
                return None
            return told

        return wait_until(ended, what="the receipt", deadline_s=PATIENCE_S)

    def pixels(self, area: tuple[int, int, int, int]) -> bytes:
        """What the screen shows there: x, y, width, height."""
        import mss

        x, y, width, height = area
        with mss.MSS(display=self.desktop.display.name) as screen:
            return bytes(screen.grab({"left": x, "top": y, "width": width, "height": height}).raw)

    def complaints(self) -> list[str]:
        """What it said that it should not have had to say."""
        logs = [self._log, *self.home.glob("state/*.log")]
        lines = [line for log in logs if log.exists() for line in log.read_text("utf-8", "replace").splitlines()]
        return [line for line in lines if any(word in line for word in _WORSE)]

    def _kill_what_is_left(self) -> None:
        for child in self._started:
            if child.poll() is None:
                child.kill()
            child.wait()
