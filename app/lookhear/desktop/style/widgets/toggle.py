"""A switch, and a row of a label, what it means, and a switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.style.motion import duration_ms
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.labels import caption, label

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_RING = 2.0


class Switch(QCheckBox):
    """A check box that looks like a switch: on is filled and right (in right-to-left languages: left)."""

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._place = 0.0
        self._moving = QVariantAnimation(self)
        self._moving.valueChanged.connect(self._on_moved)
        self.toggled.connect(self._on_toggled)

    @property
    def place(self) -> float:
        """Where the knob is: 0 off … 1 on."""
        return self._place

    def sizeHint(self) -> QSize:
        """As high as a line of text, and a ring around it."""
        height = max(18, round(self.fontMetrics().height() * 1.1))
        return QSize(round(height * 1.8 + 4 * _RING), round(height + 4 * _RING))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, knob and, with the focus, a ring."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect()).adjusted(2 * _RING, 2 * _RING, -2 * _RING, -2 * _RING)
        round_ = track.height() / 2
        is_on, is_live = self.isChecked(), self.isEnabled()
        ground = (colours.accent if is_live else colours.line_strong) if is_on else colours.raised
        painter.setPen(QPen(QColor(ground if is_on else colours.line_strong if is_live else colours.line), 1.2))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(track, round_, round_)
        along = 1 - self._place if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self._place
        side = track.height() - 2 * (_RING + 1)
        left = track.left() + _RING + 1 + along * (track.width() - track.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor((colours.on_accent if is_live else colours.surface) if is_on else colours.line_strong))
        painter.drawEllipse(QRectF(left, track.top() + _RING + 1, side, side))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(_RING / 2, _RING / 2, -_RING / 2, -_RING / 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._moving.stop()
        if not self.isVisible() or duration_ms(self) == 0:
            self._on_moved(float(is_on))
            return
        self._moving.setDuration(duration_ms(self))
        self._moving.setStartValue(self._place)
        self._moving.setEndValue(float(is_on))
        self._moving.start()

    @Slot(object)
    def _on_moved(self, place: float) -> None:
        self._place = place
        self.update()


class ToggleRow(QWidget):
    """A label with a hint, and a switch at its end; a click anywhere in it switches. ``switched`` when a person did."""

    switched = Signal(bool)

    def __init__(self, text: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch(text)
        self.switch.setAccessibleDescription(hint)
        self.switch.clicked.connect(self.switched)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(text))
        if hint:
            words.addWidget(caption(hint))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)

    def is_on(self) -> bool:
        """Whether it is switched on."""
        return self.switch.isChecked()

    def set_on(self, is_on: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """Switch without a signal."""
        self.switch.setChecked(is_on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words is one on the switch."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()) and self.switch.isEnabled():
            self.switch.click()
