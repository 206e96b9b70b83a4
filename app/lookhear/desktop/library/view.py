"""The list of recordings: selection that stays when the list changes, and keys for what one does with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListView

from lookhear.desktop.library.delegate import EntryDelegate
from lookhear.desktop.library.model import ENTRY

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.library.model import EntryModel


class RecordingList(QListView):
    """Several may be chosen. Enter and double click open, space plays or holds, F2 renames, Delete deletes."""

    chosen = Signal()
    opened = Signal()
    toggled = Signal()
    unwanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self._kept: tuple[frozenset[str], str, int] = (frozenset(), "", 0)
        self._row = -1  # of the first that was selected
        self.setAccessibleName(self.tr("Recordings"))
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        model.modelAboutToBeReset.connect(self._on_going)
        model.modelReset.connect(self._on_come)

    @property
    def chosen_entries(self) -> list[LibraryEntry]:
        """What is selected, in the order of the list."""
        return [index.data(ENTRY) for index in sorted(self.selectedIndexes(), key=lambda index: index.row())]

    def choose(self, recording_ids: Collection[str], *, current: str = "") -> None:
        """Select these and no others."""
        rows = sorted(row for each in recording_ids if (row := self._entries.row_of(each)) >= 0)
        first = self._entries.row_of(current) if current else (rows[0] if rows else -1)
        selection = self.selectionModel()
        selection.clearSelection()
        if first >= 0:
            index = self._entries.index(first)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        for row in rows:
            selection.select(self._entries.index(row), QItemSelectionModel.SelectionFlag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class. What a field for a name has no use for is no wish."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Space if not event.modifiers():
                self.toggled.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.unwanted.emit()
            case _:
                super().keyPressEvent(event)

    @Slot()
    def _on_selection(self) -> None:
        self.chosen.emit()

    @Slot(QPoint)
    def _on_menu(self, where: QPoint) -> None:
        if self.indexAt(where).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(where))

    @Slot()
    def _on_going(self) -> None:
        current = self.currentIndex().data(ENTRY)
        chosen = frozenset(entry.recording_id for entry in self.chosen_entries)
        self._kept = (chosen, "" if current is None else current.recording_id, self.verticalScrollBar().value())
        self._row = min((index.row() for index in self.selectedIndexes()), default=-1)

    @Slot()
    def _on_come(self) -> None:
        chosen, current, scrolled = self._kept
        if any(self._entries.row_of(each) >= 0 for each in chosen):
            self.choose(chosen, current=current)
            self.verticalScrollBar().setValue(scrolled)
        elif self._row >= 0 and self._entries.entries:  # what was chosen is gone: the one that stands in its place
            self.choose([self._entries.entries[min(self._row, len(self._entries.entries) - 1)].recording_id])
        self.chosen.emit()
