"""Where a search found its words in one recording: each place with its time, what it is of, and some words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from lookhear.desktop.engine.library.entries import Found
from lookhear.desktop.library.wording import found_name, hit_text
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.engine.library.entries import Hit

_MOST_ROWS: Final = 3
_ICONS: Final = {Found.TRANSCRIPT: "microphone", Found.SCREEN_TEXT: "display", Found.SUMMARY: "understanding"}


class HitList(QListWidget):
    """Hidden while nothing was found in it. ``opened`` carries the moment of a place, in seconds."""

    opened = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Hit, ...] = ()
        self.setAccessibleName(self.tr("Places that were found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUniformItemSizes(True)
        self.itemActivated.connect(self._on_opened)
        self.itemClicked.connect(self._on_opened)
        self.hide()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show the places that have a moment."""
        shown = tuple(hit for hit in hits if hit.at_s is not None)
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        for hit in shown:
            item = QListWidgetItem(glyph(_ICONS.get(hit.found, "search"), "text_muted"), hit_text(hit))
            item.setToolTip(hit.text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{found_name(hit.found)}, {hit_text(hit)}")
            self.addItem(item)
        self.setFixedHeight(min(len(shown), _MOST_ROWS) * max(1, self.sizeHintForRow(0)) + 2 * self.frameWidth() + Space.HAIR)
        self.setVisible(bool(shown))

    @Slot(QListWidgetItem)
    def _on_opened(self, item: QListWidgetItem) -> None:
        at_s = self._shown[self.row(item)].at_s
        if at_s is not None:
            self.opened.emit(at_s)
