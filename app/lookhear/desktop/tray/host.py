"""Whether there is a tray that would show an icon, and when one comes later, as panels do that start after us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_EVERY_MS: Final = 3000


class TrayHost(QObject):
    """``came`` when there is one at last. Looks again only for as long as there is none.

    Qt asks for a StatusNotifierHost on D-Bus as well as for a tray of the X11 kind.
    """

    came = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        look_every_ms: int = _LOOK_EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._is_there = is_there
        self._timer = QTimer(self)
        self._timer.setInterval(look_every_ms)
        self._timer.timeout.connect(self._on_time)

    def look(self) -> bool:
        """Whether there is one now; when there is none, `came` will tell."""
        if self._is_there():
            self._timer.stop()
            return True
        self._timer.start()
        return False

    def stop(self) -> None:
        """Look no more: the application ends."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        if self.look():
            self.came.emit()
