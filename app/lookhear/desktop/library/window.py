"""The library's window: list, details and player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


class LibraryWindow(QWidget):
    """Shows the recordings."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        self.setWindowTitle(self.tr("Library"))

    def show_recording(self, recording_id: str) -> None:
        """Select a recording."""
