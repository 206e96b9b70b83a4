"""How far something is that a thread of the engine does: told from there, shown here, and called off from here."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from lookhear.desktop.engine.library.lanes import Cancelled

_SMALLEST = 0.005


class Progress(QObject):
    """Hand it to the engine as ``progress``. ``moved`` carries the share, 0…1, and is heard on the GUI thread by methods of its objects."""

    moved = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_over = threading.Event()
        self._told = 0.0  # of the thread that tells

    def __call__(self, share: float) -> None:
        """For the engine's thread. Raises Cancelled when nobody wants it any more."""
        if self._is_over.is_set():
            raise Cancelled("Nobody waits for this any more.")
        if share - self._told >= _SMALLEST or share >= 1:
            self._told = share
            self.moved.emit(share)

    def cancel(self) -> None:
        """Call it off: the next step of the work ends it."""
        self._is_over.set()
