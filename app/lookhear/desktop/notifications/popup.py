"""A notification of our own, where the system has none to offer: beside the tray and never over its icon, above all windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.labels import caption, label

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from lookhear.desktop.notifications.words import Message

SHOWN_MS: Final = 8000
_EMS_WIDE: Final = 28
_FROM_EDGE: Final = 16
_FLAGS: Final = (
    Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.WindowDoesNotAcceptFocus
)


class NoticePopup(QWidget):
    """One at a time: the newest. ``clicked`` when a person wants to see what it is about; it goes by itself unless the pointer is on it."""

    clicked = Signal()

    def __init__(self, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(None, _FLAGS)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = label(wraps=False)
        self._title = label(role=Role.SUBTITLE)
        self._text = caption()
        self._close = icon_button("close", self.tr("Close"))
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row = row = QHBoxLayout(self)
        set_margins(row, start=Space.L, top=Space.M, end=Space.S, bottom=Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._shown_ms = shown_ms
        self._beside = QRect()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(part for part in (self._title.text(), self._text.text()) if part)

    def tell(self, message: Message, *, icon: QRect) -> None:
        """Say this beside the tray icon; ``icon`` is where that is, empty where there is none."""
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._text.setVisible(bool(message.text))
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop if message.text else Qt.AlignmentFlag.AlignVCenter)
        side = self.fontMetrics().height() + Space.XS
        name, colour = ("warning", "warning") if message.is_warning else ("info", "accent")
        self._icon.setPixmap(glyph(name, colour).pixmap(side, side))
        self._close.setToolTip(self.tr("Close"))
        self.setAccessibleName(self.text)
        width = self.fontMetrics().horizontalAdvance("m") * _EMS_WIDE
        self.setFixedWidth(width)
        layout = self.layout()
        self.ensurePolished()
        height = layout.totalHeightForWidth(width) if layout is not None else self.height()
        self._beside = QRect(icon)
        self.resize(width, height)
        self._take_place()
        self.show()
        self.raise_()
        self._timer.start(self._shown_ms if message.text else self._shown_ms // 2)
        announce(self, self.text)

    def _take_place(self) -> None:
        icon = self._beside
        screen = QGuiApplication.screenAt(icon.center() if not icon.isEmpty() else QCursor.pos()) or QGuiApplication.primaryScreen()
        self.move(beside(icon, self.size(), screen=screen.geometry(), available=screen.availableGeometry()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its layout may want more height than was told before it was shown, and must not grow over the icon."""
        super().resizeEvent(event)
        self._take_place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere shows what it is about."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.hide()
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away, where somebody gave it the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """It is being read."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """It was read."""
        super().leaveEvent(event)
        if self.isVisible():
            self._timer.start(self._shown_ms)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground with an edge."""
        del event
        painter = QPainter(self)
        colours = colours_of(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def beside(icon: QRect, size: QSize, *, screen: QRect, available: QRect) -> QPoint:
    """Where a window of that size stands: in the corner of the display that the icon is in, else the upper right, and never on the icon."""
    centre = icon.center() if not icon.isEmpty() else QPoint(screen.right(), screen.top())
    is_right, is_low = centre.x() >= screen.center().x(), centre.y() > screen.center().y()
    x = available.right() + 1 - size.width() - _FROM_EDGE if is_right else available.left() + _FROM_EDGE
    y = available.bottom() + 1 - size.height() - _FROM_EDGE if is_low else available.top() + _FROM_EDGE
    place = QPoint(x, y)
    if not icon.isEmpty() and QRect(place, size).intersects(icon):
        place.setY(icon.top() - size.height() - _FROM_EDGE if is_low else icon.bottom() + 1 + _FROM_EDGE)
    return place
