"""Own windows and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import RecordingSettings, Settings
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.keeping_out import KeepingOut
from lookhear.system.windows import NotHere
from tests.fakes.views import recording

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


class NotesWindows:
    """Keeps windows out of pictures, and remembers which."""

    is_available = True

    def __init__(self) -> None:
        self.out: dict[int, bool] = {}

    def set(self, window: int, *, is_out: bool) -> bool:
        self.out[window] = is_out
        return True


def shown(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_windows_are_kept_out_while_something_is_recorded(qtbot: QtBot, bridge: FakeBridge) -> None:
    notes = NotesWindows()
    keeping = KeepingOut(cast("Any", bridge), notes)
    first = shown(qtbot)
    assert notes.out == {}
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert notes.out == {int(first.winId()): True}
    second = shown(qtbot)
    qtbot.waitUntil(lambda: notes.out.get(int(second.winId())) is True)
    bridge.show(phase=Phase.IDLE, recording=None)
    assert not any(notes.out.values())
    third = shown(qtbot)
    assert int(third.winId()) not in notes.out
    keeping.deleteLater()


def test_whoever_wants_to_see_them_can(qtbot: QtBot, bridge: FakeBridge) -> None:
    notes = NotesWindows()
    keeping = KeepingOut(cast("Any", bridge), notes)
    window = shown(qtbot)
    bridge.show(phase=Phase.RECORDING, recording=recording())
    before, bridge.engine.settings.now = bridge.engine.settings.now, Settings(recording=RecordingSettings(hides_own_windows=False))
    bridge.post(SettingsChanged(before, bridge.engine.settings.now))
    assert notes.out == {int(window.winId()): False}
    keeping.deleteLater()


def test_where_nothing_can_be_done_nothing_is_listened_to(qtbot: QtBot, bridge: FakeBridge) -> None:
    window = shown(qtbot)
    keeping = KeepingOut(cast("Any", bridge), NotHere())
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert not keeping._is_out
    assert window.isVisible()
