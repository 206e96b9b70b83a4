"""The list of pages at the side of a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

_NAME = Qt.ItemDataRole.UserRole


class Sidebar(QListWidget):
    """As wide as its words; arrow keys go from page to page. ``chosen`` carries the name of the page that is current now."""

    chosen = Signal(str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.currentItemChanged.connect(self._on_current)

    def add(self, name: str, text: str, *, icon: str = "") -> None:
        """One more page."""
        item = QListWidgetItem(text)
        item.setData(_NAME, name)
        if icon:
            item.setIcon(glyph(icon))
        self.addItem(item)

    def show_page(self, name: str) -> None:
        """Make a page the current one; nothing for a name that is not there."""
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.setCurrentRow(row)

    def sizeHint(self) -> QSize:
        """As wide as the longest word needs, the frame and a scroll bar included."""
        self.ensurePolished()
        width = self.sizeHintForColumn(0) + 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(width + Space.S, super().sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Rows that were measured before the style sheet was known are measured again."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        del before
        if now is not None:
            self.chosen.emit(now.data(_NAME))
