"""Messages of webhooks and sockets as values: as the backend writes them, and as others do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookhear.protocol.sessions import SessionState
from lookhear.sdk.events import AlertEvent, IndexEvent, LifecycleEvent, OtherEvent, TranscriptEvent, parse_event


def test_a_state_of_a_session() -> None:
    event = parse_event(
        {
            "event": "capture_session.active",
            "capture_session_id": "cap-1",
            "status": "active",
            "channel": "capture_session",
            "data": {"rtstreams": [{"rtstream_id": "rts-1"}]},
            "metadata": {"app": "x"},
            "end_user_id": "u",
        }
    )
    assert event == LifecycleEvent(
        event="capture_session.active",
        capture_session_id="cap-1",
        status="active",
        data={"rtstreams": [{"rtstream_id": "rts-1"}]},
        metadata={"app": "x"},
        end_user_id="u",
    )
    assert event.state is SessionState.ACTIVE


@pytest.mark.parametrize("status", ["paused", ""])
def test_a_state_that_nobody_knows_is_kept_as_it_is(status: str) -> None:
    event = parse_event({"event": "capture_session.paused", "session_id": "cap-1", "status": status, "data": None})
    assert event == LifecycleEvent(event="capture_session.paused", capture_session_id="cap-1", status="paused")
    assert event.state is None


@pytest.mark.parametrize(("is_final", "is_it"), [(True, True), (False, False), ("true", True), ("false", False), (None, False), (1, False)])
def test_something_said(is_final: object, is_it: bool) -> None:  # noqa: FBT001 - an expectation
    message = {
        "type": "transcript",
        "channel": "transcript",
        "text": "Hello",
        "is_final": is_final,
        "rtstream_id": "rts-1",
        "rtstream_name": "mic:default",
        "capture_session_id": "cap-1",
        "data": {"text": "Hello", "start": 1710000001234, "end": 1710000002345},
    }
    assert parse_event(message) == TranscriptEvent(
        text="Hello",
        is_final=is_it,
        start_ms=1710000001234,
        end_ms=1710000002345,
        rtstream_id="rts-1",
        rtstream_name="mic:default",
        capture_session_id="cap-1",
    )


def test_something_said_as_only_nested_fields_tell_it() -> None:
    event = parse_event({"channel": "transcript", "data": {"text": "Hello", "is_final": True, "start": "late", "end": None}})
    assert event == TranscriptEvent(text="Hello", is_final=True, start_ms=0.0, end_ms=0.0)


@pytest.mark.parametrize(
    ("message", "index_type"),
    [
        ({"type": "index", "index_type": "visual", "channel": "visual_index"}, "visual"),
        ({"type": "index", "index_type": "audio", "channel": "audio_index"}, "audio"),
        ({"channel": "audio_index"}, "audio"),
        ({"channel": "scene_index"}, "visual"),
        ({"type": "index"}, "visual"),
    ],
)
def test_something_an_index_found(message: dict[str, object], index_type: str) -> None:
    more = {"text": "Slack", "rtstream_id": "rts-2", "rtstream_index_id": "idx-1", "data": {"start": 5, "end": 7}}
    found = IndexEvent(index_type=index_type, text="Slack", start_ms=5, end_ms=7, rtstream_id="rts-2", rtstream_index_id="idx-1")
    assert parse_event(message | more) == found


def test_an_alert_of_a_socket_and_of_a_webhook() -> None:
    seen = {"label": "secret", "triggered": True, "confidence": 0.92, "alert_id": "alert-1", "event_id": "event-1", "rtstream_id": "rts-2"}
    expected = AlertEvent(label="secret", triggered=True, confidence=0.92, alert_id="alert-1", event_id="event-1", rtstream_id="rts-2")
    assert parse_event(seen | {"type": "alert", "channel": "alert"}) == expected
    webhook = parse_event(seen | {"explanation": "why", "timestamp": "2026-11-22T00:00:00Z", "stream_url": "https://x/secret"})
    assert isinstance(webhook, AlertEvent)
    assert (webhook.label, webhook.explanation, webhook.stream_url) == ("secret", "why", "https://x/secret")
    assert "https://x/secret" not in repr(webhook)


@pytest.mark.parametrize(
    "message", [{}, {"connection_id": "c"}, {"raw": "x"}, {"channel": 5, "event": []}, {"event": "video.done", "label": "x"}]
)
def test_anything_else_is_kept_as_it_came(message: dict[str, object]) -> None:
    assert parse_event(message) == OtherEvent(message=message)


KEYS = (
    "event",
    "channel",
    "type",
    "status",
    "text",
    "data",
    "label",
    "confidence",
    "is_final",
    "start",
    "index_type",
    "alert_id",
    "triggered",
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.just(10**400)
    | st.text()
    | st.sampled_from(["transcript", "alert", "index", "capture_session.active"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=10,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_no_message_ends_in_a_bug(message: dict[str, object]) -> None:
    assert isinstance(parse_event(message), LifecycleEvent | TranscriptEvent | IndexEvent | AlertEvent | OtherEvent)
