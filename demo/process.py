"""Children of the virtual desktop: started with a log, ended by pid, and gone when their parent is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")

START_DEADLINE_S = 90.0
POLL_S = 0.02
_TERM_GRACE_S = 5.0
_LOG_TAIL_CHARS = 600


class DesktopError(Exception):
    """The virtual desktop cannot do this. ``str()`` is a sentence that says what to do next."""


def require(program: str, *, package: str) -> str:
    """The path of a program; raises DesktopError naming the Debian package when it is missing."""
    path = shutil.which(program)
    if path is None:
        raise DesktopError(f"The virtual desktop needs {program}. Install the package {package} and start again.")
    return path


def wait_until(condition: Callable[[], T | None], *, what: str, deadline_s: float = START_DEADLINE_S) -> T:
    """Ask for a condition again and again until it is true and return its value; raises DesktopError at the deadline."""
    give_up = time.monotonic() + deadline_s
    never = threading.Event()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > give_up:
            raise DesktopError(f"{what} did not happen within {deadline_s:g} seconds. Is this machine overloaded?")
        never.wait(POLL_S)


class Child:
    """One child process with its output in a log file.

    It runs in a session of its own, so Ctrl-C in a terminal reaches only the program the person started. The kernel sends it
    SIGTERM when the thread that started it ends (prctl PR_SET_PDEATHSIG, by setpriv): start children from a thread that
    lives as long as they should.
    """

    def __init__(self, name: str, argv: Sequence[str], *, env: Mapping[str, str], log: Path, pass_fds: Sequence[int] = ()) -> None:
        self.name = name
        self.log = log
        leash = [require("setpriv", package="util-linux"), "--pdeathsig", "TERM", "--"]
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*leash, *argv],
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=tuple(pass_fds),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process id, also after the end."""
        return self._process.pid

    def is_running(self) -> bool:
        """True until the process has ended."""
        return self._process.poll() is None

    def check(self) -> None:
        """Raise DesktopError with the end of the log when the process has ended by itself."""
        code = self._process.poll()
        if code is not None:
            tail = self.log.read_text("utf-8", "replace")[-_LOG_TAIL_CHARS:].strip()
            raise DesktopError(f"{self.name} ended with code {code}. It said: {tail or 'nothing'}")

    def goes_on(self) -> bool:
        """True while it runs, for conditions; raises what `check` raises."""
        self.check()
        return True

    def wait(self, timeout_s: float) -> int:
        """Wait for the end and return the exit code; raises DesktopError when it takes longer."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired as exc:
            raise DesktopError(f"{self.name} still runs after {timeout_s:g} seconds.") from exc

    def stop(self) -> None:
        """Ask the process to end, and end it after some seconds. Harmless when it has ended already."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_TERM_GRACE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """End the process at once, as a crash would."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()


class Janitor:
    """Removes a folder when this process ends, however it ends: a shell that waits for the end of a pipe only we hold open."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", 'trap "" INT TERM HUP; cat >/dev/null; rm -rf -- "$1"', "janitor", os.fspath(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath},  # cat and rm are there, whatever our own PATH is
            start_new_session=True,
        )

    def close(self) -> None:
        """Let the folder go now, and wait until it is gone."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def run(argv: Sequence[str], *, env: Mapping[str, str], timeout_s: float = START_DEADLINE_S) -> str:
    """Run a short command to its end and return what it printed; raises DesktopError with what it said when it fails."""
    try:
        done = subprocess.run(argv, env=dict(env), capture_output=True, text=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired as exc:
        raise DesktopError(f"{argv[0]} did not answer within {timeout_s:g} seconds.") from exc
    if done.returncode != 0:
        raise DesktopError(f"{' '.join(argv)} failed: {(done.stderr or done.stdout).strip()[-_LOG_TAIL_CHARS:]}")
    return done.stdout
