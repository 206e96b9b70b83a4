"""The recordings as a list for views; thumbnails come when a view asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from lookhear.desktop.library.wording import spoken_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry

    AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY: Final = Qt.ItemDataRole.UserRole
_MOST_PICTURES: Final = 300
_NOWHERE: Final = QModelIndex()


class EntryModel(QAbstractListModel):
    """Rows of `LibraryEntry` (role `ENTRY`). ``renamed`` carries an identifier and the name that a person gave."""

    renamed = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._entries: list[LibraryEntry] = []
        self._pictures: dict[str, QPixmap | None] = {}  # None: asked for
        self._unseen: set[str] = set()  # there was no picture: asked again when the list is told anew

    @property
    def entries(self) -> Sequence[LibraryEntry]:
        """What is shown."""
        return self._entries

    def show(self, entries: Sequence[LibraryEntry]) -> None:
        """Show these. Where only what is said of the same recordings is different, views stay where they are."""
        before, now = self._entries, list(entries)
        if [entry.recording_id for entry in before] == [entry.recording_id for entry in now]:
            for row, (old, new) in enumerate(zip(before, now, strict=True)):
                if old != new or new.recording_id in self._unseen:
                    self._entries[row] = new
                    self._unseen.discard(new.recording_id)
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._entries = now
        self._unseen.clear()
        self.endResetModel()

    def row_of(self, recording_id: str) -> int:
        """Where a recording is; -1 where it is not."""
        return next((row for row, entry in enumerate(self._entries) if entry.recording_id == recording_id), -1)

    def picture_of(self, recording_id: str) -> QPixmap | None:
        """Its thumbnail; None while there is none, which is asked for."""
        if recording_id in self._pictures:
            return self._pictures[recording_id]
        if recording_id not in self._unseen:
            while len(self._pictures) >= _MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[recording_id] = None
            _Asked(self, self._bridge, recording_id)
        return None

    def take_picture(self, recording_id: str, data: bytes | None) -> None:
        """The answer to an asked thumbnail."""
        picture = QPixmap()
        if data is None or not picture.loadFromData(data):
            self._pictures.pop(recording_id, None)
            self._unseen.add(recording_id)
            return
        self._pictures[recording_id] = picture
        row = self.row_of(recording_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """The entry, its title, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        tell = _ROLES.get(role)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.picture_of(entry.recording_id)
        return None if tell is None else tell(entry)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """A person typed a name. It is shown when the engine has it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        entry = self._entries[index.row()]
        if str(value).strip() != entry.name:
            self.renamed.emit(entry.recording_id, str(value).strip())
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """What is on this computer can be renamed."""
        flags = super().flags(index)
        if index.isValid() and self._entries[index.row()].folder is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


_ROLES: Final[dict[int, Callable[[LibraryEntry], Any]]] = {
    ENTRY: lambda entry: entry,
    Qt.ItemDataRole.DisplayRole: title_of,
    Qt.ItemDataRole.EditRole: lambda entry: entry.name,
    Qt.ItemDataRole.AccessibleTextRole: spoken_of,
}


class _Asked(QObject):
    """One thumbnail that is on its way."""

    def __init__(self, model: EntryModel, bridge: Bridge, recording_id: str) -> None:
        super().__init__(model)
        self._model, self._recording_id = model, recording_id
        bridge.call(bridge.engine.library.thumbnail(recording_id), done=self._on_done, failed=self._on_failed)

    def _on_done(self, data: bytes | None) -> None:
        self._model.take_picture(self._recording_id, data)
        self.deleteLater()

    def _on_failed(self, _error: object) -> None:
        self._on_done(None)
