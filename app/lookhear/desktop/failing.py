"""Says in a window why the application cannot start, to a person who clicked it and has no terminal to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from lookhear.desktop.words import told

if TYPE_CHECKING:
    from lookhear.errors import LookhearError


def tell_in_a_window(error: LookhearError) -> None:
    """Show it until it was read. Nothing runs yet that this could hold up."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    words = told(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "Lookhear", words.sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words.hint)
    box.exec()
    del application  # it must outlive the window
