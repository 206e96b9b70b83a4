"""How far one is in a row of steps: a dot for each, the present one longer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Space


class ProgressDots(QWidget):
    """Says it aloud too: "Step 2 of 5"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._count = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_step(self, at: int, count: int) -> None:
        """``at`` counts from zero."""
        self._at, self._count = at, count
        words = self.tr("Step {at} of {count}").format(at=self.locale().toString(at + 1), count=self.locale().toString(count))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A dot and the room behind it for each, and twice as much more for the present one."""
        return QSize((self._count + 2) * (self._side + Space.S), self._side + Space.XS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them in the direction of reading."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        side, at = self._side, 0.0
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number in range(self._count):
            width = side * 3.0 if number == self._at else float(side)
            left = self.width() - at - width if is_mirrored else at
            painter.setBrush(QColor(colours.accent if number <= self._at else colours.line_strong))
            painter.drawRoundedRect(QRectF(left, (self.height() - side) / 2, width, side), side / 2, side / 2)
            at += width + Space.S

    @property
    def _side(self) -> int:
        return max(6, self.fontMetrics().height() // 2)
