"""How the application is present on the screen: a tray icon or, where no tray is, the compact window; the pill; notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from lookhear.desktop.engine.events import Wish, Wished

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


class Presence(QObject):
    """Made once, by the application."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        bridge.happened.connect(self._on_happened)

    def start(self) -> None:
        """Show the tray icon, or the compact window."""
        self._windows.show_controls()

    def close(self) -> None:
        """Take everything off the screen that is not a window of `Windows`."""

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if not isinstance(event, Wished):
            return
        match event.wish:
            case Wish.SHOW_CONTROLS:
                self._windows.show_controls()
            case Wish.SHOW_PICKER:
                self._windows.show_picker()
            case Wish.QUIT:
                QApplication.quit()
