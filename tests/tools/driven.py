"""A program that does as a test tells it, line by line, and may be told more while it is still at something."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final, Self

from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ANSWERED_S: Final = 60.0
_ENDED_S: Final = 30.0


class DrivenError(Exception):
    """What was raised at the other end: the name of its class, its message, and what it carries if that is JSON."""

    def __init__(self, *, name: str, message: str, told: object) -> None:
        super().__init__(f"{name}: {message}")
        self.name, self.message, self.told = name, message, told


class Driven:
    """The process. Its answers come in a thread; the context's end closes its input, and kills it if that does not help."""

    def __init__(self, argv: Sequence[str], *, env: Mapping[str, str]) -> None:
        self._argv, self._env = list(argv), dict(env)
        self._child: subprocess.Popen[str] | None = None
        self._numbers = itertools.count(1)
        self._asked: dict[int, Future[Any]] = {}
        self._reader = threading.Thread(target=self._read, name="driven")

    def begin(self, do: str, **params: object) -> Future[Any]:
        """Have something done, without waiting for it."""
        assert self._child is not None
        assert self._child.stdin is not None
        number = next(self._numbers)
        self._asked[number] = answer = Future[Any]()
        self._child.stdin.write(json.dumps({"id": number, "do": do, "with": params}) + "\n")
        self._child.stdin.flush()
        return answer

    def call(self, do: str, **params: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Have something done. Raises DrivenError for what was raised there."""
        return self.begin(do, **params).result(_ANSWERED_S)

    def kill(self) -> None:
        """End it as a crash would."""
        assert self._child is not None
        self._child.send_signal(signal.SIGKILL)
        self._child.wait(_ENDED_S)

    def _read(self) -> None:
        assert self._child is not None
        assert self._child.stdout is not None
        for line in self._child.stdout:
            told = json.loads(line)
            asked = self._asked.pop(told["id"])
            if "error" in told:
                asked.set_exception(DrivenError(name=told["error"], message=told["message"], told=told["told"]))
            else:
                asked.set_result(told["result"])

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(self._argv, env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._reader.start()
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.close()
        try:
            self._child.wait(_ENDED_S)
        finally:
            if self._child.poll() is None:
                self._child.kill()
            self._reader.join()
            end(self._child)
