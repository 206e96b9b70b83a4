"""A picture of what to do in the system's settings when a permission is stale: a switch that goes off, and on again."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Radius, Space

_ROWS = (True, False, True)  # on as it is found, off, and on again


class StalePicture(QWidget):
    """Three rows of a list of programs, one after the other in the direction of reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Switch Lookhear off in the list, and on again"))

    def sizeHint(self) -> QSize:
        """As high as a row of a list."""
        em = self.fontMetrics().horizontalAdvance("m")
        return QSize(34 * em, round(self.fontMetrics().height() * 2.4))

    def minimumSizeHint(self) -> QSize:
        """Two thirds as wide."""
        return QSize(self.sizeHint().width() * 2 // 3, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = Space.XL
        width = (self.width() - room * (len(_ROWS) - 1)) / len(_ROWS)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number, is_on in enumerate(_ROWS):
            place = len(_ROWS) - 1 - number if is_mirrored else number
            row = QRectF(place * (width + room), 1, width, self.height() - 2)
            self._paint_row(painter, row, is_on=is_on)
            if number + 1 < len(_ROWS):
                arrow = (
                    QRectF(row.left() - room, row.top(), room, row.height()) if is_mirrored else QRectF(row.right(), 1, room, row.height())
                )
                painter.setPen(QColor(colours_of(self).text_muted))
                painter.drawText(arrow, int(Qt.AlignmentFlag.AlignCenter), "←" if is_mirrored else "→")

    def _paint_row(self, painter: QPainter, row: QRectF, *, is_on: bool) -> None:
        colours = colours_of(self)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(row, Radius.S, Radius.S)
        inner = row.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        height = min(inner.height(), self.fontMetrics().height() * 0.9)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = inner.left() if is_mirrored else inner.right() - height * 1.8
        track = QRectF(left, inner.center().y() - height / 2, height * 1.8, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if is_on else colours.line_strong))
        painter.drawRoundedRect(track, height / 2, height / 2)
        side = height - 4
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(QRectF(track.right() - side - 2 if is_on != is_mirrored else track.left() + 2, track.top() + 2, side, side))
        words = inner.adjusted(track.width() + Space.XS, 0, 0, 0) if is_mirrored else inner.adjusted(0, 0, -track.width() - Space.XS, 0)
        painter.setPen(QColor(colours.text))
        lead = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(lead | Qt.AlignmentFlag.AlignVCenter), "Lookhear")
