"""One worker while it lives, as the backend has it: a process, a thread that writes to it and one that reads what it says."""

from __future__ import annotations

import contextlib
import logging
import queue
import signal
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Final, cast

from lookhear.system.workers import start_worker
from lookhear.understanding.worker.wire import read_frame, write_frame

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.worker.wire import Array, Frame, Reads

    Message = tuple[Mapping[str, object], Sequence[Array]]

_LEAVE_S: Final = 3.0  # for a worker that has closed its output, or whose input was closed, to be gone

_LOG: Final = logging.getLogger(__name__)


class WorkerProcess:
    """Owned by the event loop of the thread that makes it, which must outlive it. ``heard`` and ``ended`` are called on that loop.

    ``ended`` is called once, with the exit code, when the process is gone and everything it said was heard. Raises OSError when it cannot
    be started.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        environ: Mapping[str, str],
        log: Path | None,
        loop: asyncio.AbstractEventLoop,
        heard: Callable[[Frame], None],
        ended: Callable[[int], None],
    ) -> None:
        self._loop = loop
        self._heard = heard
        self._ended = ended
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._child = start_worker(argv, environ=environ, log=log)
        self._writer = threading.Thread(target=self._write, name=f"worker-{self._child.pid}-writes", daemon=True)
        self._reader = threading.Thread(target=self._read, name=f"worker-{self._child.pid}-reads", daemon=True)
        self._writer.start()
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._child.pid

    def say(self, header: Mapping[str, object], arrays: Sequence[Array] = ()) -> None:
        """Send a message some time; never waits. What it is too late for is lost."""
        self._messages.put((header, arrays))

    def close(self) -> None:
        """Let it end: it hears nothing more."""
        self._messages.put(None)

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(OSError):
            self._child.kill()

    def join(self) -> None:
        """Wait until the process and both threads have ended, for some seconds at most; then it is killed. Blocks."""
        self._reader.join(_LEAVE_S)
        if self._reader.is_alive():
            self.kill()
            self._reader.join()
        self._writer.join()

    def _write(self) -> None:
        pipe = self._child.stdin
        if pipe is None:
            return
        with contextlib.suppress(OSError), pipe:
            while (message := self._messages.get()) is not None:
                try:
                    write_frame(pipe, *message)
                except OSError:
                    break
                except ValueError as error:  # nobody would ever answer it
                    _LOG.warning("a message to a worker cannot be sent: %s", error)
                    self.kill()
                    break

    def _read(self) -> None:
        pipe = self._child.stdout
        if pipe is None:
            return
        with contextlib.suppress(OSError), pipe:
            try:
                while (frame := read_frame(cast("Reads", pipe))) is not None:  # it has no buffer
                    self._tell(self._heard, frame)
            except (ValueError, EOFError) as error:
                _LOG.warning("a worker says what is no message: %s", error)
                self.kill()
        try:
            code = self._child.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            code = self._child.wait()
        self._messages.put(None)
        self._writer.join()
        self._tell(self._ended, code)

    def _tell(self, hear: Callable[[Any], None], what: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
            self._loop.call_soon_threadsafe(hear, what)


def cause_of(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"with exit code {code}"
