"""A capture engine that does what a plan says: the program at the other end of the client's pipes. Standard library only, for POSIX.

    python engine_program.py PLAN NOTES

PLAN is a JSON object: command → list of steps, each an object with one key. Without steps a command is answered with ``{}``; `shutdown`
is answered and ends the program, and so does the end of its input. NOTES receives a line of JSON for each start and each command.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

PREFIX = "videodb_recorder|"
ANSWER: list[dict[str, Any]] = [{"answer": {}}]


class Program:
    def __init__(self, plan: Path, notes: Path) -> None:
        self._plan, self._notes = plan, notes

    def run(self) -> None:
        self._note({"pid": os.getpid()})
        self._do(self._steps("start", []), "")
        for line in sys.stdin:
            message = json.loads(line.removeprefix(PREFIX))
            self._note(message)
            command = message["command"]
            self._do(self._steps(command, ANSWER), message["commandId"])
            if command == "shutdown" and self._steps(command, ANSWER) is ANSWER:
                break

    def _steps(self, command: str, otherwise: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._plan.read_text("utf-8")).get(command, otherwise)
        return found

    def _do(self, steps: list[dict[str, Any]], command_id: str) -> None:
        for step in steps:
            ((kind, value),) = step.items()
            getattr(self, f"_{kind}")(value, command_id)

    def _answer(self, value: object, command_id: str) -> None:
        self._send({"type": "response", "commandId": command_id, "status": "success", "result": value})

    def _refuse(self, value: object, command_id: str) -> None:
        self._send({"type": "response", "commandId": command_id, "status": "error", "result": value})

    def _tell(self, value: list[Any], command_id: str) -> None:
        self._send({"type": "event", "event": value[0], "payload": value[1]})

    def _print(self, value: str, command_id: str) -> None:
        sys.stdout.buffer.write(value.encode("latin-1"))
        sys.stdout.flush()

    def _long(self, value: int, command_id: str) -> None:
        self._print(PREFIX + "x" * value + "\n", command_id)

    def _say(self, value: str, command_id: str) -> None:
        sys.stderr.write(f"{value}\n")
        sys.stderr.flush()

    def _exit(self, value: int, command_id: str) -> None:
        os._exit(value)

    def _ignore_sigterm(self, value: object, command_id: str) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def _hang(self, value: object, command_id: str) -> None:
        while True:
            signal.pause()

    def _close_output(self, value: object, command_id: str) -> None:
        os.close(1)

    def _bear(self, value: object, command_id: str) -> None:
        """Start a process that holds our output open beyond our end."""
        child = subprocess.Popen([sys.executable, "-IS", "-c", "import signal; signal.pause()"], stdin=subprocess.DEVNULL)
        self._note({"born": child.pid})

    def _send(self, message: dict[str, object]) -> None:
        sys.stdout.write(f"{PREFIX}{json.dumps(message)}\n")
        sys.stdout.flush()

    def _note(self, message: dict[str, Any]) -> None:
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(message) + "\n")


if __name__ == "__main__":
    Program(Path(sys.argv[1]), Path(sys.argv[2])).run()
