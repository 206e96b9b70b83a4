"""A program with a window and an icon in the tray, for tests of the hands and eyes: prints a line for whatever happens to it."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QListWidget, QMenu, QPushButton, QSystemTrayIcon, QVBoxLayout, QWidget


def say(text: str) -> None:
    """A line for the test, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Small(QWidget):
    """A button, a field, a box, a list; an icon with a menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Small window")
        rows = QVBoxLayout(self)
        self._button = QPushButton("Press me")
        self._button.clicked.connect(self._on_pressed)
        self._field = QLineEdit()
        self._field.setAccessibleName("Search")
        self._list = QListWidget()
        self._list.addItems(["first", "second"])
        self._list.itemDoubleClicked.connect(self._on_opened)
        for widget in (self._button, self._field, QCheckBox("Sound"), self._list):
            rows.addWidget(widget)
        picture = QPixmap(32, 32)
        picture.fill(Qt.GlobalColor.red)
        self._menu = QMenu()
        self._menu.addAction("Hide it").triggered.connect(self.hide)
        self._menu.addAction("End it").triggered.connect(QApplication.quit)
        self._icon = QSystemTrayIcon(picture)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.show()

    def _on_pressed(self) -> None:
        say(f"pressed with {self._field.text()!r}")

    def _on_opened(self) -> None:
        say(f"opened {self._list.currentItem().text()}")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        say(f"icon {reason.name}")


def main() -> int:
    """Show it until somebody ends it."""
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    small = Small()
    small.show()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
