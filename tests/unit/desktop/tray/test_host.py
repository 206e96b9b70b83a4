"""A tray that is there, comes later, or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from lookhear.desktop.tray.host import TrayHost

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_tray_that_is_there_is_seen_at_once(qtbot: QtBot) -> None:
    host = TrayHost(is_there=lambda: True)
    with qtbot.assertNotEmitted(host.came):
        assert host.look()


def test_a_tray_that_comes_later_is_told_once(qtbot: QtBot) -> None:
    answers = [False, False, True]
    host = TrayHost(is_there=lambda: answers.pop(0), look_every_ms=1)
    with qtbot.waitSignal(host.came):
        assert not host.look()
    assert answers == []


def test_a_tray_that_goes_and_comes_back_is_told(qtbot: QtBot) -> None:
    answers = [True, True, False, False, True]
    host = TrayHost(is_there=lambda: answers.pop(0), look_every_ms=1, see_every_ms=1)
    with qtbot.waitSignals([host.gone, host.came], order="strict"):
        assert host.look()
        host.came.connect(host.stop)
    assert answers == []


def test_nobody_looks_after_the_end(qtbot: QtBot) -> None:
    answers = iter([False, False, False])
    host = TrayHost(is_there=lambda: next(answers), look_every_ms=1)
    host.look()
    host.stop()
    timer = host.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
