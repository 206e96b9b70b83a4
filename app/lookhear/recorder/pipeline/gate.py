"""The gate of one source: the engine closes it for a pause, and the thread `cap-<channel>` keeps its source closed as long.

Nothing that was captured after the moment of closing, or before the moment of opening, passes. A source that hangs may notice a
pause only when that is over: it is closed all the same, and what it then gives is still measured by the first moment of closing.
"""

from __future__ import annotations

import threading


class Gate:
    """Open at first. Everything is guarded by one condition; times are session ns."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_open = True
        self._is_over = False
        self._leave_ns: int | None = None  # since when the source must be closed, until it is
        self._from_ns = 0

    def close(self, t_ns: int) -> None:
        """Ask for the source to be closed; nothing of ``t_ns`` or later passes. For the engine, as the next three."""
        with self._changed:
            self._is_open = False
            if self._leave_ns is None:
                self._leave_ns = t_ns
            self._changed.notify_all()

    def open(self, t_ns: int) -> None:
        """Let the source be opened again; nothing before ``t_ns`` passes."""
        with self._changed:
            self._is_open = True
            self._from_ns = t_ns
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more is wanted, for good. Whoever waits goes on."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def wait_left(self, timeout_s: float) -> bool:
        """Wait until the source is closed after `close`, or everything is over; False when it did not answer in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._leave_ns is None or self._is_over, timeout_s)

    def enter(self) -> bool:
        """Wait until the source may be opened; False when nothing more is wanted. For the capture thread, as all below."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_open or self._is_over)
            return not self._is_over

    @property
    def may_stay(self) -> bool:
        """Whether the source may be open now."""
        with self._changed:
            return self._may_stay()

    def wait(self, timeout_s: float) -> None:
        """Wait, but not when the source may not be open any more."""
        with self._changed:
            self._changed.wait_for(lambda: not self._may_stay(), timeout_s)

    @property
    def closing_ns(self) -> int | None:
        """Since when the source must be closed; None when it need not be."""
        with self._changed:
            return self._leave_ns

    def left(self) -> None:
        """The source is closed, and everything it gave is handed on."""
        with self._changed:
            self._leave_ns = None
            self._changed.notify_all()

    @property
    def span(self) -> tuple[int, int | None]:
        """What may pass: from the first time on, and before the second if there is one."""
        with self._changed:
            return self._from_ns, self._leave_ns

    def _may_stay(self) -> bool:
        return not self._is_over and self._leave_ns is None
