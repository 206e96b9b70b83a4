"""Who speaks, and what it means there."""

from __future__ import annotations

import pytest

from lookhear.sdk.engine.dialects import NamesMode, dialect_of, spelled, store_of
from lookhear.sdk.engine.ports import Dialect

PAYLOADS: dict[str, dict[str, object]] = {
    "recording-started": {"session_id": "cap-1", "recording_id": "rec-1"},
    "recording-complete": {"session_id": "cap-1", "status": "completed"},
    "error": {"session_id": "cap-1", "code": "storage.full", "message": "The disk is full."},
    "upload-progress": {"session_id": "cap-1", "channel_id": "mic:default", "progress": 40},
    "upload-complete": {"session_id": "cap-1", "channel_id": "mic:default"},
}


@pytest.mark.parametrize(
    ("params", "dialect"),
    [
        ({"apiUrl": "http://127.0.0.1:1"}, Dialect.PYTHON),
        ({}, Dialect.PYTHON),
        ({"apiUrl": "http://127.0.0.1:1", "sessionToken": "st-1"}, Dialect.NODE),
        ({"client": "lookhear/0.4.0"}, Dialect.LOOKHEAR),
        ({"client": "another/1"}, Dialect.PYTHON),
        ({"client": None}, Dialect.PYTHON),
    ],
)
def test_the_first_command_says_who_speaks(params: dict[str, object], dialect: Dialect) -> None:
    assert dialect_of(params) is dialect


@pytest.mark.parametrize(
    ("dialect", "value", "meant"),
    [
        (Dialect.PYTHON, False, None),
        (Dialect.PYTHON, True, True),
        (Dialect.NODE, False, False),
        (Dialect.NODE, True, True),
        (Dialect.LOOKHEAR, None, None),
        (Dialect.LOOKHEAR, False, False),
        (Dialect.LOOKHEAR, "yes", None),
    ],
)
def test_false_of_the_official_python_sdk_is_nobodys_wish(dialect: Dialect, value: object, *, meant: bool | None) -> None:
    assert store_of(value, dialect, is_false_meant=False) is meant


def test_false_of_the_official_python_sdk_can_be_meant() -> None:
    assert store_of(False, Dialect.PYTHON, is_false_meant=True) is False  # noqa: FBT003 - a value of JSON


@pytest.mark.parametrize("dialect", [Dialect.PYTHON, Dialect.LOOKHEAR])
@pytest.mark.parametrize("event", sorted(PAYLOADS))
def test_python_is_told_each_event_once(event: str, dialect: Dialect) -> None:
    assert list(spelled(event, PAYLOADS[event], dialect)) == [(event, PAYLOADS[event])]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("recording-started", [("recording:started", {"sessionId": "cap-1"})]),
        ("recording-complete", [("recording:stopped", {"sessionId": "cap-1"})]),
        (
            "error",
            [
                ("recording:error", {"sessionId": "cap-1", "error": "The disk is full.", "code": "storage.full"}),
                ("recording:stopped", {"sessionId": "cap-1"}),
            ],
        ),
        ("upload-progress", [("upload:progress", {"sessionId": "cap-1", "channelId": "mic:default", "progress": 40})]),
        ("upload-complete", [("upload:complete", {"sessionId": "cap-1", "channelId": "mic:default", "url": None})]),
    ],
)
def test_node_is_told_each_event_in_its_own_spelling_too(event: str, told: list[tuple[str, dict[str, object]]]) -> None:
    assert list(spelled(event, PAYLOADS[event], Dialect.NODE)) == [(event, PAYLOADS[event]), *told]


def test_node_has_no_word_for_other_events() -> None:
    assert list(spelled("warning", {"code": "slow"}, Dialect.NODE)) == [("warning", {"code": "slow"})]


@pytest.mark.parametrize(
    ("mode", "dialect", "is_pretty"),
    [
        (NamesMode.AUTO, Dialect.PYTHON, False),
        (NamesMode.AUTO, Dialect.LOOKHEAR, False),
        (NamesMode.AUTO, Dialect.NODE, True),
        (NamesMode.ID, Dialect.NODE, False),
        (NamesMode.PRETTY, Dialect.PYTHON, True),
    ],
)
def test_names_are_for_people_where_programs_show_them(mode: NamesMode, dialect: Dialect, *, is_pretty: bool) -> None:
    assert mode.is_pretty(dialect) is is_pretty
