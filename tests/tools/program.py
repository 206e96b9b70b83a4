"""Runs the real program as a child, on a virtual desktop, with a home of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from demo.process import wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping

DEADLINE_S = 150.0


class Program:
    """``lookhear`` with one LOOKHEAR_HOME, and without a backend unless the environment names one.

    What was started and still runs at the end is ended by its process id, the backend of that home too.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._started: list[subprocess.Popen[str]] = []

    def run(self, env: Mapping[str, str], *arguments: str, timeout_s: float = DEADLINE_S) -> subprocess.CompletedProcess[str]:
        """Run a command to its end. Whatever its exit code: the caller looks."""
        child = self.start(env, *arguments)
        try:
            out, err = child.communicate(timeout=timeout_s)
        finally:
            end(child)
        return subprocess.CompletedProcess(child.args, child.returncode, out, err)

    def json(self, env: Mapping[str, str], *arguments: str, timeout_s: float = DEADLINE_S) -> Any:  # noqa: ANN401  (it is JSON)
        """Run a command with ``--json`` that must succeed, and read what it printed."""
        done = self.run(env, *arguments, "--json", timeout_s=timeout_s)
        assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stderr}"
        return json.loads(done.stdout)

    def start(self, env: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
        """Start a command; its output is text in pipes."""
        child = subprocess.Popen(
            [sys.executable, "-m", "lookhear", *arguments],
            env={"LOOKHEAR_BACKEND": "none", **env, "LOOKHEAR_HOME": str(self.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._started.append(child)
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for child in self._started:
            end(child)
        end_backend(self.home)


def end(child: subprocess.Popen[str]) -> None:
    """Kill a child that still runs, and close its pipes."""
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()


def backends(home: Path) -> list[int]:
    """Process ids of the backends that programs with this home have started."""
    wanted = f"LOOKHEAR_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environ = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:  # it has ended, or is somebody else's
            continue
        if b"\0serve\0--embedded\0" in command and wanted in environ.split(b"\0"):
            found.append(int(folder.name))
    return found


def end_backend(home: Path, *, number: signal.Signals = signal.SIGTERM) -> None:
    """End the backends of a home, and wait until they are gone: they are no children of ours."""
    for pid in backends(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    wait_until(lambda: not backends(home), what="the backend's end")
