"""Every permission that this system has for a recorder, one card each: for the page of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lookhear.desktop.onboarding.permission_card import PermissionCard
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.labels import caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.permissions import PermissionStep
    from lookhear.desktop.windows import Windows


class PermissionList(QWidget):
    """Asks how things stand whenever it is shown. Where the system wants nothing of anybody it says so."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        self._cards: dict[str, PermissionCard] = {}
        self._nothing = caption(self.tr("This system asks for no permission: programs of yours may record the screen and sound."))
        self._nothing.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addWidget(self._nothing)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask."""
        super().showEvent(event)
        self._bridge.call(self._bridge.engine.permissions.steps(), done=self._on_steps)

    def _on_steps(self, steps: Sequence[PermissionStep]) -> None:
        self._nothing.setVisible(not steps)
        for step in steps:
            card = self._cards.get(step.permission)
            if card is None:
                card = self._cards[step.permission] = PermissionCard(self._bridge, self._windows, step)
                self._column.addWidget(card)
            else:
                card.show_step(step)
