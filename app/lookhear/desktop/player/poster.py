"""What stands for a recording until it is played: its picture, and a button as large as that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.palettes import colours_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_ROUND_EMS: Final = 4.0
_BLACK: Final = "#000000"
_DIM: Final = QColor(0, 0, 0, 70)


class Poster(QAbstractButton):
    """A press plays it. Without a picture it is dark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(self.tr("Play"))
        self.setAccessibleName(self.tr("Play"))

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show this one, or none."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """As a small video."""
        return QSize(320, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, a little darker, and a round button in its middle."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(_BLACK))
        if self._picture is not None:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)
            painter.drawPixmap(QRect(corner, size), self._picture)
            painter.fillRect(QRect(corner, size), _DIM)
        if not self.isEnabled():
            return
        side = min(self.fontMetrics().height() * _ROUND_EMS, self.height() * 0.6)
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.focus), 3) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_hover if self.underMouse() or self.isDown() else colours.accent))
        painter.drawEllipse(circle)
        inner = circle.adjusted(side * 0.28, side * 0.28, -side * 0.28, -side * 0.28).toRect()
        glyph("play", "on_accent").paint(painter, inner)
