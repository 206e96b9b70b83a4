"""The active window where the system tells nobody of changes: it is looked at once a second, which costs a few calls."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.active_window.kinds import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.active_window.kinds import ActiveWindow

_LOOK_EVERY_S: Final = 1.0
_LOG: Final = logging.getLogger(__name__)


class Eyes(Protocol):
    """Looks at the window with the focus. Made and used by one thread. Raises OSError where the system refuses."""

    def look(self) -> ActiveWindow | None:
        """The window now; None where none has the focus."""
        ...


class PolledWindows:
    """`ActiveWindows` by looking. ``open_eyes`` is called on the thread that looks."""

    def __init__(self, open_eyes: Callable[[], Eyes], *, every_s: float = _LOOK_EVERY_S) -> None:
        self._open_eyes, self._every_s = open_eyes, every_s
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None
        self.unavailable: Unavailable | None = None

    def start(self, changed: Callable[[ActiveWindow], object]) -> None:
        """See `ActiveWindows.start`."""
        self._is_over.clear()
        self._thread = threading.Thread(target=self._look, args=(changed,), name="active-window")
        self._thread.start()

    def close(self) -> None:
        """See `ActiveWindows.close`."""
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _look(self, changed: Callable[[ActiveWindow], object]) -> None:
        last: ActiveWindow | None = None
        try:
            eyes = self._open_eyes()
            while not self._is_over.is_set():
                window = eyes.look()
                if window is not None and window != last:
                    last = window
                    changed(window)
                self._is_over.wait(self._every_s)
        except (OSError, AttributeError, ValueError) as exc:  # a library or a function of it is not there
            _LOG.info("the active window is not told: %s", type(exc).__name__)
            self.unavailable = Unavailable.FAILED
