"""Notes which window has the focus while displays are recorded: a row for each change, at most one a second.

    thread active-window → the window of now → thread context → row → seal

A title that flickers is noted as it is when its second is over. While nobody wishes it, because the recording is paused or no
display is recorded, the system is not even asked. Nothing of a name goes into a log.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.rows import WindowRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.active_window import ActiveWindow, ActiveWindows

_EVERY_NS: Final = 1_000_000_000
_MANY: Final = 3_600  # rows of a recording: behind them every five seconds is enough
_SELDOM_NS: Final = 5_000_000_000
MOST_ROWS: Final = 20_000
"""Of one recording: a day of a title that never rests."""

_LOG: Final = logging.getLogger(__name__)


class WindowNames:
    """Watches and notes between `start` and `finish`, as long as it is wished. ``sink`` is called on a thread that may wait."""

    def __init__(self, windows: ActiveWindows, *, now_ns: Callable[[], int], sink: Callable[[WindowRow], object]) -> None:
        self._windows, self._now_ns, self._sink = windows, now_ns, sink
        self._changed = threading.Condition()  # guards everything below but the thread
        self._is_wished = self._is_over = False
        self._pending: tuple[int, ActiveWindow] | None = None
        self._noted_ns = -_SELDOM_NS
        self._rows = 0
        self._last: tuple[str, str, int | None] | None = None  # what was noted last
        self._thread = threading.Thread(target=self._run, name="context")

    def start(self) -> None:
        """Be ready. Nothing is noted before it is wished."""
        self._thread.start()

    def wish(self, *, is_wished: bool) -> None:
        """Note what is in front from now on, or nothing of it any more. Waits for nothing."""
        with self._changed:
            self._is_wished = is_wished and self._rows < MOST_ROWS
            if not is_wished:
                self._pending = self._last = None
            self._changed.notify_all()

    def finish(self) -> None:
        """End the thread. Harmless without `start`."""
        with self._changed:
            self._is_over, self._pending = True, None
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def _told(self, window: ActiveWindow) -> None:
        """On the thread that watches."""
        with self._changed:
            if self._is_wished and not self._is_over:
                self._pending = self._now_ns(), window
                self._changed.notify_all()

    # --- on the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        is_watching = False
        try:
            while (found := self._next(is_watching=is_watching)) is not None or not self._is_over:
                if found is not None:
                    self._note(*found)
                elif is_watching:
                    self._windows.close()
                    is_watching = False
                else:
                    self._windows.start(self._told)
                    is_watching = True
        except Exception as exc:  # noqa: BLE001 - the recording goes on without the names
            _LOG.warning("the names of windows are not recorded any more: %s", type(exc).__name__)
        finally:
            self._windows.close()

    def _next(self, *, is_watching: bool) -> tuple[int, ActiveWindow] | None:
        """Wait for the next window to note; None when watching is to begin or to end, or all is over."""
        with self._changed:
            while not self._is_over and self._is_wished == is_watching:
                wait_ns = None if self._pending is None else self._noted_ns + self._pause_ns() - self._now_ns()
                if wait_ns is not None and wait_ns <= 0:
                    found, self._pending = self._pending, None
                    return found
                self._changed.wait(None if wait_ns is None else wait_ns / 1e9)
            return None

    def _pause_ns(self) -> int:
        return _EVERY_NS if self._rows < _MANY else _SELDOM_NS

    def _note(self, t_ns: int, window: ActiveWindow) -> None:
        from lookhear.recorder.context.names import app_of, title_of  # here, where nobody waits: patterns take a moment to be made

        app, title = app_of(window), title_of(window)
        with self._changed:
            if not self._is_wished or (app, title, window.pid) == self._last:
                return
            self._last = app, title, window.pid
            self._noted_ns = self._now_ns()
            self._rows += 1
            self._is_wished = self._rows < MOST_ROWS
        self._sink(WindowRow(app=app, title=title, pid=window.pid, t_ns=t_ns))
