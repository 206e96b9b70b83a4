"""Signals end the application from within Qt's loop, and the end of the session waits until the recording is sealed."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Signal

from lookhear.desktop import endings as endings_module
from lookhear.desktop.endings import Endings
from lookhear.errors import DiskFull

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class NotedApplication(QObject):
    """As much of a QApplication as is needed here."""

    commitDataRequest = Signal(object)  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.quits = 0

    def quit(self) -> None:
        self.quits += 1


def sealed(error: Exception | None = None) -> Future[None]:
    future: Future[None] = Future()
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
    return future


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_wakes_the_loop_and_quits(qtbot: QtBot, number: signal.Signals) -> None:
    application: Any = NotedApplication()
    before = signal.getsignal(number)
    with Endings(application, sealed):
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: application.quits == 1)
    assert signal.getsignal(number) is before


def test_the_end_of_the_session_waits_for_the_seal(qtbot: QtBot) -> None:
    application: Any = NotedApplication()
    asked: list[int] = []

    def seal() -> Future[None]:
        asked.append(1)
        return sealed()

    with Endings(application, seal):
        application.commitDataRequest.emit(None)
        assert asked == [1]
    application.commitDataRequest.emit(None)
    assert asked == [1]


@pytest.mark.parametrize("is_late", [True, False])
def test_a_seal_that_fails_or_takes_too_long_is_logged(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, is_late: bool
) -> None:
    monkeypatch.setattr(endings_module, "_SEALED_WITHIN_S", 0.01)
    application: Any = NotedApplication()
    with Endings(application, lambda: Future() if is_late else sealed(DiskFull("Full."))):
        application.commitDataRequest.emit(None)
    assert "not sealed yet" in caplog.text
