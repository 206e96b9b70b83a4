"""A bar at the bottom of a window that says what was done and offers to undo it, for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent

SHOWN_MS = 10_000


class Toast(QFrame):
    """Lies over the lower edge of its parent; it goes by itself unless pointer or focus are in it.

    ``acted`` when its button was pressed, ``expired`` when nobody did.
    """

    acted = Signal()
    expired = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._text = label()
        self._action = button("")
        self._action.clicked.connect(self._on_acted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        row = QHBoxLayout(self)
        set_margins(row, start=Space.L, top=Space.S, end=Space.S, bottom=Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._text)
        row.addWidget(self._action)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str, *, action: str = "", shown_ms: int = SHOWN_MS) -> None:
        """Say this, with a button or without."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(shown_ms)
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Somebody is on the way to the button."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """And is gone again."""
        super().leaveEvent(event)
        self._timer.start(SHOWN_MS)

    def _place(self) -> None:
        around = self.parentWidget() or self
        self.ensurePolished()
        beside = self._action.sizeHint().width() + Space.M if self._action.isVisibleTo(self) else 0
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text()) + beside + Space.XL + Space.L
        width = max(1, min(wanted, around.width() - 2 * Space.L))
        self.resize(width, max(self.heightForWidth(width), self.minimumSizeHint().height()))
        self.move(QPoint((around.width() - self.width()) // 2, around.height() - self.height() - Space.L))

    @Slot()
    def _on_acted(self) -> None:
        self._timer.stop()
        self.hide()
        self.acted.emit()

    @Slot()
    def _on_time(self) -> None:
        if self._action.hasFocus():
            self._timer.start(SHOWN_MS)
            return
        self.hide()
        self.expired.emit()
