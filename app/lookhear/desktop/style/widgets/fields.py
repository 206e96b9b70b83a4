"""Fields that the style sheet alone cannot dress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from lookhear.desktop.style.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget


class NumberField(QSpinBox):
    """A whole number with a unit. The wheel turns it only while it has the focus, so that scrolling a page changes nothing."""

    def __init__(self, name: str, *, low: int = 0, high: int = 99, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSuffix(f" {unit}" if unit else "")
        self.lineEdit().setTextMargins(Space.S, 0, Space.S, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
