"""One display of the picker: its live picture, what it is, and whether it is chosen. All of it can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from lookhear.desktop.picker.words import display_name, display_size
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.desktop.style.tokens import Space, Tone
from lookhear.desktop.style.widgets.cards import Card
from lookhear.desktop.style.widgets.labels import Badge, ElidedLabel, caption

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from lookhear.desktop.engine.sources import DisplayOffer
    from lookhear.desktop.preview.tile import Hears
    from lookhear.protocol.channels import ChannelId

_EMS_WIDE: Final = 24


class DisplayCard(Card):
    """``switched`` when a person chose the display, or did not want it any more."""

    switched = Signal()

    def __init__(self, offer: DisplayOffer, bridge: Hears, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.channel: Final[ChannelId] = offer.channel_id
        self.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.body.setSpacing(Space.S)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tile = PreviewTile(offer.channel_id, bridge, ems=_EMS_WIDE)
        self._box = QCheckBox()
        self._box.clicked.connect(self._on_clicked)
        self._name = ElidedLabel()
        self._facts = caption()
        self._facts.setWordWrap(False)
        self._primary = Badge(self.tr("Primary"), tone=Tone.INFO)
        policy = self._primary.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the pictures of two displays would not be of one height
        self._primary.setSizePolicy(policy)
        self._primary.setToolTip(self.tr("The display that the system itself takes as the first one."))
        words = QVBoxLayout()
        words.setSpacing(0)
        facts = QHBoxLayout()
        facts.setSpacing(Space.S)
        facts.addWidget(self._facts)
        facts.addStretch(1)
        facts.addWidget(self._primary)
        words.addWidget(self._name)
        words.addLayout(facts)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._box)
        row.addLayout(words, 1)
        self.body.addWidget(self._tile, 1)
        self.body.addLayout(row)
        self.describe(offer)

    @property
    def is_chosen(self) -> bool:
        """Whether it is to be recorded."""
        return self._box.isChecked()

    @property
    def checkbox(self) -> QCheckBox:
        """What the keyboard reaches."""
        return self._box

    def describe(self, offer: DisplayOffer) -> None:
        """What the display is now."""
        name, size = display_name(offer), display_size(offer)
        self._tile.describe(number=QLocale().toString(offer.number), name=name, width=offer.width, height=offer.height)
        self._name.setText(name)
        self._facts.setText(size)
        self._primary.setVisible(offer.is_primary)
        spoken = self.tr("{name}, {size}, primary") if offer.is_primary else self.tr("{name}, {size}")
        self._box.setAccessibleName(spoken.format(name=name, size=size))

    def choose(self, *, is_chosen: bool) -> None:
        """Show whether it is chosen, without a signal."""
        self._box.setChecked(is_chosen)
        self._draw()

    def show_sentence(self, sentence: str) -> None:
        """Why there is no picture."""
        self._tile.show_sentence(sentence)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere chooses."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.click()

    @Slot()
    def _on_clicked(self) -> None:
        self._draw()
        self.switched.emit()

    def _draw(self) -> None:
        self.set_selected(self._box.isChecked())
        self._tile.set_dim(is_dim=not self._box.isChecked())
