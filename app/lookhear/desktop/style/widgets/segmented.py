"""One of a few, all of them in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from lookhear.desktop.style.tokens import Space

if TYPE_CHECKING:
    from collections.abc import Iterable


class SegmentedControl(QFrame):
    """Buttons side by side, of which one is chosen; arrow keys move the choice. ``chosen`` carries the value a person chose."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Iterable[tuple[object, str]] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._values: list[object] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.HAIR, Space.HAIR, Space.HAIR, Space.HAIR)
        self._row.setSpacing(Space.HAIR)
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer these values under these words; the choice stays where its value does."""
        before = self.value()
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self._values = []
        for value, text in options:
            self._add(value, text)
        self.set_value(before)

    def value(self) -> object:
        """What is chosen; None when nothing is."""
        at = self._group.checkedId()
        return self._values[at] if 0 <= at < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose without a signal."""
        found = self._group.button(self._values.index(value)) if value in self._values else None
        if found is not None:
            found.setChecked(True)

    def _add(self, value: object, text: str) -> None:
        made = QPushButton(text, self)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(f"{self.accessibleName()}: {text}")
        self._group.addButton(made, len(self._values))
        self._values.append(value)
        self._row.addWidget(made)

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.chosen.emit(self._values[self._group.id(clicked)])
