"""What notices say."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.view import AppView
from lookhear.desktop.notifications.words import Message, Opens, message_of
from lookhear.errors import DiskFull
from tests.fakes.views import last

pytestmark = pytest.mark.usefixtures("qapp")


def message(kind: NoticeKind, view: AppView | None = None, *, recording_id: str | None = None, **words: str) -> Message:
    notice = Notice(kind=kind, words=tuple(words.items()), recording_id=recording_id)
    return message_of(notice, view or AppView(), is_link_copied="link" in words)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_words_also_when_nothing_more_is_known(kind: NoticeKind) -> None:
    assert message(kind).title


def test_a_saved_recording_says_how_long_what_is_odd_and_where_it_is() -> None:
    told = message(NoticeKind.STOPPED, AppView(last=last(warnings=("The microphone was away for 3 s.",))), link="https://example.org/1")
    assert told.text.splitlines() == ["12:03 recorded.", "The microphone was away for 3 s.", "The link is in the clipboard."]
    assert (told.opens, told.is_warning) == (Opens.LIBRARY, True)
    assert not message(NoticeKind.STOPPED, AppView(last=last())).is_warning


@pytest.mark.parametrize(
    ("kind", "title", "is_warning"),
    [
        (NoticeKind.TRACK_WITHOUT_PROOF, "Microphone is not being recorded", True),
        (NoticeKind.DEVICE_LOST, "Microphone is gone", True),
        (NoticeKind.DEVICE_RETURNED, "Microphone is back", False),
    ],
)
def test_a_track_is_named(kind: NoticeKind, title: str, is_warning: bool) -> None:  # noqa: FBT001
    told = message(kind, label="Microphone", reason="It was unplugged.")
    assert (told.title, told.is_warning) == (title, is_warning)
    assert told.text.startswith("It was unplugged. ")


def test_what_could_not_be_discarded_is_said_to_be_there() -> None:
    told = message(NoticeKind.NOT_DISCARDED, sentence="The disk is full.", recording_id="rec-1")
    assert told.text == "The disk is full. It is in the library, and can be deleted there."
    assert (told.opens, told.is_warning) == (Opens.LIBRARY, True)


def test_a_full_disk_says_how_long_it_lasts() -> None:
    told = message(NoticeKind.DISK_LOW, minutes="25")
    assert (told.title, told.opens) == ("The disk lasts for 25 more minute(s)", Opens.STORAGE)


@pytest.mark.parametrize(
    ("permission", "what"),
    [("microphone", "the microphone"), ("screen-capture", "the screen"), ("system-audio", "what is played"), ("", "everything")],
)
def test_a_lost_permission_is_named(permission: str, what: str) -> None:
    told = message(NoticeKind.PERMISSION_LOST, permission=permission)
    assert f"no longer allows {what}" in told.title
    assert told.opens is Opens.PERMISSIONS


def test_a_failure_is_told_as_the_view_has_it() -> None:
    failure = DiskFull("The disk is full.")
    before = message(NoticeKind.FAILED, AppView(failure=failure), code=failure.code, sentence="x")
    assert before.title == "Nothing is being recorded"
    assert before.text.startswith("The disk is full. ")
    ended = message(NoticeKind.FAILED, recording_id="rec-1", code="other", sentence="It broke.")
    assert (ended.title, ended.text, ended.opens) == ("The recording ended early", "It broke.", Opens.LIBRARY)


def test_an_upload_that_needs_help_is_safe_all_the_same() -> None:
    told = message(NoticeKind.UPLOAD_NEEDS_HELP, sentence="The backend refuses it.")
    assert told.text == "The backend refuses it. The recording is safe on this computer."
