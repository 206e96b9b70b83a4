"""Whatever nobody caught is in the log, and whoever reported before does so again."""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from lookhear.desktop.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Iterator


class Breaks:
    """Raises where nobody can be told."""

    def __del__(self) -> None:
        raise ValueError("on its way out")


@pytest.fixture
def _reporting() -> Iterator[None]:
    with reported():
        yield


@pytest.mark.expected_errors
@pytest.mark.usefixtures("_reporting")
def test_what_a_slot_raised_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    error = ValueError("of a slot")
    sys.excepthook(ValueError, error, None)
    assert "of a slot" in caplog.text


@pytest.mark.expected_errors
@pytest.mark.usefixtures("_reporting")
def test_what_ended_a_thread_is_logged_with_its_name(caplog: pytest.LogCaptureFixture) -> None:
    thread = threading.Thread(target=lambda: int("x"), name="sorter")
    thread.start()
    thread.join()
    assert "the thread sorter ended with this" in caplog.text
    assert "invalid literal" in caplog.text


@pytest.mark.expected_errors
@pytest.mark.usefixtures("_reporting")
def test_what_nobody_could_be_told_of_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    breaks = Breaks()
    del breaks
    gc.collect()
    assert "on its way out" in caplog.text


@pytest.mark.no_qt_log
@pytest.mark.usefixtures("_reporting")
def test_what_qt_warns_of_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    qWarning("a style sheet that makes no sense")
    assert "a style sheet that makes no sense" in caplog.text


@pytest.mark.no_qt_log
def test_everything_is_as_before_when_it_ends() -> None:
    heard: list[str] = []

    def hear(_kind: QtMsgType, _context: object, message: str) -> None:
        heard.append(message)

    first = qInstallMessageHandler(hear)
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with reported():
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    qWarning("heard again")
    qInstallMessageHandler(first)
    assert heard == ["heard again"]
