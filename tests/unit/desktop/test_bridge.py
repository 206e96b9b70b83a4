"""The one door between GUI and engine, with the engine's real thread."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, Slot
from shiboken6 import delete

from lookhear.desktop.bridge import Bridge, UnexpectedError
from lookhear.desktop.engine.events import LibraryChanged, Notice, NoticeKind, ViewChanged
from lookhear.desktop.engine.runtime import Runtime
from lookhear.desktop.engine.view import AppView
from lookhear.errors import NotNow
from tests.fakes.desktop import FakeEngine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Listener(QObject):
    """Notes what it heard, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[str] = set()

    @Slot(object)
    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def runtime() -> Iterator[Runtime]:
    made = Runtime()
    made.start()
    yield made
    made.close()


@pytest.fixture
def bridge(qtbot: QtBot, runtime: Runtime) -> Bridge:
    return Bridge(runtime, cast("Any", FakeEngine()))


async def give(value: object) -> object:
    return value


async def refuse(error: Exception) -> None:
    raise error


def test_answers_come_on_the_gui_thread(bridge: Bridge, qtbot: QtBot) -> None:
    listener = Listener()
    bridge.call(give(7), done=listener.hear)
    bridge.call(refuse(NotNow("Not now.")), failed=listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert listener.heard[0] == 7
    assert str(listener.heard[1]) == "Not now."
    assert listener.threads == {threading.current_thread().name}


@pytest.mark.expected_errors
def test_a_bug_becomes_a_sentence(bridge: Bridge, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    listener = Listener()
    bridge.call(refuse(KeyError("inside")), failed=listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert isinstance(listener.heard[0], UnexpectedError)
    assert "inside" not in str(listener.heard[0])
    assert "something unexpected happened" in caplog.text


def test_an_answer_for_a_widget_that_is_gone_is_dropped(bridge: Bridge, runtime: Runtime, qtbot: QtBot) -> None:
    gone, there = Listener(), Listener()
    bridge.call(give(1), done=gone.hear)
    runtime.submit(give(None)).result()
    delete(gone)
    gc.collect()
    bridge.call(give(2), done=there.hear)
    qtbot.waitUntil(lambda: there.heard == [2])
    assert gone.heard == []


def test_of_what_is_shown_only_the_newest_arrives_and_what_is_told_once_always(bridge: Bridge, runtime: Runtime, qtbot: QtBot) -> None:
    listener = Listener()
    bridge.happened.connect(listener.hear)
    told = [Notice(kind=NoticeKind.DEVICE_LOST), Notice(kind=NoticeKind.DEVICE_LOST)]

    async def publish() -> None:
        bridge.post(ViewChanged(AppView(revision=1)))
        bridge.post(told[0])
        bridge.post(ViewChanged(AppView(revision=2)))
        bridge.post(told[1])
        bridge.post(LibraryChanged())

    runtime.submit(publish()).result()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == [told[0], ViewChanged(AppView(revision=2)), told[1], LibraryChanged()]
    assert listener.threads == {threading.current_thread().name}


def test_who_does_not_care_for_the_answer_gets_none(bridge: Bridge, runtime: Runtime) -> None:
    bridge.call(give(1))
    bridge.call(refuse(NotNow("Not now.")))
    assert runtime.submit(give(3)).result() == 3
