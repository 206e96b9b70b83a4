"""What would be recorded now, live: the primary display, and how loud each chosen sound is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged
from lookhear.desktop.picker.words import sound_name
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.empty import GlyphView
from lookhear.desktop.style.widgets.labels import ElidedLabel, caption

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QHideEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.protocol.channels import ChannelId

_WATCHER: Final = "first run"
_TILE_EMS: Final = 22


class _Sound(QWidget):
    """A microphone or what is played: its name, and its level while it is chosen."""

    def __init__(self, bridge: Bridge, *, icon: str, name: str, off: str) -> None:
        super().__init__()
        self._off = off
        self._name = ElidedLabel()
        self._meter = Meter(None, bridge)
        self._meter.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.addWidget(GlyphView(icon, ems=1.4), 0, 0, 2, 1)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self._meter, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_sound(self, channel: ChannelId | None, name: str) -> None:
        """Show this one; None: it is off."""
        self._name.setText(self._off if channel is None else name)
        self._meter.set_channel(channel)
        self._meter.setVisible(channel is not None)


class SourcesView(QWidget):
    """Watches its sources while it is seen. ``wanted``: a person wants to choose others."""

    wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._choice: Choice | None = None
        self._offers: Offers | None = None
        self._is_seen = False
        self._tile: PreviewTile | None = None
        self._place = QVBoxLayout()
        self._no_display = caption(self.tr("No display is recorded."))
        self._microphone = _Sound(bridge, icon="microphone", name=self.tr("Level of the microphone"), off=self.tr("No microphone"))
        self._system_audio = _Sound(bridge, icon="speaker", name=self.tr("Level of what is played"), off=self.tr("No system audio"))
        self._more = QLabel()
        self._others = button(self.tr("Choose other sources…"), role=Role.LINK)
        self._build()
        self._others.clicked.connect(self.wanted)
        bridge.happened.connect(self._on_happened)

    def _build(self) -> None:
        sounds = QVBoxLayout()
        sounds.setSpacing(Space.M)
        sounds.addWidget(self._no_display)
        sounds.addWidget(self._microphone)
        sounds.addWidget(self._system_audio)
        sounds.addWidget(self._more)
        link = QHBoxLayout()
        link.addWidget(self._others)
        link.addStretch(1)
        sounds.addLayout(link)
        sounds.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(self._place, 1)
        row.addLayout(sounds, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what is chosen, and look at it."""
        super().showEvent(event)
        self._is_seen = True
        self._bridge.call(self._bridge.engine.sources.offers(), done=self._on_offers)
        self._bridge.call(self._bridge.engine.sources.choice(), done=self._on_choice)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays open for a window that nobody sees."""
        super().hideEvent(event)
        self._is_seen = False
        self._watch(())

    def _on_offers(self, offers: Offers | None) -> None:
        self._offers = offers
        self._draw()

    def _on_choice(self, choice: Choice | None) -> None:
        self._choice = choice
        self._draw()
        self._look()

    def _look(self) -> None:
        choice = self._choice
        if self._is_seen and choice is not None:
            sounds = (channel for channel in (choice.microphone, choice.system_audio) if channel is not None)
            self._watch((*(() if self._tile is None else (self._tile.channel,)), *sounds))

    def _watch(self, channels: Collection[ChannelId]) -> None:
        self._bridge.call(self._bridge.engine.previews.watch(_WATCHER, channels))

    def _draw(self) -> None:
        choice = self._choice
        if choice is None:
            return
        self._draw_display(choice)
        self._microphone.show_sound(choice.microphone, self._name_of(choice.microphone))
        self._system_audio.show_sound(choice.system_audio, self._name_of(choice.system_audio))
        others = len(choice.displays) - 1
        self._more.setVisible(others > 0)
        self._more.setText(self.tr("and %n more display(s)", "", others))

    def _draw_display(self, choice: Choice) -> None:
        primary = choice.primary or (choice.displays[0] if choice.displays else None)
        if self._tile is not None and self._tile.channel != primary:
            self._place.removeWidget(self._tile)
            self._tile.deleteLater()
            self._tile = None
        self._no_display.setVisible(primary is None)
        if primary is None:
            return
        if self._tile is None:
            self._tile = PreviewTile(primary, self._bridge, ems=_TILE_EMS)
            self._place.addWidget(self._tile)
        offer = None if self._offers is None else self._offers.display(primary)
        if offer is not None:
            self._tile.describe(number=self.locale().toString(offer.number), name=offer.name, width=offer.width, height=offer.height)

    def _name_of(self, channel: ChannelId | None) -> str:
        offer = None if self._offers is None else self._offers.sound(channel)
        return sound_name(offer) if offer is not None else ("" if channel is None else channel.key)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, OffersChanged):
            self._on_offers(event.offers)
        elif isinstance(event, ChoiceChanged):
            self._on_choice(event.choice)
