"""What says that something is being done: a turning arc, and a bar that knows how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from lookhear.desktop.style.motion import duration_ms
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.labels import caption, label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

_TURN_MS = 40
_STEP_DEGREES = 15
_ARC_DEGREES = 100
_FULL = 1000


class Spinner(QWidget):
    """Turns while it is seen; stands still, as an arc, when nothing may move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        side = self.fontMetrics().height() + Space.XS
        return QSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to turn."""
        super().showEvent(event)
        if not self._timer and duration_ms(self):
            self._timer = self.startTimer(_TURN_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: no timer."""
        super().hideEvent(event)
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def timerEvent(self, event: QTimerEvent) -> None:
        """Turn a bit."""
        del event
        self._angle = (self._angle + _STEP_DEGREES) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring, and the arc on it."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        ring = QRectF((self.width() - side) / 2 + 2, (self.height() - side) / 2 + 2, side - 4, side - 4)
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, (90 - self._angle) * 16, -_ARC_DEGREES * 16)


class BusyRow(QWidget):
    """A spinner and what is being done."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Spinner())
        row.addWidget(self._text, 1)

    def tell(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)


class ProgressRow(QWidget):
    """A bar with a text above it."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = caption(text)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(text)
        self.show_share(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._text)
        column.addWidget(self._bar)

    def tell(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)

    def show_share(self, share: float | None) -> None:
        """How much is done, 0…1; None when nobody knows."""
        self._bar.setRange(0, 0 if share is None else _FULL)
        if share is not None:
            self._bar.setValue(round(max(0.0, min(1.0, share)) * _FULL))
