"""Why it cannot start is said where a person who clicked it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from lookhear.desktop.failing import tell_in_a_window
from lookhear.errors import StorageError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_sentence_and_next_step_are_shown_until_they_were_read(qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.text(), box.informativeText()))
        box.accept()

    QTimer.singleShot(0, read)
    tell_in_a_window(StorageError("The folder <b>x</b> cannot be created.", hint="Choose another folder."))
    assert seen == [("The folder <b>x</b> cannot be created.", "Choose another folder.")]
