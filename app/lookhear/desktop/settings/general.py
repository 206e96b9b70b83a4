"""The page "General": what the system itself says of starting at login stands beside the setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.settings.page import SettingsPage
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.system.autostart import AutostartState

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge


class GeneralPage(SettingsPage):
    """Asks how the system stands whenever it is shown."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._login = Banner()
        super().__init__("general", bridge, above=[lambda _parent: self._login], parent=parent)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._bridge.call(self._bridge.engine.settings.autostart(), done=self._on_autostart)

    def _on_autostart(self, state: AutostartState) -> None:
        if state is AutostartState.BLOCKED:
            self._login.tell(
                self.tr("Lookhear does not start when you log in: that was switched off in the system’s own settings."),
                tone=Tone.WARNING,
                hint=self.tr("Switch it on there, or below."),
            )
        elif state is AutostartState.MISSING:
            self._login.tell(self.tr("This system has no list of programs that start at login."), tone=Tone.INFO)
        else:
            self._login.tell("")
