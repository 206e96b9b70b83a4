"""Whether there is a tray that would show an icon, when one comes later, as panels do that start after us, and when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_EVERY_MS: Final = 3000
_SEE_IT_IS_THERE_EVERY_MS: Final = 10_000  # a panel that crashed is usually back by then


class TrayHost(QObject):
    """``came`` when there is one at last, ``gone`` when there is none any more. Looks seldom while there is one.

    Qt asks for a StatusNotifierHost on D-Bus as well as for a tray of the X11 kind.
    """

    came = Signal()
    gone = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        look_every_ms: int = _LOOK_EVERY_MS,
        see_every_ms: int = _SEE_IT_IS_THERE_EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._is_there = is_there
        self._often_ms, self._seldom_ms = look_every_ms, see_every_ms
        self._was_there = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)

    def look(self) -> bool:
        """Whether there is one now; `came` and `gone` will tell when that changes."""
        self._was_there = self._is_there()
        self._timer.start(self._seldom_ms if self._was_there else self._often_ms)
        return self._was_there

    def stop(self) -> None:
        """Look no more: the application ends."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        before = self._was_there
        if self.look() is not before:
            (self.gone if before else self.came).emit()
