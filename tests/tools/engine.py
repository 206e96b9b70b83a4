"""The engine as a child, driven line by line as SDKs do: commands in, answers and events out."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.sdk.stdio import decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ANSWERED_S: Final = 60.0
_ENDED_S: Final = 30.0

Message = dict[str, Any]


class Engine:
    """``lookhear engine`` with one LOOKHEAR_HOME. What it says comes in a thread; the context's end kills what still runs."""

    def __init__(self, env: Mapping[str, str], home: Path) -> None:
        self._env = {**env, "LOOKHEAR_HOME": str(home)}
        self.home = home
        self._child: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._said: list[Message] = []  # guarded by _changed
        self._is_over = False
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="engine-lines")

    @property
    def child(self) -> subprocess.Popen[bytes]:
        """The process."""
        assert self._child is not None
        return self._child

    @property
    def events(self) -> list[Message]:
        """The events so far, each with ``event`` and ``payload``."""
        with self._changed:
            return [message for message in self._said if message["type"] == "event"]

    def payloads(self, event: str) -> list[Message]:
        """What came with an event, each time."""
        return [message["payload"] for message in self.events if message["event"] == event]

    def tell(self, command: str, **params: object) -> str:
        """Send a command; gives its id."""
        command_id = f"command-{next(self._numbers)}"
        assert self.child.stdin is not None
        self.child.stdin.write(encode({"command": command, "commandId": command_id, "params": params}))
        self.child.stdin.flush()
        return command_id

    def answer(self, command_id: str) -> Message:
        """Wait for the answer to a command."""
        return self._wait_for(lambda message: message.get("commandId") == command_id, what=f"an answer to {command_id}")

    def ask(self, command: str, **params: object) -> Message:
        """Send a command that must succeed; gives its result."""
        answer = self.answer(self.tell(command, **params))
        assert answer["status"] == "success", answer
        result: Message = answer["result"]
        return result

    def wait_for(self, event: str) -> Message:
        """Wait for an event, and give the payload of its first."""
        payload: Message = self._wait_for(lambda message: message.get("event") == event, what=f"the event {event}")["payload"]
        return payload

    def close_input(self) -> None:
        """End its standard input, as a program's end does."""
        assert self.child.stdin is not None
        self.child.stdin.close()

    def ended(self) -> int:
        """Wait for its end; gives the exit code. Everything it said is there then."""
        code = self.child.wait(_ENDED_S)
        self._reader.join(_ENDED_S)
        return code

    def _wait_for(self, is_it: Any, *, what: str) -> Message:  # noqa: ANN401 - a function of a message
        with self._changed:
            found: list[Message] = []

            def is_there() -> bool:
                found[:] = [message for message in self._said if is_it(message)][:1]
                return bool(found) or self._is_over

            self._changed.wait_for(is_there, _ANSWERED_S)
            assert found, f"{what} did not come; there was {self._said}"
            return found[0]

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            message = decode(line)
            assert message is not None, line
            with self._changed:
                self._said.append(message)
                self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def __enter__(self) -> Self:
        argv = [sys.executable, "-m", "lookhear", "engine"]
        self._child = subprocess.Popen(argv, env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reader.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        self._reader.join()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                pipe.close()
