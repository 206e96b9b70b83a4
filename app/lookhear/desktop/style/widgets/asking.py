"""Questions that wait beside the work, never in front of it: window-modal, with verbs on the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from lookhear.desktop.style.tokens import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask(
    parent: QWidget | None, *, heading: str, text: str, action: str, cancel: str, agreed: Callable[[], object], is_danger: bool = False
) -> QMessageBox:
    """Ask, and go on: ``agreed`` is called when the person presses ``action``. Escape and closing mean ``cancel``, the default."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(heading)
    box.setText(heading)
    box.setInformativeText(text)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    yes.setProperty("role", (Role.DANGER if is_danger else Role.PRIMARY).value)
    no = box.addButton(cancel, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if is_danger else yes)
    box.setEscapeButton(no)
    yes.clicked.connect(agreed)
    box.open()
    return box
