"""Saving a recording as a video file: where to, how far it is, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.engine.library.naming import file_stem
from lookhear.desktop.library.progress import Progress
from lookhear.desktop.library.wording import began_at, title_of
from lookhear.desktop.style.tokens import Role, Space
from lookhear.desktop.style.widgets.busy import ProgressRow
from lookhear.desktop.style.widgets.buttons import button
from lookhear.desktop.style.widgets.cards import set_margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.errors import LookhearError


class Exporting(QFrame):
    """One export at a time; a bar while it goes on. ``finished`` carries the files, ``failed`` the error."""

    finished = Signal(object)
    failed = Signal(object)
    changed = Signal()  # it goes on now, or does not

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", Role.WELL.value)
        self._bridge = bridge
        self._entry: LibraryEntry | None = None
        self._progress: Progress | None = None
        self._row = ProgressRow()
        self._cancel = button(self.tr("Cancel"), role=Role.QUIET)
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        set_margins(row, start=Space.M, top=Space.S, end=Space.S, bottom=Space.S)
        row.addWidget(self._row, 1)
        row.addWidget(self._cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether one goes on."""
        return self._progress is not None

    def ask(self, entry: LibraryEntry) -> None:
        """Ask where to, and export. Nothing waits meanwhile."""
        self._entry = entry
        dialog = QFileDialog(self.window(), self.tr("Export the recording"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Video (*.mp4)"))
        dialog.setDefaultSuffix("mp4")
        dialog.setDirectory(_usual_folder())
        dialog.selectFile(f"{_stem(entry)}.mp4")
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    @Slot(str)
    def _on_file(self, file: str) -> None:
        if self._entry is not None and not self.is_busy:
            self.begin(self._entry, Path(file))

    def begin(self, entry: LibraryEntry, output: Path) -> None:
        """Export to a file."""
        self._progress = Progress(self)
        self._progress.moved.connect(self._row.show_share)
        self._row.tell(self.tr("Exporting “{name}”").format(name=title_of(entry)))
        self._row.show_share(0.0)
        self.show()
        self.changed.emit()
        library = self._bridge.engine.library
        self._bridge.call(library.export(entry.recording_id, output, progress=self._progress), done=self._on_done, failed=self._on_failed)

    def close_down(self) -> None:
        """Give up what goes on."""
        if self._progress is not None:
            self._progress.cancel()

    def _on_done(self, files: Sequence[Path]) -> None:
        self._rest()
        self.finished.emit(tuple(files))

    def _on_failed(self, error: LookhearError) -> None:
        self._rest()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _rest(self) -> None:
        if self._progress is not None:
            self._progress.deleteLater()
            self._progress = None
        self.hide()
        self.changed.emit()

    @Slot()
    def _on_cancel(self) -> None:
        self.close_down()


def _stem(entry: LibraryEntry) -> str:
    """``Weekly call 2026-11-23``, or the date and time alone."""
    began = began_at(entry.started_wall_ns).toString("yyyy-MM-dd HH.mm")
    return f"{file_stem(entry.name)} {began}" if file_stem(entry.name) else f"Lookhear {began}"


def _usual_folder() -> str:
    """The folder for videos; where there is none, the person's own one: else the dialog opens wherever the program was started."""
    places = QStandardPaths.StandardLocation
    videos = QStandardPaths.writableLocation(places.MoviesLocation)
    return videos if QDir(videos).exists() else QStandardPaths.writableLocation(places.HomeLocation)
