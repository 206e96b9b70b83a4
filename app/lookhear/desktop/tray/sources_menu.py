"""The menu's sources: which displays, which microphone, and whether what is played."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged, ViewChanged
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.picker.words import display_name, display_size, sound_name
from lookhear.desktop.style.icons import glyph

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.actions import Actions
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
    from lookhear.protocol.channels import ChannelId


class SourcesMenu(QMenu):
    """Draws offers and choice as the engine told them; a choice is one more wish to it. While something is recorded it only shows."""

    def __init__(self, bridge: Bridge, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sources")
        self._bridge, self._actions = bridge, actions
        self._offers: Offers | None = None
        self._choice: Choice | None = None
        self._is_busy = bridge.engine.recording.view.is_busy
        self._microphones = QMenu(self)
        self._group = QActionGroup(self._microphones)
        bridge.happened.connect(self._on_happened)
        self.retranslate()

    def retranslate(self) -> None:
        """Another language."""
        self.setTitle(self.tr("Sources"))
        self._draw()

    def refresh(self) -> None:
        """Ask what there is now. Nothing is opened by that."""
        self._bridge.call(self._bridge.engine.sources.offers(), done=self._on_offers)
        self._bridge.call(self._bridge.engine.sources.choice(), done=self._on_choice)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, OffersChanged):
            self._on_offers(event.offers)
        elif isinstance(event, ChoiceChanged):
            self._on_choice(event.choice)
        elif isinstance(event, ViewChanged) and event.view.is_busy != self._is_busy:
            self._is_busy = event.view.is_busy
            self._draw()

    def _on_offers(self, offers: Offers | None) -> None:
        if offers is not None and offers != self._offers:
            self._offers = offers
            self._draw()

    def _on_choice(self, choice: Choice | None) -> None:
        if choice is not None and choice != self._choice:
            self._choice = choice
            self._draw()

    def _draw(self) -> None:
        self.clear()
        if self._offers is not None and self._choice is not None:
            self._draw_displays(self._offers, self._choice)
            self._draw_microphones(self._offers, self._choice)
            self._draw_outputs(self._offers, self._choice)
        self.addSeparator()
        self.addAction(self._actions.pick)

    def _draw_displays(self, offers: Offers, choice: Choice) -> None:
        for display in offers.displays:
            action = self._check(display_text(display), is_on=display.channel_id in choice.displays)
            action.setData(display.channel_id)
            action.triggered.connect(self._on_display)
        if not offers.displays:
            self.addAction(self.tr("No display")).setEnabled(False)

    def _draw_microphones(self, offers: Offers, choice: Choice) -> None:
        menu = self._microphones
        menu.clear()
        menu.setTitle(self.tr("Microphone"))
        menu.setIcon(glyph("microphone"))
        self.addMenu(menu)
        self._group.deleteLater()
        self._group = group = QActionGroup(menu)
        rows: list[tuple[str, ChannelId | None]] = [(self.tr("None"), None)]
        rows += [(sound_text(sound), sound.channel_id) for sound in offers.microphones]
        for text, channel in rows:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(channel == choice.microphone)
            action.setEnabled(not self._is_busy)
            action.setData(channel)
            action.triggered.connect(self._on_microphone)
            group.addAction(action)
            menu.addAction(action)

    def _draw_outputs(self, offers: Offers, choice: Choice) -> None:
        action = self._check(self.tr("System audio"), is_on=choice.system_audio is not None)
        action.setEnabled(action.isEnabled() and bool(offers.outputs))
        action.triggered.connect(self._on_system_audio)

    def _check(self, text: str, *, is_on: bool) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.setEnabled(not self._is_busy)
        return action

    @Slot()
    def _on_display(self) -> None:
        channel = self._data_of_sender()
        if channel is None or self._choice is None or self._offers is None:
            return
        wanted = set(self._choice.displays) ^ {channel}
        displays = tuple(display.channel_id for display in self._offers.displays if display.channel_id in wanted)
        primary = self._choice.primary if self._choice.primary in displays else next(iter(displays), None)
        self._choose(dataclasses.replace(self._choice, displays=displays, primary=primary))

    @Slot()
    def _on_microphone(self) -> None:
        if self._choice is not None:
            self._choose(dataclasses.replace(self._choice, microphone=self._data_of_sender()))

    @Slot()
    def _on_system_audio(self) -> None:
        if self._choice is None or self._offers is None:
            return
        outputs = self._offers.outputs
        default = next((sound.channel_id for sound in outputs if sound.is_default), outputs[0].channel_id if outputs else None)
        self._choose(dataclasses.replace(self._choice, system_audio=None if self._choice.system_audio is not None else default))

    def _data_of_sender(self) -> ChannelId | None:
        sender = self.sender()
        return sender.data() if isinstance(sender, QAction) else None

    def _choose(self, choice: Choice) -> None:
        self._choice = choice  # what is shown until the engine says what it made of it
        self._bridge.call(self._bridge.engine.sources.choose(choice), failed=self._on_refused)

    def _on_refused(self, _error: object) -> None:
        """Show again what is really chosen."""
        self._choice = None
        self.refresh()


def display_text(display: DisplayOffer) -> str:
    """``Display 1 – HDMI-1 (1920 × 1080)``."""
    text = QCoreApplication.translate("SourcesMenu", "{display} ({size})")
    return text.format(display=display_name(display), size=isolated(display_size(display)))


def sound_text(sound: SoundOffer) -> str:
    """Its name, and whether it sounds like a phone call."""
    name = sound_name(sound).replace("&", "&&")  # a single one would underline a letter
    return QCoreApplication.translate("SourcesMenu", "{name} (call quality)").format(name=name) if sound.is_call_quality else name
