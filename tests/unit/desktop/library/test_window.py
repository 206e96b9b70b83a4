"""The window over an engine that notes what it is asked: what a person does by mouse and keyboard, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.engine.library.entries import EntryState, Found, Hit, LibraryQuery, Playable, PlayableFile
from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.library.receipts import ReceiptDialog
from lookhear.desktop.library.window import LibraryWindow
from lookhear.desktop.player.widget import PlayerWidget
from lookhear.desktop.style.tokens import Tone
from lookhear.errors import NotNow, RecordingBusy, StorageError
from lookhear.recorder.receipt import build_receipt
from tests.fakes.entries import entry
from tests.fakes.media import FakeMedia
from tests.tools.filmed import film

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.library.view import RecordingList
    from tests.fakes.desktop import FakeBridge, FakeWindows

PLAYABLE = Playable(files=(PlayableFile(path=Path("a.mp4"), label="One", sounds=("Mix",)),), duration_s=60.0)


class Library:
    """The window, and its engine."""

    def __init__(self, bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot) -> None:
        self.bridge, self.windows, self.bot = bridge, windows, qtbot
        self.entries = [entry(number) for number in range(1, 5)]
        self.answers: dict[str, Any] = bridge.engine.library.answers
        self.answers |= {"entries": lambda _query: self.entries, "playable": lambda _id, **_progress: PLAYABLE}
        self.answers |= {"delete": "token", "link": "https://a.example/watch?v=s"}
        self.window = LibraryWindow(bridge, windows)  # type: ignore[arg-type]
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def recordings(self) -> RecordingList:
        return self.window._list

    @property
    def player(self) -> PlayerWidget:
        return self.window._details.player

    def choose(self, *numbers: int) -> None:
        self.recordings.choose([entry(number).recording_id for number in numbers])

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.recordings, key, modifier)

    def asked(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of a method."""
        return [args for called, args, _ in self.bridge.engine.calls if called == f"library.{name}"]

    def words(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def button(self, text: str) -> QPushButton:
        return next(each for each in self.window.findChildren(QPushButton) if each.isVisible() and each.text() == text)


@pytest.fixture
def library(bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(PlayerWidget.__init__, "__kwdefaults__", {"make_media": FakeMedia})
    return Library(bridge, windows, qtbot)


def test_it_shows_what_the_engine_has(library: Library) -> None:
    assert library.recordings.model().rowCount() == 4
    assert "4 recording(s) · 19.1 MB" in library.words()
    assert library.asked("entries") == [(LibraryQuery(),)]


def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    library.entries = []
    library.window._ask()
    assert "No recordings yet" in library.words()
    library.button("Record…").click()
    assert library.windows.shown == [("picker", None)]


def test_nothing_is_said_to_be_missing_that_is_still_searched_for(library: Library) -> None:
    library.entries = []
    library.bridge.engine.library.searching = {"budget"}
    library.window._filters._text.setText("budget")
    library.window._ask()
    assert "Searching what was said and shown…" in library.words()
    assert "Nothing found" not in library.words()
    library.bridge.engine.library.searching = set()
    library.bridge.post(LibraryChanged())
    library.bot.waitUntil(lambda: "Nothing found" in library.words())


def test_a_change_is_shown_once_it_has_settled(library: Library) -> None:
    library.entries = [entry(9), *library.entries]
    library.bridge.post(LibraryChanged())
    library.bridge.post(LibraryChanged())
    library.bot.waitUntil(lambda: library.recordings.model().rowCount() == 5)
    assert len(library.asked("entries")) == 2


def test_nobody_is_asked_while_nobody_looks(library: Library) -> None:
    library.window.hide()
    library.bridge.post(LibraryChanged())
    assert not library.window._again.isActive()
    library.window.show()
    assert len(library.asked("entries")) == 2


def test_words_are_looked_for(library: Library) -> None:
    library.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    (field,) = (each for each in library.window.findChildren(QLineEdit) if each.accessibleName() == "Search the recordings")
    library.entries = []
    library.bot.keyClicks(field, "zzz")
    library.bot.keyClick(field, Qt.Key.Key_Return)
    assert library.asked("entries")[-1] == (LibraryQuery(text="zzz"),)
    assert "Nothing found" in library.words()
    library.button("Show all recordings").click()
    assert library.asked("entries")[-1] == (LibraryQuery(),)


def test_enter_plays_and_space_holds(library: Library) -> None:
    library.choose(2)
    library.press(Qt.Key.Key_Return)
    assert library.asked("playable") == [(entry(2).recording_id,)]
    assert library.player.is_playing
    library.press(Qt.Key.Key_Space)
    assert not library.player.is_playing
    library.choose(3)
    assert not library.player.is_open


def test_a_hit_in_what_was_said_is_where_it_begins(library: Library) -> None:
    library.entries = [entry(1, hits=(Hit(found=Found.TRANSCRIPT, text="budget", at_s=12.0),))]
    library.window._ask()
    library.choose(1)
    library.press(Qt.Key.Key_Return)
    assert library.player.position_s == 12.0


def test_one_that_cannot_be_played_says_why(library: Library) -> None:
    library.answers["playable"] = StorageError("The disk cannot be read.")
    library.choose(1)
    library.press(Qt.Key.Key_Return)
    assert not library.player.is_open
    assert library.window._details._banner.isVisible()
    library.answers["playable"] = Cancelled("Nobody wants it.")
    library.window._details.tell("", tone=Tone.INFO)
    library.press(Qt.Key.Key_Return)
    assert not library.window._details._banner.isVisible()


def test_what_the_system_cannot_decode_is_told(library: Library) -> None:
    library.choose(1)
    library.press(Qt.Key.Key_Return)
    library.player.failed.emit("No decoder.")
    assert "cannot be played here" in library.words()


def test_a_name_is_typed_in_the_list(library: Library) -> None:
    library.choose(2)
    library.press(Qt.Key.Key_F2)
    editor = library.recordings.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("Weekly")
    library.bot.keyClick(editor, Qt.Key.Key_Return)
    library.bot.waitUntil(lambda: library.asked("rename") == [(entry(2).recording_id, "Weekly")])


def test_delete_and_undo(library: Library) -> None:
    library.choose(2, 3)
    library.press(Qt.Key.Key_Delete)
    assert library.asked("delete") == [([entry(2).recording_id, entry(3).recording_id],)]
    assert "2 recording(s) moved to the trash." in library.words()
    library.button("Undo").click()
    assert library.asked("undo") == [("token",)]
    library.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(library.asked("undo")) == 1


def test_what_plays_is_let_go_before_it_is_deleted(library: Library) -> None:
    library.choose(1)
    library.press(Qt.Key.Key_Return)
    library.press(Qt.Key.Key_Delete)
    assert not library.player.is_open


def test_one_that_runs_is_not_deleted_and_a_refusal_is_told(library: Library) -> None:
    library.entries = [entry(1, state=EntryState.RECORDING), entry(2)]
    library.window._ask()
    library.choose(1)
    library.press(Qt.Key.Key_Delete)
    assert library.asked("delete") == []
    library.answers["delete"] = RecordingBusy("This recording is just being handed over.")
    library.choose(2)
    library.press(Qt.Key.Key_Delete)
    assert library.window._details._banner.isVisible()


def test_a_link_is_copied(library: Library) -> None:
    library.choose(1)
    library.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "https://a.example/watch?v=s"
    assert "The link is copied." in library.words()
    library.answers["link"] = NotNow("There is no link yet.")
    library.window._verbs.copy_link.trigger()
    assert library.window._details._banner.isVisible()


def test_a_folder_is_shown(library: Library) -> None:
    library.choose(1)
    library.window._verbs.reveal.trigger()
    assert library.asked("reveal") == [(entry(1).folder,)]


def test_an_exported_file_can_be_shown(library: Library) -> None:
    library.choose(1)
    library.answers["export"] = lambda _id, output, **_progress: [output]
    library.window._exporting.begin(entry(1), Path("exports") / "a.mp4")
    assert "saved as “a.mp4”" in library.words()
    library.button("Show in folder").click()
    assert library.asked("reveal") == [(Path("exports") / "a.mp4",)]


def test_a_receipt_stands_beside_the_library(library: Library, tmp_path: Path) -> None:
    library.answers["receipt"] = build_receipt(film(tmp_path))
    library.choose(1)
    library.window._verbs.receipt.trigger()
    dialog = library.window.findChild(ReceiptDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.close()


def test_the_menu_has_every_verb(library: Library) -> None:
    library.choose(1)
    where = library.recordings.visualRect(library.recordings.currentIndex()).center()
    library.recordings.customContextMenuRequested.emit(where)
    menu = library.window.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [action.text() for action in library.window._verbs.all]
    menu.close()


def test_a_recording_is_selected_when_it_comes(library: Library) -> None:
    library.window.show_recording(entry(3).recording_id)
    assert [each.recording_id for each in library.recordings.chosen_entries] == [entry(3).recording_id]
    library.window.show_recording(entry(7).recording_id)
    library.entries = [entry(7), *library.entries]
    library.bridge.post(LibraryChanged())
    library.bot.waitUntil(lambda: [each.recording_id for each in library.recordings.chosen_entries] == [entry(7).recording_id])


def test_a_recording_is_selected_whatever_was_looked_for(library: Library) -> None:
    field = library.window.findChild(QLineEdit)
    assert field is not None
    field.setText("zzz")
    library.window.show_recording(entry(2).recording_id)
    assert library.asked("entries")[-1] == (LibraryQuery(),)
    assert [each.recording_id for each in library.recordings.chosen_entries] == [entry(2).recording_id]


def test_a_list_that_cannot_be_had_is_told(library: Library) -> None:
    library.answers["entries"] = StorageError("The disk cannot be read.")
    library.window._ask()
    assert library.window._toast.isVisible()


def test_nothing_plays_in_a_window_that_is_closed(library: Library) -> None:
    library.choose(1)
    library.press(Qt.Key.Key_Return)
    library.window.close()
    assert not library.player.is_open
