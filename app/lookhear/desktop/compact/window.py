"""The compact window: every control in one place, for desktops without a tray and for whoever starts the application again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lookhear.desktop.actions import Actions

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


class CompactWindow(QWidget):
    """Draws the view; every button is an action."""

    def __init__(self, bridge: Bridge, windows: Windows) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Lookhear"))
        self.actions_of_window = Actions(bridge, windows, self)
        layout = QVBoxLayout(self)
        button = QPushButton(self.actions_of_window.toggle.text())
        button.clicked.connect(self.actions_of_window.toggle.trigger)
        layout.addWidget(button)
