from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.library.exporting import Exporting
from lookhear.errors import DiskFull
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


class Later:
    """A bridge whose answers come when a test says so."""

    def __init__(self, bridge: FakeBridge) -> None:
        self.engine = bridge.engine
        self.asked: list[dict[str, Any]] = []

    def call(self, work: Any, *, done: Any = None, failed: Any = None) -> None:  # noqa: ANN401 - as the bridge
        work.close()
        self.asked.append({"done": done, "failed": failed})


@pytest.fixture
def bridge_later(bridge: FakeBridge) -> Later:
    return Later(bridge)


@pytest.fixture
def exporting(bridge_later: Later, qtbot: QtBot) -> Iterator[Exporting]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Exporting(bridge_later, window)  # type: ignore[arg-type]
    window.show()
    yield made
    window.close()


def test_a_bar_is_there_while_it_goes_on(exporting: Exporting, bridge_later: Later, qtbot: QtBot) -> None:
    assert not exporting.isVisible()
    exporting.begin(entry(), Path("a.mp4"))
    assert exporting.isVisible()
    assert exporting.is_busy
    with qtbot.waitSignal(exporting.finished) as finished:
        bridge_later.asked[0]["done"]([Path("a.mp4")])
    assert finished.args == [(Path("a.mp4"),)]
    assert not exporting.isVisible()
    assert not exporting.is_busy


def test_what_went_wrong_is_told(exporting: Exporting, bridge_later: Later, qtbot: QtBot) -> None:
    exporting.begin(entry(), Path("a.mp4"))
    error = DiskFull("The disk is full.")
    with qtbot.waitSignal(exporting.failed) as failed:
        bridge_later.asked[0]["failed"](error)
    assert failed.args == [error]
    assert not exporting.is_busy


def test_who_calls_it_off_is_not_told_that_it_failed(exporting: Exporting, bridge_later: Later, qtbot: QtBot) -> None:
    exporting.begin(entry(), Path("a.mp4"))
    progress = exporting._progress
    assert progress is not None
    button = exporting.findChild(QPushButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with pytest.raises(Cancelled) as called_off:
        progress(0.5)
    with qtbot.assertNotEmitted(exporting.failed):
        bridge_later.asked[0]["failed"](called_off.value)
    assert not exporting.is_busy


def test_it_asks_where_to_and_waits_for_nobody(exporting: Exporting, bridge_later: Later) -> None:
    exporting.ask(entry(name="Call: one"))
    dialog = exporting.window().findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name.startswith("Call- one 2025-11-2")
    dialog.fileSelected.emit("b.mp4")
    dialog.fileSelected.emit("c.mp4")  # one at a time
    assert len(bridge_later.asked) == 1
    dialog.close()


def test_one_without_a_name_is_named_by_its_time(exporting: Exporting) -> None:
    exporting.ask(entry(name=""))
    dialog = exporting.window().findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name.startswith("Lookhear 2025-11-2")
    dialog.close()
