"""A large number on each display for a moment, so that people know which is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from lookhear.desktop.style.tokens import DARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QScreen

    from lookhear.desktop.engine.sources import DisplayOffer

SHOWN_MS: Final = 2500
_SHARE: Final = 0.28  # of the display's height
_CORNER: Final = 0.16


class Identifier(QObject):
    """Shows the numbers, and takes them away again."""

    def __init__(self, parent: QObject | None = None, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(parent)
        self._shown: list[NumberWindow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        self._timer.timeout.connect(self.clear)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Those that are shown now."""
        return tuple(window.number for window in self._shown)

    def show_numbers(self, displays: Sequence[DisplayOffer]) -> None:
        """Show the number of each display on it."""
        self.clear()
        for offer, screen in matched(displays, QGuiApplication.screens()):
            window = NumberWindow(offer.number)
            window.place_on(screen)
            window.show()
            self._shown.append(window)
        self._timer.start()

    @Slot()
    def clear(self) -> None:
        """Take them away."""
        for window in self._shown:
            window.close()
            window.deleteLater()
        self._shown.clear()


class NumberWindow(QWidget):
    """A number in the middle of a display. It takes no click and no focus."""

    def __init__(self, number: int) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags | Qt.WindowType.WindowTransparentForInput | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.number: Final = number
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(self.tr("Display {number}").format(number=QLocale().toString(number)))

    def place_on(self, screen: QScreen) -> None:
        """Into the middle of a screen."""
        area = screen.geometry()
        side = round(min(area.width(), area.height()) * _SHARE)
        self.setScreen(screen)
        self.setGeometry(area.center().x() - side // 2, area.center().y() - side // 2, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round corners also where nothing is translucent because nobody composes windows."""
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.width() * _CORNER, self.width() * _CORNER)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number on a dark disc: dark in both looks, because anything may be behind it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK.window))
        painter.drawRoundedRect(QRectF(self.rect()), self.width() * _CORNER, self.width() * _CORNER)
        font = self.font()
        font.setBold(True)
        font.setPixelSize(max(8, round(self.height() * 0.62)))
        painter.setFont(font)
        painter.setPen(QColor(DARK.accent))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(self.number))


def matched(displays: Sequence[DisplayOffer], screens: Sequence[QScreen]) -> list[tuple[DisplayOffer, QScreen]]:
    """Which display is which of Qt's screens: by the system's name, else by its place, else in the order of both."""
    left, pairs, unnamed = list(screens), [], []
    for offer in displays:
        found = next((screen for screen in left if screen.name() == offer.device), None)
        if found is None:
            unnamed.append(offer)
        else:
            left.remove(found)
            pairs.append((offer, found))
    for offer in unnamed:
        if not left:
            break
        place = (offer.x, offer.y)
        found = next((screen for screen in left if screen.geometry().topLeft().toTuple() == place), left[0])
        left.remove(found)
        pairs.append((offer, found))
    return pairs
