"""How the running application looks and which language it speaks: as the settings say, and at once when they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.i18n.languages import Languages
from lookhear.desktop.style.look import Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from lookhear.desktop.bridge import Bridge


class Appearance(QObject):
    """Made before the first window. ``language_changed``: whoever holds texts makes them anew."""

    language_changed = Signal()

    def __init__(self, application: QApplication, bridge: Bridge) -> None:
        super().__init__(application)
        self.languages = Languages(application)
        self.look = Look(application)
        general = bridge.engine.settings.now.general
        self.languages.follow(general)
        self.look.follow(general)
        self.languages.changed.connect(self.language_changed)
        bridge.happened.connect(self._on_happened)

    @Slot(object)
    def _on_happened(self, happened: object) -> None:
        if isinstance(happened, SettingsChanged) and happened.now.general != happened.before.general:
            self.languages.follow(happened.now.general)
            self.look.follow(happened.now.general)
