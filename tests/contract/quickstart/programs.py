"""Programs of a developer, run with the drop-in: on a backend's computer, which has the key, and on a desktop, which has none."""

from __future__ import annotations

import ast
import itertools
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from demo.process import wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WITHIN_S: Final = 120.0
_FOREIGN: Final = ("LOOKHEAR_", "VIDEO_DB_", "VIDEODB_")


@dataclass(frozen=True, slots=True)
class Told:
    """One line that the client's program printed: an event and its payload."""

    event: str
    payload: dict[str, Any]


class Running:
    """One program. What it prints is in files, so that nobody need read along; it is ended by its process id at the latest."""

    def __init__(self, script: Path, *arguments: str, env: Mapping[str, str], text: str = "") -> None:
        self.home = Path(env["LOOKHEAR_HOME"])
        self._files = [script.with_suffix(suffix) for suffix in (".in", ".out", ".err")]
        self._files[0].write_text(text, "utf-8")
        with self._files[0].open("rb") as stdin, self._files[1].open("wb") as stdout, self._files[2].open("wb") as stderr:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "lookhear.dropin", str(script), *arguments],
                env={**env, "PYTHONUNBUFFERED": "1"},
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,  # a terminal's group of its own
            )

    @property
    def out(self) -> str:
        """What it printed so far, to the end of a line."""
        text = self._files[1].read_text("utf-8")
        return text[: text.rfind("\n") + 1]

    @property
    def err(self) -> str:
        """What it complained of so far."""
        return self._files[2].read_text("utf-8")

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self._child.poll() is None

    def told(self) -> list[Told]:
        """The events so far."""
        lines = (line.partition(": ") for line in self.out.splitlines())
        return [Told(event, ast.literal_eval(payload)) for event, _, payload in lines]

    def wait_for(self, event: str) -> Told:
        """Wait until it has printed an event; fails when it has ended without."""

        def found() -> Told | None:
            ended = not self.is_running
            told = next((each for each in self.told() if each.event == event), None)
            assert told or not ended, f"no {event}: {self.out}\n{self.err}"
            return told

        return wait_until(found, what=f"the event {event}", deadline_s=WITHIN_S)

    def ended(self) -> int:
        """Wait for its end; gives the exit code."""
        return self._child.wait(WITHIN_S)

    def press_ctrl_c(self) -> None:
        """What a terminal does: it and what it has started are interrupted, all at once."""
        os.killpg(self._child.pid, signal.SIGINT)

    def left(self) -> list[str]:
        """Command lines of what still runs with its home, itself aside: nothing should when it is over."""
        wanted = f"LOOKHEAR_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command, environ = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
            except OSError:  # it has ended
                continue
            if wanted in environ.split(b"\0") and int(folder.name) != self._child.pid:
                found.append(command.replace(b"\0", b" ").decode())
        return found

    def close(self) -> None:
        """End it if it still runs; its engine ends with it."""
        if self.is_running:
            self._child.kill()
        self._child.wait()


class Programs:
    """Writes and starts them, each with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._running: list[Running] = []

    def start(self, code: str, *arguments: str, env: Mapping[str, str], text: str = "") -> Running:
        """Start a program with this text."""
        folder = self._folder / f"program-{next(self._numbers)}"
        folder.mkdir(parents=True)
        script = folder / "script.py"
        script.write_text(code, "utf-8")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        running = Running(
            script, *arguments, env={**clean, "LOOKHEAR_BACKEND": "none", "LOOKHEAR_HOME": str(folder / "home"), **env}, text=text
        )
        self._running.append(running)
        return running

    def run(self, code: str, *arguments: str, env: Mapping[str, str], text: str = "") -> str:
        """What a program printed, which must end well."""
        running = self.start(code, *arguments, env=env, text=text)
        assert running.ended() == 0, running.err
        return running.out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for running in self._running:
            running.close()


def of_desktop(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a desktop without what is this process's own."""
    return {key: value for key, value in env.items() if not key.startswith(_FOREIGN)}


def last_line(text: str) -> str:
    """The last line of what was printed."""
    lines: Sequence[str] = text.splitlines()
    return lines[-1] if lines else ""
