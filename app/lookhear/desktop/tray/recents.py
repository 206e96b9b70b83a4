"""The menu's recent recordings, with their thumbnails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QMenu

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.engine.library.entries import EntryState, LibraryQuery
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.icons import glyph
from lookhear.desktop.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.engine.library.ports import LibraryService
    from lookhear.desktop.windows import Windows

SHOWN: Final = 6
THUMBNAIL: Final = QSize(64, 36)
_SHEET: Final = f"QMenu#recents {{ icon-size: {THUMBNAIL.width()}px; }} QMenu#recents::item {{ padding-top: 0; padding-bottom: 0; }}"
_CORNER: Final = 4.0
_LONGEST_NAME: Final = 48


class RecentMenu(QMenu):
    """Asks for the recordings when it is about to be seen, and shows those of the last time meanwhile."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recents")
        self.setStyleSheet(_SHEET)
        self._bridge, self._windows = bridge, windows
        self._shown: dict[str, QAction] = {}
        self._pictures: dict[str, QIcon] = {}
        self._is_stale = True
        self.triggered.connect(self._on_triggered)
        bridge.happened.connect(self._on_happened)
        self.retranslate()

    def retranslate(self) -> None:
        """Another language."""
        self.setTitle(self.tr("Recent recordings"))
        self._is_stale = True

    def refresh(self) -> None:
        """Ask again, if anything changed since the last time."""
        if self._is_stale:
            self._is_stale = False
            self._bridge.call(self._bridge.engine.library.entries(LibraryQuery()), done=self._on_entries)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, LibraryChanged):
            self._is_stale = True

    def _on_entries(self, entries: Sequence[LibraryEntry] | None) -> None:
        self.clear()
        self._shown.clear()
        shown = [entry for entry in entries or () if entry.state is not EntryState.RECORDING][:SHOWN]
        for entry in shown:
            action = self.addAction(self._pictures.get(entry.recording_id, glyph("library", "text_muted")), text_of(entry))
            action.setData(entry.recording_id)
            self._shown[entry.recording_id] = action
            if entry.recording_id not in self._pictures:
                self._bridge.call(_thumbnail(self._bridge.engine.library, entry.recording_id), done=self._on_thumbnail)
        if not shown:
            self.addAction(self.tr("Nothing recorded yet")).setEnabled(False)
        self._pictures = {name: picture for name, picture in self._pictures.items() if name in self._shown}

    def _on_thumbnail(self, found: tuple[str, bytes | None]) -> None:
        recording_id, data = found
        action = self._shown.get(recording_id)
        if action is None or not data:
            return
        picture = QPixmap()
        if picture.loadFromData(data):
            self._pictures[recording_id] = QIcon(rounded(picture, THUMBNAIL, self.devicePixelRatioF()))
            action.setIcon(self._pictures[recording_id])

    def _on_triggered(self, action: QAction) -> None:
        if isinstance(recording_id := action.data(), str):
            self._windows.show_library(recording_id)


async def _thumbnail(library: LibraryService, recording_id: str) -> tuple[str, bytes | None]:
    return recording_id, await library.thumbnail(recording_id)


def text_of(entry: LibraryEntry) -> str:
    """What it is called or when it was, and how long it is."""
    moment = QDateTime.fromMSecsSinceEpoch(entry.started_wall_ns // 1_000_000)
    name = entry.name or QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}…"
    name = name.replace("&", "&&")  # a single one would underline a letter
    return f"{name}\t{isolated(clock_text(entry.duration_s))}"


def rounded(picture: QPixmap, size: QSize, scale: float) -> QPixmap:
    """The middle of a picture with round corners, sharp on this screen."""
    physical = QSize(round(size.width() * scale), round(size.height() * scale))
    grown = picture.scaled(physical, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
    made = QPixmap(physical)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(made.rect().toRectF(), _CORNER * scale, _CORNER * scale)
    painter.setClipPath(path)
    painter.drawPixmap((physical.width() - grown.width()) // 2, (physical.height() - grown.height()) // 2, grown)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
