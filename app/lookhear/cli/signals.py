"""What the signals that end the program do while nothing is recorded: the same as Ctrl-C."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lookhear.system.signals import ending_signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextmanager
def as_interrupt() -> Iterator[None]:
    """Turn these signals into KeyboardInterrupt, so that what is half done is taken back before the program ends.

    A recording has handlers of its own meanwhile. Outside the main thread, where no handler can be set, it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ending_signals()}
    for number in before:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        put_back(before)


def put_back(handlers: dict[signal.Signals, signal._HANDLER]) -> None:
    """Set handlers again as `signal.getsignal` told them; those that Python did not set are beyond it."""
    for number, handler in handlers.items():
        if handler is not None:
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
