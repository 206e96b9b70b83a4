"""The question before a recording without microphone; settings can switch it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.style.widgets.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox, QWidget


def ask_without_microphone(parent: QWidget | None, *, agreed: Callable[[], object]) -> QMessageBox:
    """Ask whether it is meant; ``agreed`` is called when it is."""
    return ask(
        parent,
        heading=QCoreApplication.translate("Picker", "Record without a microphone?"),
        text=QCoreApplication.translate(
            "Picker", "Your voice will not be in the recording. Settings → Recording can switch this question off."
        ),
        action=QCoreApplication.translate("Picker", "Record without it"),
        cancel=QCoreApplication.translate("Picker", "Choose a microphone"),
        agreed=agreed,
    )
