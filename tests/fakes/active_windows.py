"""Windows that have the focus when a test says so."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lookhear.system.active_window import ActiveWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.active_window import Unavailable


class ScriptedWindows:
    """`ActiveWindows` of a test: `focus` is a person. It keeps how often it was begun, and says when it watches."""

    def __init__(self, *, first: ActiveWindow | None = None) -> None:
        self.unavailable: Unavailable | None = None
        self.starts = 0
        self.is_watching = threading.Event()
        self.was_closed = threading.Event()
        self._now = first
        self._changed: Callable[[ActiveWindow], object] = lambda _window: None

    def start(self, changed: Callable[[ActiveWindow], object]) -> None:
        self.starts += 1
        self._changed = changed
        self.was_closed.clear()
        if self._now is not None:
            changed(self._now)
        self.is_watching.set()

    def close(self) -> None:
        self._changed = lambda _window: None
        self.is_watching.clear()
        self.was_closed.set()

    def focus(self, app: str, title: str, pid: int | None = 7) -> None:
        """Another window has the focus, or another title."""
        self._now = ActiveWindow(app, title, pid)
        self._changed(self._now)
