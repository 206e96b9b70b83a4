"""A sentence that stays until it is true no more: with one thing to do about it, and perhaps a way to put it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lookhear.desktop.style.announcing import announce
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.buttons import button, icon_button
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.dressing import set_tone
from lookhear.desktop.style.widgets.labels import caption, label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_ICONS = {Tone.NEUTRAL: "info", Tone.INFO: "info", Tone.SUCCESS: "check", Tone.WARNING: "warning", Tone.DANGER: "error"}


class Banner(QFrame):
    """Hidden while it has nothing to say. ``acted`` when its button was pressed, ``dismissed`` when it was put away."""

    acted = Signal()
    dismissed = Signal()

    def __init__(self, *, can_dismiss: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("tone", Tone.INFO.value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._icon = QLabel()
        self._text = label()
        self._hint = caption()
        self._action = button("")
        self._action.clicked.connect(self.acted)
        self._dismiss = icon_button("close", self.tr("Dismiss"))
        self._dismiss.clicked.connect(self._on_dismiss)
        self._dismiss.setVisible(can_dismiss)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        set_margins(row, start=Space.M, top=Space.S, end=Space.S, bottom=Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._dismiss)
        self.hide()

    def set_can_dismiss(self, *, can_dismiss: bool) -> None:
        """Whether a person may put it away."""
        self._dismiss.setVisible(can_dismiss)

    def tell(self, text: str, *, tone: Tone = Tone.INFO, hint: str = "", action: str = "") -> None:
        """Say this; with an empty text, nothing and be hidden. Saying the same again changes nothing."""
        if not text:
            self.hide()
            return
        is_new = text != self._text.text() or self.isHidden()
        set_tone(self, tone)
        side = self.fontMetrics().height() + Space.XS
        self._icon.setPixmap(glyph(_ICONS[tone], "text_muted" if tone is Tone.NEUTRAL else tone.value).pixmap(side, side))
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()
        if is_new and self.isVisible():
            announce(self, self.accessibleName())

    def showEvent(self, event: QShowEvent) -> None:
        """Say it aloud as well."""
        super().showEvent(event)
        announce(self, self.accessibleName())

    @Slot()
    def _on_dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
