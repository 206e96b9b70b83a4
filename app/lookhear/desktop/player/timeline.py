"""The timeline of a recording: where one is, and where pauses, gaps and markers are. A slider for keyboards and screen readers alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from lookhear.desktop.engine.library.entries import SpanKind
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from lookhear.desktop.engine.library.entries import Mark, Span

_STEP_MS: Final = 5_000
_PAGE_MS: Final = 30_000
_GROOVE: Final = 6
_KNOB: Final = 7
_MARK_PX: Final = 6  # how near the pointer must be to be told of a mark


class Timeline(QSlider):
    """Milliseconds of a recording. ``sought`` carries where a person wants to go; `show_position` says where it is."""

    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._spans: tuple[Span, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so on every player
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Position"))
        self.valueChanged.connect(self._on_value)

    def show_recording(self, duration_ms: int, *, spans: Sequence[Span] = (), marks: Sequence[Mark] = ()) -> None:
        """Show another recording, at its beginning."""
        self._spans, self._marks = tuple(spans), tuple(marks)
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.setRange(0, max(0, duration_ms))
        self.setValue(0)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        self.setEnabled(duration_ms > 0)
        self.update()

    def show_position(self, position_ms: int) -> None:
        """It is there now. Ignored while a person holds the knob."""
        if self.isSliderDown() or position_ms == self.value():
            return
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.setValue(position_ms)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        self._describe()

    def marks_ms(self) -> list[int]:
        """Where the marks are, in order."""
        return sorted(round(mark.at_s * 1000) for mark in self._marks)

    def sizeHint(self) -> QSize:
        """High enough to be hit."""
        return QSize(200, max(24, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return QSize(80, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the person points, not a page towards it."""
        if event.button() != Qt.MouseButton.LeftButton or self.maximum() <= 0:
            event.ignore()
            return
        self.setSliderDown(True)
        self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer; without a button, say what is below it."""
        at_ms = self._value_at(event.position().x())
        if self.isSliderDown():
            self.setValue(at_ms)
        if self.maximum() > 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.told_at(at_ms), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the knob go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right as everywhere in the player, also above and below."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # louder and quieter
            return
        super().keyPressEvent(event)

    def told_at(self, at_ms: int) -> str:
        """The time, and what is there: a mark, a pause, a gap."""
        lines = [clock_text(at_ms / 1000)]
        near_ms = self.maximum() * _MARK_PX / max(1, self.width())
        lines += [mark.text or self.tr("Marker") for mark in self._marks if abs(mark.at_s * 1000 - at_ms) <= near_ms]
        for span in self._spans:
            if span.from_s * 1000 <= at_ms <= span.to_s * 1000:
                length = clock_text(span.to_s - span.from_s)
                word = self.tr("Paused for {time}") if span.kind is SpanKind.PAUSE else self.tr("Nothing was captured for {time}")
                lines.append(word.format(time=length) + (f" ({span.channel})" if span.channel else ""))
        return "\n".join(lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, what was played, what is missing, marks, knob."""
        del event
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = self._groove()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        played = QRectF(groove)
        played.setRight(self._x_of(self.value()))
        painter.setBrush(QColor(colours.accent if self.isEnabled() else colours.line_strong))
        painter.drawRoundedRect(played, _GROOVE / 2, _GROOVE / 2)
        for span in self._spans:
            self._draw_span(painter, span)
        painter.setPen(QPen(QColor(colours.text), 2))
        for mark in self._marks:
            x = self._x_of(round(mark.at_s * 1000))
            painter.drawLine(QPointF(x, groove.top() - 4), QPointF(x, groove.bottom() + 4))
        self._draw_knob(painter)

    def _draw_span(self, painter: QPainter, span: Span) -> None:
        """A pause of all is hatched over the whole height; a gap, or what one track lacks, is a bar below."""
        colours = colours_of(self)
        groove = self._groove()
        rect = QRectF(groove)
        rect.setLeft(self._x_of(round(span.from_s * 1000)))
        rect.setRight(max(rect.left() + 2, self._x_of(round(span.to_s * 1000))))
        painter.setPen(Qt.PenStyle.NoPen)
        if span.kind is SpanKind.PAUSE and not span.channel:
            painter.setBrush(QColor(colours.surface))
            painter.drawRect(rect)
            painter.setBrush(QBrush(QColor(colours.line_strong), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(rect)
            return
        rect.translate(0, _GROOVE + 1)
        rect.setHeight(3)
        painter.setBrush(QColor(colours.line_strong if span.kind is SpanKind.PAUSE else colours.meter_mid))
        painter.drawRect(rect)

    def _draw_knob(self, painter: QPainter) -> None:
        if self.maximum() <= 0:
            return
        colours = colours_of(self)
        centre = QPointF(self._x_of(self.value()), self._groove().center().y())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, _KNOB + 3, _KNOB + 3)
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(centre, _KNOB, _KNOB)

    def _groove(self) -> QRectF:
        inset = _KNOB + 4
        return QRectF(inset, (self.height() - _GROOVE) / 2, max(1, self.width() - 2 * inset), _GROOVE)

    def _x_of(self, value_ms: int) -> float:
        groove = self._groove()
        return groove.left() + groove.width() * min(1.0, max(0.0, value_ms / max(1, self.maximum())))

    def _value_at(self, x: float) -> int:
        groove = self._groove()
        return round(self.maximum() * min(1.0, max(0.0, (x - groove.left()) / groove.width())))

    def _describe(self) -> None:
        """Once a second at most: a screen reader reads it."""
        text = self.tr("{time} of {total}").format(time=clock_text(self.value() / 1000), total=clock_text(self.maximum() / 1000))
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    @Slot(int)
    def _on_value(self, value_ms: int) -> None:
        self._describe()
        self.sought.emit(value_ms)
