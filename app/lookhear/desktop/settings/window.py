"""The settings window: pages on the left, what they hold on the right, a search above. What is changed counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


class SettingsWindow(QWidget):
    """See above. Draws the settings of ``bridge.engine.settings``."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__()
        self._bridge, self._windows = bridge, windows

    def show_page(self, page: str) -> None:
        """Show a page: a field of `Settings`, ``health`` or ``about``."""
