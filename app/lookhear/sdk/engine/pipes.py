"""The engine's two pipes, each with a thread of its own: whoever reads slowly, or not at all, holds up nothing else.

Both work on bare descriptors: a thread that waits in one of Python's buffered files would keep the interpreter from ending.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Final

from lookhear.sdk.stdio import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_WAITING: Final = 2000  # lines that nobody has read yet, from which on those that can be done without are left out


class LineReader:
    """Hands over each line of a pipe, its line feed cut off, then tells once that the pipe has ended. Thread ``engine-in``.

    Both callables run on that thread. A last line without its line feed is handed over too: a whole command may stand there.
    """

    def __init__(self, fd: int, *, on_line: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._fd, self._on_line, self._on_end = fd, on_line, on_end
        self._thread = threading.Thread(target=self._run, name="engine-in", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def _run(self) -> None:
        for line in lines_of(self._read, is_rest_a_line=True):
            self._on_line(line)
        self._on_end()

    def _read(self, size_bytes: int) -> bytes:
        try:
            return os.read(self._fd, size_bytes)
        except OSError:  # the pipe broke, which is an end too
            return b""


class LineWriter:
    """Writes lines to a pipe in their order. `put` never waits and never fails; thread ``engine-out`` writes.

    A pipe that nobody reads holds `MAX_WAITING` lines more; from there on those that are not ``is_needed`` are left out.
    """

    def __init__(self, fd: int, *, name: str = "engine-out") -> None:
        self._fd = fd
        self._state = threading.Condition()  # guards what follows
        self._waiting: deque[bytes] = deque()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def put(self, line: bytes, *, is_needed: bool = True) -> None:
        """Have a line written soon."""
        with self._state:
            if not self._is_closing and (is_needed or len(self._waiting) < MAX_WAITING):
                self._waiting.append(line)
                self._state.notify()

    def close(self, *, within_s: float) -> bool:
        """Write what waits, and end the thread; says whether all of it was written in time. Later lines are dropped."""
        with self._state:
            self._is_closing = True
            self._state.notify()
        self._thread.join(within_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (line := self._next()) is not None:
            if not self._written(line):
                with self._state:
                    self._is_closing = True
                    self._waiting.clear()
                return

    def _next(self) -> bytes | None:
        with self._state:
            self._state.wait_for(lambda: self._waiting or self._is_closing)
            return self._waiting.popleft() if self._waiting else None

    def _written(self, line: bytes) -> bool:
        rest = memoryview(line)
        with contextlib.suppress(OSError):  # nobody is there any more: the end of the other pipe says so too
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        return not rest
