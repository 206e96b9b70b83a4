"""A bar that shows what a disk is full of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Radius

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of it. ``colour`` is a field of `style.tokens.Colours`, ``share`` 0…1 of the whole."""

    name: str
    colour: str
    share: float


class UsageBar(QWidget):
    """Draws parts from the leading edge on; what is left over is free."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: tuple[Part, ...] = ()

    def show_parts(self, parts: Sequence[Part], *, told: str) -> None:
        """Show these; ``told`` is what a screen reader says of them."""
        self._parts = tuple(parts)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        """Half a line high."""
        return QSize(12 * self.fontMetrics().horizontalAdvance("m"), max(10, self.fontMetrics().height() * 2 // 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts within round ends; a part that is there is never thinner than a line."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, Radius.S, Radius.S)
        painter.setClipPath(shape)
        painter.fillRect(whole, QColor(colours.meter_off))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(whole.width(), 0)
            painter.scale(-1, 1)
        at = 0.0
        for part in self._parts:
            if part.share <= 0:
                continue
            width = max(2.0, part.share * whole.width())
            painter.fillRect(QRectF(at, 0, width, whole.height()), QColor(getattr(colours, part.colour)))
            at += width + 1


class Swatch(QWidget):
    """A small square in the colour of a part: what the bar's colours mean."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        side = max(8, self.fontMetrics().height() * 2 // 3)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours_of(self), self._colour)))
        painter.drawRoundedRect(self.rect(), Radius.S / 2, Radius.S / 2)
