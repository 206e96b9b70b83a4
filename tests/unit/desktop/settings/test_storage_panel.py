from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from lookhear.desktop.engine.storage.values import FolderCheck, Freed, StorageView
from lookhear.desktop.settings.storage_panel import StoragePanel
from lookhear.errors import NotNow, StorageError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge

GB = 1 << 30


def view(*, hours: float = 81.4, trash: int = 2, is_usual: bool = True, paced_by: int = 20) -> StorageView:
    return StorageView(
        folder=Path("/media/disk/recordings"),
        is_usual=is_usual,
        recordings=34,
        recordings_bytes=12 * GB,
        backend_bytes=45 * GB,
        trash=trash,
        trash_bytes=4 * GB * bool(trash),
        free_bytes=120 * GB,
        total_bytes=500 * GB,
        hours_left=hours,
        paced_by=paced_by,
    )


def panel(qtbot: QtBot, bridge: FakeBridge, seen: StorageView | StorageError) -> StoragePanel:
    bridge.engine.storage.answers["look"] = seen
    made = StoragePanel(bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot: QtBot, made: StoragePanel, text: str) -> None:
    found = next(each for each in made.findChildren(QPushButton) if each.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def told(made: StoragePanel) -> str:
    return made._result.accessibleName() if made._result.isVisible() else ""


def test_it_tells_how_full_the_disk_is_and_how_long_it_lasts(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = panel(qtbot, bridge, view())
    assert made._left.text() == "120.0 GB of 500.0 GB free: about 81 hours of recording"
    assert "20" in made._paced.text()
    assert made._bar.accessibleDescription() == made._left.text()
    assert made._folder.text() == "/media/disk/recordings"
    assert told(made) == ""


def test_a_guess_says_that_it_is_one(qtbot: QtBot, bridge: FakeBridge) -> None:
    assert "ordinary" in panel(qtbot, bridge, view(paced_by=0))._paced.text()


def test_few_hours_are_told_to_the_tenth_and_warned_of(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = panel(qtbot, bridge, view(hours=1.26))
    assert "about 1.3 hours" in made._left.text()
    assert "nearly full" in told(made)


def test_an_empty_trash_cannot_be_emptied(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = panel(qtbot, bridge, view(trash=0))
    assert made._trash.text() == "empty"
    assert not made._empty.isEnabled()


def test_the_trash_is_emptied_only_after_a_question_whose_default_is_no(qtbot: QtBot, bridge: FakeBridge) -> None:
    bridge.engine.storage.answers["empty_trash"] = Freed(recordings=2, bytes=4 * GB)
    made = panel(qtbot, bridge, view())
    press(qtbot, made, "Empty trash…")
    box = made.findChild(QMessageBox)
    assert box is not None
    assert box.defaultButton().text() == "Cancel"
    assert "storage.empty_trash" not in bridge.engine.called
    yes = next(each for each in box.buttons() if each.text() == "Empty trash")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert bridge.engine.called[-2:] == ["storage.empty_trash", "storage.look"]
    assert "4.0 GB freed." in told(made)


def test_freeing_up_room_tells_what_came_of_it(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = panel(qtbot, bridge, view())
    bridge.engine.storage.answers["let_go"] = Freed(waiting=3)
    press(qtbot, made, "Free up room now")
    assert "nothing to let go of" in told(made)
    assert "3" in told(made)


def test_another_folder_is_chosen_without_waiting_for_it(qtbot: QtBot, bridge: FakeBridge) -> None:
    bridge.engine.storage.answers["use_folder"] = FolderCheck(is_good=True, folder=Path("/x"))
    made = panel(qtbot, bridge, view())
    press(qtbot, made, "Change…")
    dialog = made.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit("/media/other")
    dialog.close()
    assert ("storage.use_folder", (Path("/media/other"),), {}) in bridge.engine.calls
    assert "Later recordings" in told(made)


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        (
            FolderCheck(is_good=False, folder=Path("/x"), sentence="It cannot be written.", hint="Choose another folder."),
            "cannot be written",
        ),
        (FolderCheck(is_good=True, folder=Path("/x"), sentence="There is little room left there."), "little room"),
        (NotNow("The folder cannot be changed while something is recorded."), "while something is recorded"),
    ],
)
def test_what_came_of_a_choice_is_told(qtbot: QtBot, bridge: FakeBridge, checked: FolderCheck | NotNow, said: str) -> None:
    bridge.engine.storage.answers["use_folder"] = checked
    made = panel(qtbot, bridge, view(is_usual=False))
    press(qtbot, made, "Use the usual place")
    assert ("storage.use_folder", (None,), {}) in bridge.engine.calls
    assert told(made)
    if isinstance(checked, FolderCheck):
        assert said in told(made)


def test_a_drive_that_is_away_is_told(qtbot: QtBot, bridge: FakeBridge) -> None:
    assert told(panel(qtbot, bridge, StorageError("It cannot be looked at.", hint="Is its drive connected?")))
