"""Fields that the style sheet alone cannot dress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QSpinBox

from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget

_CLEAR: Final = "_q_qlineeditclearaction"  # Qt's own name of the action behind the button that clears; it has no words


class SearchField(QLineEdit):
    """Words that are looked for, with a glass in front of them and a button that clears them. ``hint`` stands in it while it is empty."""

    def __init__(self, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, _CLEAR)
        if isinstance(clear, QAction):
            clear.setText(QCoreApplication.translate("SearchField", "Clear the search"))
        self.addAction(QAction(glyph("search", "text_muted"), name, self), QLineEdit.ActionPosition.LeadingPosition)


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
