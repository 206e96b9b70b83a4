"""Surfaces that hold other widgets: cards, wells, pages that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.dressing import set_property
from lookhear.desktop.style.widgets.labels import subtitle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


class Card(QFrame):
    """A raised surface. Put widgets into ``body``."""

    def __init__(self, heading: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", Role.CARD.value)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.body.setSpacing(Space.M)
        if heading:
            self.body.addWidget(subtitle(heading))

    def set_selected(self, is_selected: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """Draw it as chosen, or as not."""
        set_property(self, "selected", "true" if is_selected else "false")


class Page(QScrollArea):
    """A page that scrolls when its window is small, and is never wider than one reads well. Put widgets into ``body`` (of ``inner``)."""

    def __init__(self, *, widest_em: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = inner = QWidget()
        inner.setProperty("role", "page")
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner.setMaximumWidth(widest_em * self.fontMetrics().horizontalAdvance("m"))
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self.body.setSpacing(Space.L)
        self.setWidget(inner)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


def set_margins(layout: QLayout, *, start: int, top: int, end: int, bottom: int) -> None:
    """Margins that differ at the sides: the start is where the language begins to be read. Qt mirrors layouts, and not their margins."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    layout.setContentsMargins(start, top, end, bottom)
