from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lookhear.desktop.context.window import ContextWindow
from lookhear.desktop.engine.events import ContextChanged
from lookhear.desktop.engine.understanding.values import Lane, LaneState, LineKind, LiveContext
from lookhear.desktop.engine.view import Phase
from lookhear.errors import NotNow
from tests.tools.gallery import seeds, understood
from tests.tools.gallery.reading import problems

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows
    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.fixture
def window(bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot) -> ContextWindow:
    bridge.show(**seeds.view_fields("recording"))
    made = ContextWindow(cast("Bridge", bridge), cast("Windows", windows))
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_understood_is_shown_as_it_comes(window: ContextWindow, bridge: FakeBridge) -> None:
    assert window._middle.currentWidget() is window._empty
    bridge.post(ContextChanged(understood.LIVE))
    text = window._lines.toPlainText()
    assert all(part in text for part in ("Good morning", "Computer", "Alert", "Summary"))
    assert "Meeting notes" in window._screen.accessibleName()
    assert window._advice.isHidden()
    for _ in range(3):
        QApplication.processEvents()
    assert list(problems(window)) == []


def test_it_says_what_is_missing_and_leads_there(window: ContextWindow, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.post(ContextChanged(understood.LACKING))
    assert window._advice.accessibleName() == "Nothing listens yet: no speech engine is installed."
    window._advice.acted.emit()
    assert windows.shown == [("settings", "understanding")]


def test_where_engines_are_off_nothing_is_promised(window: ContextWindow, bridge: FakeBridge, windows: FakeWindows) -> None:
    kinds = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)
    bridge.post(ContextChanged(LiveContext(lanes=tuple(Lane(kind=kind, state=LaneState.AT_WORK) for kind in kinds))))
    assert "in a moment" in window._empty._text.text()
    bridge.post(ContextChanged(LiveContext(lanes=tuple(Lane(kind=kind, state=LaneState.ENGINE_OFF) for kind in kinds))))
    assert window._empty._text.text() == ""
    assert "switched off" in window._advice.accessibleName()
    window._advice.acted.emit()
    assert windows.shown == [("settings", "understanding")]


def test_a_time_that_is_clicked_is_marked(window: ContextWindow, bridge: FakeBridge) -> None:
    bridge.post(ContextChanged(understood.LIVE))
    window._lines.sought.emit(22.5)
    name, (text,), fields = bridge.engine.calls[-1]
    assert name == "recording.mark"
    assert text == "Then the budget for the next one can stay as it is."
    assert 700 - 23 < fields["ago_s"] < 724
    assert "0:22" in window._toast.accessibleName()
    bridge.engine.recording.answers["mark"] = NotNow("Nothing is being recorded.")
    window._lines.sought.emit(22.5)
    assert window._toast.accessibleName().startswith("Nothing is being recorded.")


def test_afterwards_nothing_is_marked(window: ContextWindow, bridge: FakeBridge) -> None:
    bridge.post(ContextChanged(understood.LIVE))
    bridge.show(phase=Phase.IDLE, recording=None)
    assert window._hint.isHidden()
    window._lines.sought.emit(22.5)
    assert "recording.mark" not in bridge.engine.called


def test_copying_takes_what_is_selected_or_everything(window: ContextWindow, bridge: FakeBridge) -> None:
    bridge.post(ContextChanged(understood.LIVE))
    window._on_copy()
    assert QGuiApplication.clipboard().text().startswith("0:00:00  Computer: The third quarter")
    window._lines.selectAll()
    window._on_copy()
    assert "Good morning" in QGuiApplication.clipboard().text()


def test_following_is_a_button_and_escape_closes(window: ContextWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.post(ContextChanged(understood.LIVE))
    assert window._lines.is_following
    qtbot.mouseClick(window._follow, Qt.MouseButton.LeftButton)
    assert not window._lines.is_following
    window._lines.following_changed.emit(True)  # noqa: FBT003 - Qt's
    assert window._follow.isChecked()
    window._tools.find_words("budget")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_hidden_one_catches_up_when_it_is_shown(window: ContextWindow, bridge: FakeBridge) -> None:
    window.hide()
    bridge.post(ContextChanged(understood.LIVE))
    bridge.engine.understanding.live = understood.LIVE
    window.show()
    assert "Good morning" in window._lines.toPlainText()
    bridge.engine.understanding.live = LiveContext()
