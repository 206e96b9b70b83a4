"""The bar below the picker: what counts when, and the button that says what will be recorded, or stops what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lookhear.desktop.engine.view import Phase
from lookhear.desktop.picker.words import start_words
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.labels import caption
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from lookhear.desktop.engine.sources import Choice
    from lookhear.desktop.engine.view import AppView


class StartBar(QWidget):
    """``pressed`` when a person wants to begin or to stop."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_busy: bool | None = None
        self._takes_focus = False
        self._note = caption()
        self._button = button("", role=Role.RECORD, icon="record")
        self._button.setDefault(True)
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        row.setSpacing(Space.L)
        row.addWidget(self._note, 1)
        row.addWidget(self._button)

    @property
    def button(self) -> QPushButton:
        """What is pressed."""
        return self._button

    def take_focus(self) -> None:
        """The keyboard comes here as soon as there is something to be begun."""
        self._takes_focus = True

    def show_state(self, choice: Choice | None, view: AppView) -> None:
        """Draw what is chosen and what goes on. No choice: it is not known yet."""
        can_start = choice is not None and bool(choice.channels) and not forbidden(choice, view)
        self._button.setEnabled(view.phase is not Phase.STOPPING if view.is_busy else can_start)
        if view.is_busy:
            self._button.setText(self.tr("Stop recording"))
        else:
            self._button.setText(self.tr("Looking…") if choice is None else start_words(choice))
        if view.is_busy != self._was_busy:
            self._was_busy = view.is_busy
            self._draw_busy(is_busy=view.is_busy)
        if self._takes_focus and self._button.isEnabled():
            self._takes_focus = False
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_busy(self, *, is_busy: bool) -> None:
        self._button.setIcon(glyph("stop" if is_busy else "record", "on_record"))
        self._note.setText(
            self.tr("What you choose now counts from the next recording.")
            if is_busy
            else self.tr("What you choose is remembered for these displays.")
        )


def forbidden(choice: Choice, view: AppView) -> set[Permission]:
    """What is chosen and not allowed."""
    needs = {
        Permission.SCREEN_CAPTURE: bool(choice.displays),
        Permission.MICROPHONE: choice.microphone is not None,
        Permission.SYSTEM_AUDIO: choice.system_audio is not None,
    }
    return {permission for permission in view.missing_permissions if needs.get(permission)}
