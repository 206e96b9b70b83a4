"""The engine as a process: its two pipes, its signals, and an end that nothing can keep from coming. Owned by the main thread."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Final

from lookhear.sdk.engine.loop import CLOSE_WITHIN_S, EngineLoop
from lookhear.sdk.engine.pipes import LineReader, LineWriter
from lookhear.system.processes import take_standard_pipes
from lookhear.system.signals import ending_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from lookhear.sdk.engine.commands import Parts

_FLUSH_WITHIN_S: Final = 2.0
_GONE_WITHIN_S: Final = CLOSE_WITHIN_S + 8.0  # from the beginning of the end on
_MAX_LOG_CHARS: Final = 4000  # the Python SDK stops reading our log at a line of 64 KiB

_log = logging.getLogger(__name__)


def serve(parts: Parts) -> int:
    """Be the engine of the program that started this process, until it says so, is gone, or a signal comes. Gives the exit code, 0.

    The first thing to do in a process: standard input and output are taken over, and what others print goes to standard error.
    """
    commands_fd, answers_fd = take_standard_pipes()
    log = LineWriter(os.dup(2), name="engine-log")
    log.start()
    _log_to(log)
    out = LineWriter(answers_fd)
    out.start()
    asyncio.run(_serve(parts, commands_fd, out))
    out.close(within_s=_FLUSH_WITHIN_S)
    log.close(within_s=_FLUSH_WITHIN_S)
    return 0


async def _serve(parts: Parts, commands_fd: int, out: LineWriter) -> None:
    loop = asyncio.get_running_loop()
    engine = EngineLoop(parts, out, on_ending=lambda: _leave_at_last(out))

    def end() -> None:  # from the reader's thread, or a signal's handler
        with contextlib.suppress(RuntimeError):  # the loop has ended: nothing is left to be done
            loop.call_soon_threadsafe(engine.end)

    def take(line: bytes) -> None:
        coming = engine.take(line)
        try:
            asyncio.run_coroutine_threadsafe(coming, loop).result()
        except CancelledError:  # the loop is ending
            pass
        except Exception:  # noqa: BLE001 - the outermost frame of a line: the thread has others to read
            if loop.is_closed():
                coming.close()
            else:
                _log.warning("A line could not be taken in.", exc_info=True)

    with _woken_by_signals(loop):
        _on_signals(end)
        LineReader(commands_fd, on_line=take, on_end=end).start()
        await engine.run()
        _ignore_signals()


class _ToPipe(logging.Handler):
    """Puts log records, cut to a length that the other end can read, where a thread of its own writes them."""

    def __init__(self, writer: LineWriter) -> None:
        super().__init__(logging.WARNING)
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        """Never waits, never fails."""
        self._writer.put(f"{self.format(record)[:_MAX_LOG_CHARS]}\n".encode(errors="replace"), is_needed=False)


def _log_to(writer: LineWriter) -> None:
    handler = _ToPipe(writer)
    handler.setFormatter(logging.Formatter("lookhear: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


@contextlib.contextmanager
def _woken_by_signals(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Have a signal wake the loop: one that comes just before it falls asleep would be heard only when something else wakes it."""
    heard, told = socket.socketpair()
    with heard, told:
        for each in (heard, told):
            each.settimeout(0)
        try:
            loop.add_reader(heard, heard.recv, 4096)
        except NotImplementedError:  # the loop of Windows, which sees to it itself
            yield
            return
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            loop.remove_reader(heard)


def _on_signals(end: Callable[[], None]) -> None:
    def handler(_number: int, _frame: FrameType | None) -> None:
        end()

    for number in (signal.SIGINT, *ending_signals()):
        signal.signal(number, handler)


def _ignore_signals() -> None:
    """From here on we end anyway: the Python SDK sends SIGTERM as soon as `shutdown` is answered, and the exit code is to stay 0."""
    for number in (signal.SIGINT, *ending_signals()):
        signal.signal(number, signal.SIG_IGN)


def _leave_at_last(out: LineWriter) -> None:
    """End the process when something keeps it that hangs, such as a sound server: whoever started us waits for our end."""

    def leave() -> None:
        threading.Event().wait(_GONE_WITHIN_S)
        out.close(within_s=_FLUSH_WITHIN_S)
        os._exit(0)  # everything that is sealed is on disk

    threading.Thread(target=leave, name="engine-end", daemon=True).start()
