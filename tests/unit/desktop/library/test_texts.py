from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtGui import QAction, QGuiApplication

from lookhear.desktop.engine.understanding.exporting import TextFormat
from lookhear.desktop.engine.understanding.values import Line, LineKind, RecordingText, TextState
from lookhear.desktop.library.texts import TextPane
from lookhear.errors import BackendUnreachable
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.bridge import Bridge
    from tests.fakes.desktop import FakeBridge

ENTRY = entry(session_id="cap-1", is_private=True)
LINES = (
    Line(kind=LineKind.SPEECH, channel="mic:default", at_s=1.0, end_s=3.0, text="the budget stays"),
    Line(kind=LineKind.SCREEN, channel="display:1", at_s=4.0, end_s=8.0, text="Revenue"),
)


def text(state: TextState = TextState.WHOLE, lines: tuple[Line, ...] = LINES) -> RecordingText:
    return RecordingText(recording_id=ENTRY.recording_id, state=state, lines=lines)


@pytest.fixture
def pane(bridge: FakeBridge, qtbot: QtBot) -> TextPane:
    bridge.engine.understanding.answers["text"] = text()
    made = TextPane(cast("Bridge", bridge))
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_whoever_stays_at_a_recording_sees_its_text(pane: TextPane, bridge: FakeBridge, qtbot: QtBot) -> None:
    pane.show_entry(ENTRY)
    assert bridge.engine.called == []  # somebody may only be passing by
    qtbot.waitUntil(lambda: "the budget stays" in pane._lines.toPlainText())
    with qtbot.waitSignal(pane.sought) as sought:
        pane._lines.sought.emit(4.0)
    assert sought.args == [4.0]
    pane.show_now(4.5)
    assert "Revenue" in pane._lines.extraSelections()[0].cursor.selectedText()
    pane.show_entry(None)
    assert pane._lines.toPlainText() == ""


def test_the_words_of_a_search_are_marked(pane: TextPane) -> None:
    pane.show_entry(ENTRY, words="budget")
    pane._ask()
    assert pane._lines.places[1] == 1
    assert pane.clear_search()
    pane.begin_search()


@pytest.mark.parametrize("state", list(TextState))
def test_no_text_has_a_reason(pane: TextPane, bridge: FakeBridge, state: TextState) -> None:
    bridge.engine.understanding.answers["text"] = text(state, ())
    pane.show_entry(ENTRY)
    pane._ask()
    assert pane._middle.currentWidget() is pane._empty
    assert pane._empty._heading.text()
    assert pane._empty._text.text().endswith(".")
    assert not pane._copy.isVisible()


def test_a_recording_is_understood_when_somebody_wishes(pane: TextPane, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.understanding.answers["text"] = text(TextState.NONE, ())
    pane.show_entry(ENTRY)
    pane._ask()
    pane._empty.acted.emit()
    assert bridge.engine.called == ["understanding.text", "understanding.understand", "understanding.text"]
    bridge.engine.understanding.answers["understand"] = BackendUnreachable("Nobody answers.")
    with qtbot.waitSignal(pane.failed):
        pane._empty.acted.emit()


def test_engines_that_are_off_are_switched_on_elsewhere(pane: TextPane, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.understanding.answers["text"] = text(TextState.ENGINE_OFF, ())
    pane.show_entry(ENTRY)
    pane._ask()
    assert pane._empty._action.text() == "Settings…"
    with qtbot.waitSignal(pane.engines_wanted):
        pane._empty.acted.emit()


def test_of_a_text_that_is_too_long_it_is_said_that_there_is_more(pane: TextPane, bridge: FakeBridge) -> None:
    whole = text(TextState.WHOLE)
    bridge.engine.understanding.answers["text"] = dataclasses.replace(whole, is_cut=True)
    pane.show_entry(ENTRY)
    pane._ask()
    assert pane._about.text().startswith(f"This is its beginning, {len(whole.lines)} lines.")
    bridge.engine.understanding.answers["text"] = whole
    pane._ask()
    assert not pane._about.isVisible()


def test_engines_are_installed_elsewhere_and_an_absent_backend_is_asked_again(pane: TextPane, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.understanding.answers["text"] = text(TextState.NO_ENGINE, ())
    pane.show_entry(ENTRY)
    pane._ask()
    with qtbot.waitSignal(pane.engines_wanted):
        pane._empty.acted.emit()
    bridge.engine.understanding.answers["text"] = text(TextState.AWAY, ())
    pane._ask()
    pane._empty.acted.emit()
    assert bridge.engine.called == ["understanding.text"] * 3


def test_what_grows_is_asked_for_again(pane: TextPane, bridge: FakeBridge) -> None:
    bridge.engine.understanding.answers["text"] = text(TextState.GROWING)
    pane.show_entry(ENTRY)
    pane._ask()
    assert pane._again.isActive()
    assert pane._about.isVisible()


def test_it_is_copied_and_saved(pane: TextPane, bridge: FakeBridge, qtbot: QtBot) -> None:
    pane.show_entry(ENTRY)
    pane._ask()
    with qtbot.waitSignal(pane.said):
        pane._copy.click()
    assert QGuiApplication.clipboard().text() == "0:00:01  Microphone: the budget stays\n0:00:04  Display 1: Revenue\n"
    bridge.engine.understanding.answers["write"] = Path("Call 1.vtt")
    menu = pane._save.menu()
    assert menu is not None
    subtitles = next(action for action in menu.actions() if TextFormat(action.data()) is TextFormat.WEBVTT)
    assert isinstance(subtitles, QAction)
    subtitles.trigger()
    assert pane._dialog is not None
    assert pane._dialog.selectedFiles()[0].endswith("Call 1.vtt")
    with qtbot.waitSignal(pane.said) as said:
        pane._dialog.fileSelected.emit("/tmp/Call 1.vtt")  # noqa: S108 - nothing is written
    pane._dialog.close()
    assert "Call 1.vtt" in said.args[0]
    name, _, fields = bridge.engine.calls[-1]
    assert (name, fields["form"]) == ("understanding.write", TextFormat.WEBVTT)


def test_the_text_of_another_recording_comes_too_late(pane: TextPane, bridge: FakeBridge) -> None:
    pane.show_entry(entry(2, session_id="cap-2", is_private=True))
    pane._ask()
    assert pane._lines.toPlainText() == ""
    assert bridge.engine.called == ["understanding.text"]
