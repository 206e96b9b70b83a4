"""The three places that recordings can go to, as cards of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.labels import caption

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class ChoiceCard(Card):
    """A radio button in a card: a click anywhere chooses. What belongs to the choice alone goes into ``body``."""

    def __init__(self, icon: str, text: str, hint: str) -> None:
        super().__init__()
        self.radio = QRadioButton(text)
        self.radio.setAccessibleDescription(hint)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self.radio)
        words.addWidget(caption(hint))
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(GlyphView(icon, ems=1.6))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.radio.toggled.connect(self.set_selected)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the card is one on its button."""
        super().mouseReleaseEvent(event)
        if self.radio.isEnabled() and not self.radio.isChecked() and self.rect().contains(event.position().toPoint()):
            self.radio.click()


class PlaceChoice(QWidget):
    """``chosen`` carries the `BackendKind` that a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = {
            BackendKind.THIS_COMPUTER: ChoiceCard(
                "computer",
                self.tr("This computer"),
                self.tr("Starts by itself and answers on this computer only. No account, nothing leaves it."),
            ),
            BackendKind.HOSTED: ChoiceCard(
                "cloud",
                self.tr("A backend that somebody hosts"),
                self.tr("Yours, your team's or a service's. Every piece is handed over while it is recorded."),
            ),
            BackendKind.NONE: ChoiceCard(
                "folder",
                self.tr("Nowhere"),
                self.tr("Recordings stay as files on this computer. There are no links and no search in what was said."),
            ),
        }
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for number, card in enumerate(self._cards.values()):
            self._group.addButton(card.radio, number)
            column.addWidget(card)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def kind(self) -> BackendKind:
        """What is chosen."""
        return list(self._cards)[max(0, self._group.checkedId())]

    def card(self, kind: BackendKind) -> ChoiceCard:
        """The card of a place."""
        return self._cards[kind]

    def choose(self, kind: BackendKind) -> None:
        """Choose without a signal."""
        self._cards[kind].radio.setChecked(True)

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.chosen.emit(list(self._cards)[self._group.id(clicked)])
