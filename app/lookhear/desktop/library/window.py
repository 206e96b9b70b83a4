"""The library's window: list, details and player. It shows what the engine has, and asks again when that is different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.library.deeds import Deeds
from lookhear.desktop.library.details import Details
from lookhear.desktop.library.exporting import Exporting
from lookhear.desktop.library.filters import Filters
from lookhear.desktop.library.model import EntryModel
from lookhear.desktop.library.texts import TextPane
from lookhear.desktop.library.verbs import Verbs
from lookhear.desktop.library.view import RecordingList
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.cards import set_margins
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.labels import caption
from lookhear.desktop.style.widgets.toast import Toast
from lookhear.desktop.times import size_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.windows import Windows

_TOGETHER_MS: Final = 100  # changes within this are one
_LOOK_MS: Final = 10_000  # recordings that other programs make tell nobody
_SIZE, _SPLIT = "library/geometry", "library/split"


class LibraryWindow(QWidget):
    """See the module."""

    def __init__(self, bridge: Bridge, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._windows = bridge, windows
        self._wanted_id = ""  # to be selected when it is there
        self.setProperty("role", "window")
        self.setWindowTitle(self.tr("Library"))
        self._verbs = Verbs(self)
        self._model = EntryModel(bridge, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)  # each part is made where it stands: moving it there would style it again
        self._side = QWidget(self._split)
        self._filters = Filters(self._side)
        self._list = RecordingList(self._model)
        self._empty = EmptyState(
            icon="library",
            heading=self.tr("No recordings yet"),
            text=self.tr("What you record is found here again."),
            action=self.tr("Record…"),
            parent=self._side,
        )
        self._unfound = EmptyState(
            icon="search", heading=self.tr("Nothing found"), action=self.tr("Show all recordings"), parent=self._side
        )
        self._count = caption()
        self._details = Details(self._verbs, make_texts=self._made_texts, parent=self._split)
        self._exporting = Exporting(bridge, self)
        self._toast = Toast(self._side)  # not over the player: its controls stand at the lower edge
        self._deeds = Deeds(bridge, self, chosen=self._list, details=self._details, exporting=self._exporting, toast=self._toast)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_TOGETHER_MS)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._lay_out()
        self._connect()
        self._restore()

    def show_recording(self, recording_id: str) -> None:
        """Select a recording, whatever was looked for; when it comes, if it is not there yet."""
        self._wanted_id = recording_id
        if self._filters.is_empty:
            self._ask()
        else:
            self._filters.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what there is."""
        super().showEvent(event)
        self._look.start()
        self._ask()
        self._list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing plays, nothing is asked."""
        super().hideEvent(event)
        self._look.stop()
        self._deeds.call_off()
        self._details.player.close_media()
        memory = QSettings()
        memory.setValue(_SIZE, self.saveGeometry())
        memory.setValue(_SPLIT, self._split.saveState())

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(self.tr("Library"))
            self._verbs.retranslate()

    # --- how it stands -------------------------------------------------------------------------------------------------------------

    def _made_texts(self, parent: QWidget) -> TextPane:
        self._texts = TextPane(self._bridge, parent)
        return self._texts

    def _lay_out(self) -> None:
        self._lists = QStackedWidget(self._side)
        for widget in (self._list, self._empty, self._unfound):
            self._lists.addWidget(widget)
        column = QVBoxLayout(self._side)
        set_margins(column, start=Space.L, top=Space.L, end=Space.S, bottom=Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._filters)
        column.addWidget(self._lists, 1)
        column.addWidget(self._count)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self._split, 1)
        around.addWidget(self._exporting)

    def _connect(self) -> None:
        self._bridge.happened.connect(self._on_happened)
        self._again.timeout.connect(self._ask)
        self._look.timeout.connect(self._ask)
        self._filters.asked.connect(self._on_asked)
        self._empty.acted.connect(self._on_record)
        self._unfound.acted.connect(self._filters.clear)
        self._model.renamed.connect(self._deeds.give_name)
        self._list.chosen.connect(self._draw_chosen)
        self._list.menu_wanted.connect(self._on_menu)
        self._exporting.changed.connect(self._draw_verbs)
        self._deeds.follow(self._verbs)
        self._texts.said.connect(self._toast.tell)
        self._texts.failed.connect(self._deeds.complain)
        self._texts.engines_wanted.connect(self._on_engines)
        self.addActions(self._verbs.all)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self._filters.begin_search),
            (QKeySequence.StandardKey.Undo, self._deeds.undo),
            (QKeySequence.StandardKey.Refresh, self._ask),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            action = QAction(self)
            action.setShortcuts(keys)
            action.triggered.connect(slot)
            self.addAction(action)

        text = QAction(self)
        text.setShortcut(QKeySequence("Ctrl+T"))
        text.triggered.connect(self._texts.begin_search)
        self.addAction(text)

    def _restore(self) -> None:
        em = self.fontMetrics().horizontalAdvance("m")
        area = self.screen().availableSize()
        self.resize(min(em * 104, area.width()), min(em * 74, area.height() * 9 // 10))
        memory = QSettings()
        size, split = memory.value(_SIZE), memory.value(_SPLIT)
        if isinstance(size, QByteArray):
            self.restoreGeometry(size)
        if not isinstance(split, QByteArray) or not self._split.restoreState(split):
            self._split.setSizes([em * 37, em * 63])

    # --- what there is -------------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, LibraryChanged) and self.isVisible():
            self._again.start()

    @Slot(object)
    def _on_asked(self, _query: object) -> None:
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._again.stop()
        self._bridge.call(self._bridge.engine.library.entries(self._filters.query), done=self._on_entries, failed=self._deeds.complain)

    def _on_entries(self, entries: Sequence[LibraryEntry]) -> None:
        self._model.show(entries)
        if self._wanted_id and self._model.row_of(self._wanted_id) >= 0:
            self._list.choose([self._wanted_id])
            self._wanted_id = ""
        is_searching = self._bridge.engine.library.is_searching(self._filters.query)
        self._unfound.tell(self.tr("Searching what was said and shown…") if is_searching else self.tr("Nothing found"))
        self._lists.setCurrentWidget(self._list if entries else self._empty if self._filters.is_empty else self._unfound)
        size = size_text(sum(entry.bytes for entry in entries))
        self._count.setText(self.tr("%n recording(s) · {size}", "", len(entries)).format(size=size) if entries else "")
        self._draw_chosen()

    @Slot()
    def _draw_chosen(self) -> None:
        chosen = self._list.chosen_entries
        self._deeds.see(chosen)
        picture = self._model.picture_of(chosen[0].recording_id) if len(chosen) == 1 else None
        self._details.show_entries(chosen, picture, words=self._filters.query.text)
        self._draw_verbs()

    @Slot()
    def _draw_verbs(self) -> None:
        self._verbs.show_chosen(self._list.chosen_entries, is_exporting=self._exporting.is_busy)

    @Slot(QPoint)
    def _on_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._verbs.all:
            if action is self._verbs.delete:
                menu.addSeparator()
            menu.addAction(action)
        menu.popup(where)

    @Slot()
    def _on_engines(self) -> None:
        self._windows.show_settings("understanding")

    @Slot()
    def _on_record(self) -> None:
        self._windows.show_picker()
