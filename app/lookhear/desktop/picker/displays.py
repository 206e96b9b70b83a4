"""The displays of the picker, as many as there are now; which of them leads in the video; and a way to tell which is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.picker.display_card import DisplayCard
from lookhear.desktop.picker.identify import Identifier
from lookhear.desktop.picker.words import display_name
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.labels import label, subtitle
from lookhear.desktop.style.widgets.segmented import SegmentedControl
from lookhear.desktop.words import engine_text
from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.desktop.preview.tile import Hears

_MOST_COLUMNS: Final = 3
_FEW: Final = (1, 2, 4)


class DisplaysPart(QWidget):
    """``changed`` when a person chose displays, or which one leads; `displays` and `primary` tell then."""

    changed = Signal()

    def __init__(self, bridge: Hears, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._offers: Offers | None = None
        self._cards: dict[ChannelId, DisplayCard] = {}
        self._identifier = Identifier(self)
        self._identify = button(self.tr("Which is which?"), role=Role.QUIET, icon="display")
        self._identify.setToolTip(self.tr("Shows its number on each display for a moment."))
        self._identify.clicked.connect(self._on_identify)
        self._busy = BusyRow(self.tr("Looking for displays…"))
        self._nothing = EmptyState(icon="display", heading=self.tr("No display can be recorded here"))
        self._area = QWidget()
        self._grid = QGridLayout(self._area)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.L)
        self._beside = QWidget()  # of a single display: or it would be wider than the cards below it
        self._grid.addWidget(self._beside, 0, 1)
        self._lead_row = QWidget()
        self._leads: list[tuple[ChannelId, str]] = []
        self._lead = SegmentedControl(self.tr("Main display of the video"))
        self._lead.setToolTip(self.tr("The video shows this one; each other display becomes a video of its own beside it."))
        self._lead.chosen.connect(self._on_lead)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(subtitle(self.tr("Displays")), 1)
        head.addWidget(self._identify)
        lead = QHBoxLayout(self._lead_row)
        lead.setContentsMargins(0, 0, 0, 0)
        lead.setSpacing(Space.M)
        lead.addWidget(label(self.tr("Main display of the video"), wraps=False))
        lead.addWidget(self._lead)
        lead.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        for part in (self._busy, self._nothing, self._area, self._lead_row):
            column.addWidget(part)
        self._nothing.hide()
        self._identify.hide()
        self._lead_row.hide()

    @property
    def displays(self) -> tuple[ChannelId, ...]:
        """Those that are chosen, in order."""
        return tuple(channel for channel, card in self._cards.items() if card.is_chosen)

    @property
    def primary(self) -> ChannelId | None:
        """The one that leads."""
        lead = self._lead.value()
        displays = self.displays
        return lead if isinstance(lead, ChannelId) and lead in displays else next(iter(displays), None)

    @property
    def cards(self) -> tuple[DisplayCard, ...]:
        """One for each display."""
        return tuple(self._cards.values())

    def show_offers(self, offers: Offers) -> None:
        """These displays there are now; those that stay keep their pictures."""
        self._offers = offers
        self._busy.hide()
        self._nothing.setVisible(not offers.displays)
        self._nothing.tell(self.tr("No display can be recorded here"), engine_text(offers.display_trouble))
        self._area.setVisible(bool(offers.displays))
        self._identify.setVisible(len(offers.displays) > 1)
        there = {offer.channel_id: offer for offer in offers.displays}
        if list(there) != list(self._cards):
            self._renew(offers)
        for channel, offer in there.items():
            self._cards[channel].describe(offer)

    def show_choice(self, choice: Choice) -> None:
        """This is chosen now."""
        for channel, card in self._cards.items():
            card.choose(is_chosen=channel in choice.displays)
        chosen = [] if self._offers is None else [offer for offer in self._offers.displays if offer.channel_id in choice.displays]
        leads = [(offer.channel_id, display_name(offer)) for offer in chosen]
        if leads != self._leads:  # or a button would go while the keyboard is on it
            self._leads = leads
            self._lead.set_options(leads)
        self._lead.set_value(choice.primary)
        self._lead_row.setVisible(len(chosen) > 1)

    def _renew(self, offers: Offers) -> None:
        kept = self._cards
        self._cards = {}
        columns = _columns(len(offers.displays))
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for at, offer in enumerate(offers.displays):
            card = kept.pop(offer.channel_id, None)
            if card is None:
                card = DisplayCard(offer, self._bridge, self._area)
                card.switched.connect(self.changed)
            self._cards[offer.channel_id] = card
            self._grid.addWidget(card, at // columns, at % columns)
            card.show()
        self._beside.setVisible(len(offers.displays) < columns)
        for gone in kept.values():
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    @Slot(object)
    def _on_lead(self, value: object) -> None:
        del value
        self.changed.emit()

    @Slot()
    def _on_identify(self) -> None:
        if self._offers is not None:
            self._identifier.show_numbers(self._offers.displays)


def _columns(displays: int) -> int:
    """How many stand in line: two as wide as the cards below them, or three."""
    return 2 if displays in _FEW else _MOST_COLUMNS
