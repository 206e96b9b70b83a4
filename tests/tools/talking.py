"""A program of somebody's as a child whose lines are read while it runs."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final, Self

from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LINE_S: Final = 60.0


class Talking:
    """``python SCRIPT ARGUMENT…``. Its standard output comes in a thread; the context's end ends it by its process id.

    ``line`` is given to its standard input, which is closed then.
    """

    def __init__(self, script: Path, *arguments: str, env: Mapping[str, str], folder: Path, line: str = "") -> None:
        self._argv = [sys.executable, str(script), *arguments]
        self._env, self._folder, self._line = dict(env), folder, line
        self._child: subprocess.Popen[str] | None = None
        self._lines: list[str] = []  # guarded by _changed
        self._is_over = False
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="talking")

    @property
    def lines(self) -> list[str]:
        """What it printed so far."""
        with self._changed:
            return list(self._lines)

    def wait_for(self, beginning: str) -> str:
        """Wait for a line that begins like this, and give it; AssertionError with all that was printed when none comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._found(beginning) is not None, LINE_S)
            found = self._found(beginning)
        assert found is not None, f"no {beginning!r} in {self.lines}, {self._complaint()}"
        return found

    def interrupt(self) -> None:
        """Ctrl-C."""
        assert self._child is not None
        self._child.send_signal(signal.SIGINT)

    def ended(self) -> int:
        """Wait for its end; gives the exit code."""
        assert self._child is not None
        code = self._child.wait(LINE_S)
        self._reader.join(LINE_S)
        return code

    def _found(self, beginning: str) -> str | None:
        return next((line for line in self._lines if line.startswith(beginning)), None)

    def _complaint(self) -> str:
        log = self._folder / "stderr.txt"
        return log.read_text("utf-8")[-3000:]

    def _read(self) -> None:
        assert self._child is not None
        assert self._child.stdout is not None
        for line in self._child.stdout:
            with self._changed:
                self._lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "stderr.txt").open("w", encoding="utf-8") as log:
            self._child = subprocess.Popen(
                self._argv, cwd=self._folder, env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._child.stdin is not None
        self._child.stdin.write(self._line)
        self._child.stdin.close()
        self._reader.start()
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._child is not None
        if self._child.poll() is None:
            self._child.kill()
        self._reader.join(LINE_S)
        end(self._child)
