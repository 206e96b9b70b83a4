"""The page "Shortcuts": whether the keys really work stands with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import HotkeysChanged
from lookhear.desktop.engine.shortcuts import HotkeysState, Verb
from lookhear.desktop.hotkey_words import unavailable_text
from lookhear.desktop.settings.keys import KeyField
from lookhear.desktop.settings.page import SettingsPage
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.labels import caption

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.events import Event


class ShortcutsPage(SettingsPage):
    """Asks how the hotkeys stand whenever it is shown, and hears when that changes."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._unavailable, self._elsewhere = Banner(), Banner()
        about = caption(
            self.tr("These keys work in every program while Lookhear runs. None is set unless you set it: choose a field, press the keys.")
        )
        above = [lambda _parent, widget=each: widget for each in (about, self._unavailable, self._elsewhere)]
        super().__init__("shortcuts", bridge, above=above, parent=parent)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._bridge.call(self._bridge.engine.hotkeys.state(), done=self._on_state)

    def hear(self, event: Event) -> None:
        """The hotkeys stand differently."""
        if isinstance(event, HotkeysChanged):
            self._on_state(event.state)

    def _on_state(self, state: HotkeysState) -> None:
        self._unavailable.tell("" if state.unavailable is None else unavailable_text(state.unavailable), tone=Tone.WARNING)
        chosen = ", ".join(keys for _, keys in state.chosen_elsewhere)
        self._elsewhere.tell(
            self.tr("Your desktop decides about these keys. It chose: {keys}").format(keys=chosen) if chosen else "", tone=Tone.INFO
        )
        for row in self.rows:
            if isinstance(row.control, KeyField):
                row.control.show_trouble(state.trouble(Verb(row.leaf.name)))
