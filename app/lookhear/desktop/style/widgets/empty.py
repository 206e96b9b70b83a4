"""What stands where there is nothing yet: a picture, what belongs here, and how to come by it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.labels import caption, subtitle


class GlyphView(QWidget):
    """A large icon in one colour, for the eye only; ``ems`` times as high as the text."""

    def __init__(self, icon: str, *, ems: float = 3.0, colour: str = "text_muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = glyph(icon, colour)
        side = round(self.fontMetrics().height() * ems)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of now."""
        del event
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())


class EmptyState(QWidget):
    """``acted`` when its button, if it has one, was pressed."""

    acted = Signal()

    def __init__(self, *, icon: str, heading: str, text: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._heading, self._text = subtitle(heading), caption(text)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addStretch(2)
        column.addWidget(GlyphView(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._heading, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setVisible(bool(words.text()))
            column.addWidget(words)
        self._action = button(action, role=Role.PRIMARY)
        self._action.clicked.connect(self.acted)
        column.addSpacing(Space.S)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.set_action(action)

    def tell(self, heading: str, text: str = "") -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_action(self, action: str) -> None:
        """What its button is about; without words there is none."""
        self._action.setText(action)
        self._action.setVisible(bool(action))
