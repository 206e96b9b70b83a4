"""The text of a recording beside its video: a click goes there, and the line of now is marked while it plays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QLocale, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lookhear.desktop.context.line_view import LineView
from lookhear.desktop.context.tools import LineTools
from lookhear.desktop.context.words import speaker_names
from lookhear.desktop.engine.understanding.exporting import TextFormat, as_text
from lookhear.desktop.engine.understanding.values import LineKind, RecordingText, TextState
from lookhear.desktop.library.wording import title_of
from lookhear.desktop.style.tokens import Space
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.desktop.style.widgets.buttons import icon_button
from lookhear.desktop.style.widgets.empty import EmptyState
from lookhear.desktop.style.widgets.labels import caption

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.errors import LookhearError

_SETTLED_MS: Final = 250  # whoever goes through the list with the arrow keys asks for nothing
_AGAIN_MS: Final = 4_000  # while something is still at work on it
_KINDS: Final = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)


class TextPane(QWidget):
    """``sought`` carries a moment in seconds, ``said`` a sentence about what was done, ``failed`` a `LookhearError`.

    ``engines_wanted`` when a person wants to install engines.
    """

    sought = Signal(float)
    said = Signal(str)
    failed = Signal(object)
    engines_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._entry: LibraryEntry | None = None
        self._text: RecordingText | None = None
        self._sought_words = ""
        self._form = TextFormat.TEXT
        self._dialog: QFileDialog | None = None
        self._lines = LineView(self.tr("Text of the recording"), seeks_by_line=True)
        self._lines.sought.connect(self.sought)
        self._tools = LineTools(self._lines, _KINDS, self)
        self._tools.filtered.connect(self._draw_lines)
        self._busy = BusyRow(self.tr("Looking for its text…"))
        self._about = caption()
        self._middle = QStackedWidget(self)
        self._empty = EmptyState(icon="context", heading="", text="", action="…", parent=self._middle)
        self._empty.acted.connect(self._on_act)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._ask)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)
        self._build()

    def show_entry(self, entry: LibraryEntry | None, *, words: str = "") -> None:
        """The text of this recording, with these words marked; of none, nothing."""
        is_other = entry is None or self._entry is None or entry.recording_id != self._entry.recording_id
        is_more = not is_other and entry is not None and self._entry is not None and entry.session_id != self._entry.session_id
        self._entry = entry
        if words != self._sought_words:
            self._sought_words = words
            self._tools.find_words(words)
        if not is_other and not is_more:
            return
        self._again.stop()
        self._text = None
        self._lines.show_lines(())
        self._lines.show_now(-1.0)
        if entry is None:
            self._settled.stop()
            return
        self._middle.setCurrentWidget(self._waiting)
        self._draw_rest()
        self._settled.start()

    def show_now(self, at_s: float) -> None:
        """It plays there."""
        self._lines.show_now(at_s)

    @Slot()
    def begin_search(self) -> None:
        """Let a person look for words in it."""
        self._tools.begin_search()

    def clear_search(self) -> bool:
        """Look for nothing; gives whether something was looked for."""
        return self._tools.clear_search()

    # --- building ------------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._waiting = QWidget(self._middle)
        waiting = QVBoxLayout(self._waiting)
        waiting.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting.addStretch(1)
        for widget in (self._lines, self._waiting, self._empty):
            self._middle.addWidget(widget)
        self._copy = icon_button("copy", self.tr("Copy the text"))
        self._copy.clicked.connect(self._on_copy)
        self._save = icon_button("export", self.tr("Save the text…"))
        self._save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._save)
        for form, name in ((TextFormat.TEXT, self.tr("As text…")), (TextFormat.WEBVTT, self.tr("As subtitles (WebVTT)…"))):
            action = QAction(name, menu)
            action.setData(form)
            action.triggered.connect(self._on_save)
            menu.addAction(action)
        self._save.setMenu(menu)
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._tools, 1)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self._middle, 1)
        column.addWidget(self._about)
        self._draw_rest()

    # --- what there is -------------------------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        if self._entry is not None and self.isVisible():
            self._bridge.call(self._bridge.engine.understanding.text(self._entry), done=self._on_text, failed=self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks at it: ask what there is."""
        super().showEvent(event)
        if self._entry is not None and self._text is None:
            self._settled.start()

    def _on_text(self, text: RecordingText) -> None:
        if self._entry is None or text.recording_id != self._entry.recording_id:
            return
        self._text = text
        self._draw_lines()
        if text.state is TextState.GROWING and self.isVisible():
            self._again.start()

    def _on_failed(self, error: LookhearError) -> None:
        self.failed.emit(error)

    @Slot()
    def _draw_lines(self) -> None:
        if self._text is None:
            return
        shown = self._tools.chosen(self._text.lines)
        self._lines.show_lines(shown)
        if self._text.lines:
            self._middle.setCurrentWidget(self._lines)
        else:
            self._empty.tell(*self._nothing(self._text.state))
            self._middle.setCurrentWidget(self._empty)
        self._draw_rest()

    def _nothing(self, state: TextState) -> tuple[str, str]:
        return {
            TextState.WHOLE: (self.tr("Nothing was said or shown"), self.tr("The engines found no words in this recording.")),
            TextState.GROWING: (self.tr("No words yet"), self.tr("The engines are at work on this recording.")),
            TextState.NONE: (self.tr("No text yet"), self.tr("What is said and shown in this recording was not written down so far.")),
            TextState.NO_ENGINE: (self.tr("No engines"), self.tr("Nothing listens or reads yet: no engines are installed.")),
            TextState.ENGINE_OFF: (
                self.tr("Engines are off"),
                self.tr("Nothing listens or reads: the engines are switched off. Settings → Understanding switches them on."),
            ),
            TextState.AWAY: (self.tr("No text for now"), self.tr("The backend that has it does not answer. It is tried again.")),
            TextState.ELSEWHERE: (self.tr("No text here"), self.tr("The backend of this computer does not have this recording.")),
        }[state]

    def _draw_rest(self) -> None:
        has_lines = self._text is not None and bool(self._text.lines)
        for each in (self._tools, self._copy, self._save):
            each.setVisible(has_lines)
        state = None if self._text is None else self._text.state
        actions = {
            TextState.NONE: self.tr("Understand it now"),
            TextState.NO_ENGINE: self.tr("Install…"),
            TextState.ENGINE_OFF: self.tr("Settings…"),
            TextState.AWAY: self.tr("Try again"),
        }
        self._empty.set_action("" if state is None else actions.get(state, ""))
        self._about.setText(self._about_it() if has_lines else "")
        self._about.setVisible(bool(self._about.text()))

    def _about_it(self) -> str:
        """What to know of the lines that are shown."""
        if self._text is not None and self._text.is_cut:
            count = QLocale().toString(len(self._text.lines))
            return self.tr("This is its beginning, {count} lines. The search of the library finds what comes behind it.").format(
                count=count
            )
        is_growing = self._text is not None and self._text.state is TextState.GROWING
        return self.tr("More is on its way.") if is_growing else ""

    # --- what a person does --------------------------------------------------------------------------------------------------------

    @Slot()
    def _on_act(self) -> None:
        state = None if self._text is None else self._text.state
        if state in {TextState.NO_ENGINE, TextState.ENGINE_OFF}:
            self.engines_wanted.emit()
        elif state is TextState.NONE and self._entry is not None:
            self._middle.setCurrentWidget(self._waiting)
            understanding = self._bridge.engine.understanding
            self._bridge.call(understanding.understand(self._entry), done=self._on_begun, failed=self._on_unable)
        else:
            self._middle.setCurrentWidget(self._waiting)
            self._ask()

    def _on_begun(self, _nothing: object) -> None:
        self._ask()

    def _on_unable(self, error: LookhearError) -> None:
        self._draw_lines()
        self.failed.emit(error)

    @Slot()
    def _on_copy(self) -> None:
        lines = self._lines.lines
        QGuiApplication.clipboard().setText(self._lines.selected_text() or as_text(lines, speaker_names(lines)))
        self.said.emit(self.tr("The text is in the clipboard."))

    @Slot()
    def _on_save(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction) or self._entry is None:
            return
        self._form = TextFormat(action.data())
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        kinds = {TextFormat.TEXT: self.tr("Text (*.txt)"), TextFormat.WEBVTT: self.tr("Subtitles (*.vtt)")}
        self._dialog = dialog = QFileDialog(self, self.tr("Save the text"), folder, kinds[self._form])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self._form.value)
        dialog.selectFile(f"{_file_name(title_of(self._entry))}.{self._form.value}")
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        lines = self._lines.lines
        work = self._bridge.engine.understanding.write(lines, Path(path), form=self._form, names=speaker_names(lines))
        self._bridge.call(work, done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved as “{name}”.").format(name=path.name))


def _file_name(title: str) -> str:
    """A title as a file's name on every system."""
    return "".join(char if char.isalnum() or char in " -_.()" else "-" for char in title).strip(" .-")[:80] or "recording"
