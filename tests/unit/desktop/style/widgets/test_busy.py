from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

from lookhear.desktop.style.motion import wish_motion
from lookhear.desktop.style.widgets.busy import BusyRow, ProgressRow, Spinner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("moves", [True, False])
def test_it_turns_only_while_it_is_seen_and_things_may_move(qtbot: QtBot, qapp: QApplication, moves: bool) -> None:  # noqa: FBT001
    wish_motion(qapp, moves=moves)
    spinner = Spinner()
    qtbot.addWidget(spinner)
    assert not spinner._timer
    spinner.show()
    assert bool(spinner._timer) is moves
    before = spinner._angle
    if moves:
        qtbot.waitUntil(lambda: spinner._angle != before)
    spinner.hide()
    assert not spinner._timer
    wish_motion(qapp, moves=None)


def test_a_row_says_what_is_being_done(qtbot: QtBot) -> None:
    row = BusyRow("Looking…")
    qtbot.addWidget(row)
    row.tell("Asking…")
    assert [words.text() for words in row.findChildren(QLabel)] == ["Asking…"]


@pytest.mark.parametrize(("share", "shown"), [(0.43, 430), (-1.0, 0), (2.0, 1000)])
def test_a_share_is_shown_within_its_limits(qtbot: QtBot, share: float, shown: int) -> None:
    row = ProgressRow("Uploading")
    qtbot.addWidget(row)
    row.show_share(share)
    bar = row.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (shown, 1000)
    row.tell("Exporting")
    assert bar.accessibleName() == "Exporting"
    row.show_share(None)
    assert bar.maximum() == 0
