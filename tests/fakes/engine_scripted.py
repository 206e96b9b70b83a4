"""An engine whose answers a test writes down beforehand, as a program that a capture client can start, and what it was told."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = Path(__file__).with_name("engine_program.py")


class ScriptedEngine:
    """Writes its files into a folder. See `engine_program` for the steps of a plan."""

    def __init__(self, folder: Path) -> None:
        self.binary, self._plan, self._notes = folder / "capture", folder / "plan.json", folder / "notes.ndjson"
        self._steps: dict[str, Sequence[dict[str, object]]] = {}
        words = [sys.executable, "-IS", str(_PROGRAM), str(self._plan), str(self._notes)]
        self.binary.write_text(f"#!/bin/sh\nexec {shlex.join(words)}\n", "utf-8")
        self.binary.chmod(0o755)
        self.does()

    def does(self, **steps: Sequence[dict[str, object]]) -> None:
        """What it does from now on, by command; `start` is what it does unasked."""
        self._steps |= steps
        self._plan.write_text(json.dumps(self._steps), "utf-8")

    @property
    def commands(self) -> list[str]:
        """What it was asked so far, over all its starts."""
        return [note["command"] for note in self._noted("command")]

    def params(self, command: str) -> dict[str, Any]:
        """The parameters of the last command of this name."""
        found: dict[str, Any] = [note["params"] for note in self._noted("command") if note["command"] == command][-1]
        return found

    @property
    def pids(self) -> list[int]:
        """Process ids of all its starts."""
        return [note["pid"] for note in self._noted("pid")]

    @property
    def born(self) -> list[int]:
        """Process ids of its own children."""
        return [note["born"] for note in self._noted("born")]

    def _noted(self, key: str) -> list[dict[str, Any]]:
        lines = self._notes.read_text("utf-8").splitlines() if self._notes.exists() else []
        return [note for line in lines if key in (note := json.loads(line))]
