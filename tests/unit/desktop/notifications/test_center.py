"""Each notice is told once, with a fake engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QGuiApplication

from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.settings.declared import General, Settings
from lookhear.desktop.notifications.center import NotificationCenter

if TYPE_CHECKING:
    from lookhear.desktop.notifications.words import Message
    from tests.fakes.desktop import FakeBridge, FakeWindows

LINK = "https://example.org/watch/1"


class Told:
    """A center, its clock, and what it told."""

    def __init__(self, bridge: FakeBridge, windows: FakeWindows) -> None:
        self.bridge, self.windows = bridge, windows
        self.now_s = 0.0
        self.messages: list[Message] = []
        self.center = NotificationCenter(cast("Any", bridge), cast("Any", windows), now_s=lambda: self.now_s)
        self.center.told.connect(self.messages.append)

    def post(self, kind: NoticeKind, recording_id: str | None = "rec-1", **words: str) -> None:
        self.bridge.post(Notice(kind=kind, words=tuple(words.items()), recording_id=recording_id))


@pytest.fixture
def told(bridge: FakeBridge, windows: FakeWindows) -> Told:
    return Told(bridge, windows)


def test_the_same_is_told_once_a_minute(told: Told) -> None:
    for now_s in (0.0, 20.0, 79.0, 140.0):
        told.now_s = now_s
        told.post(NoticeKind.DEVICE_LOST, label="Microphone")
    told.post(NoticeKind.DEVICE_LOST, label="Display 2")
    assert [message.title for message in told.messages] == ["Microphone is gone", "Microphone is gone", "Display 2 is gone"]


def test_what_is_not_recorded_cannot_be_silenced(told: Told) -> None:
    told.bridge.engine.settings.now = Settings(general=General(notifies=False))
    told.post(NoticeKind.STARTED)
    told.post(NoticeKind.TRACK_WITHOUT_PROOF, label="Microphone")
    told.post(NoticeKind.DISK_LOW, minutes="9")
    assert [message.title for message in told.messages] == ["Microphone is not being recorded", "The disk lasts for 9 more minute(s)"]


def test_the_link_is_copied_when_a_recording_ends(told: Told) -> None:
    told.post(NoticeKind.STOPPED, link=LINK)
    assert QGuiApplication.clipboard().text() == LINK
    assert "clipboard" in told.messages[0].text


def test_nothing_is_copied_where_nobody_wants_that_or_no_link_is(told: Told) -> None:
    QGuiApplication.clipboard().setText("mine")
    told.post(NoticeKind.STOPPED)
    told.bridge.engine.settings.now = Settings(general=General(copies_link=False))
    told.post(NoticeKind.STOPPED, link=LINK)
    assert QGuiApplication.clipboard().text() == "mine"
    assert not any("clipboard" in message.text for message in told.messages)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (NoticeKind.STARTED, ("controls", None)),
        (NoticeKind.STOPPED, ("library", "rec-1")),
        (NoticeKind.DISK_LOW, ("settings", "storage")),
        (NoticeKind.UPLOAD_NEEDS_HELP, ("settings", "backend")),
        (NoticeKind.PERMISSION_LOST, ("first run", None)),
    ],
)
def test_a_click_shows_what_it_is_about(told: Told, kind: NoticeKind, shown: tuple[str, str | None]) -> None:
    told.center.open_last()
    told.post(kind)
    told.center.open_last()
    assert told.windows.shown == [shown]


def test_other_events_are_no_notices(told: Told) -> None:
    told.bridge.show(disk_left_s=1.0)
    assert told.messages == []
