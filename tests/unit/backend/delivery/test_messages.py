"""The shapes of contract §4.3 and §4.5, held against its own examples."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

import pytest

from lookhear.backend.delivery.messages import (
    MAX_TEXT_CHARS,
    addressed,
    alert_body,
    alert_message,
    index_message,
    record_message,
    transcript_message,
)
from lookhear.backend.records import Alert, AlertEvent, Connection, PipelineKind, Record
from lookhear.protocol.tracks import TrackKind
from tests.fakes.stored import STREAM

NS_PER_MS: Final = 1_000_000
DISPLAY: Final = STREAM
MIC: Final = replace(STREAM, id="rts-2", track="mic:default", kind=TrackKind.MIC)
SEEN: Final = Record(
    id=7,
    pipeline_id="scene-idx-1",
    kind=PipelineKind.VISUAL,
    stream_id=DISPLAY.id,
    session_id=DISPLAY.session_id,
    collection_id="default",
    start_ns=1_710_000_012_340 * NS_PER_MS + 7,
    end_ns=1_710_000_018_900 * NS_PER_MS,
    text="A user looks at a message",
    created_ns=1,
)
HEARD: Final = replace(SEEN, kind=PipelineKind.AUDIO, stream_id=MIC.id, text="A talk about Thursday")
CONNECTION: Final = Connection(id="ws-1", sha256="", created_ns=0, expires_ns=1, visual_channel="scene_index", audio_channel="spoken_index")
ALERT: Final = Alert(id="alert-1", pipeline_id="scene-idx-1", event_id="event-1", created_ns=0)
EVENT: Final = AlertEvent(id="event-1", prompt="anything secret", label="sensitive_content", created_ns=0)
LINKS: Final = ("http://here/play/s/master.m3u8", "http://here/watch?v=s")


def test_a_transcript_is_told_flat_and_nested_with_a_real_boolean_and_milliseconds() -> None:
    start_ns, end_ns = 1_710_000_001_234 * NS_PER_MS, 1_710_000_002_345 * NS_PER_MS
    message = transcript_message(MIC, text="Hello", is_final=True, start_ns=start_ns, end_ns=end_ns)
    assert message == {
        "type": "transcript",
        "channel": "transcript",
        "text": "Hello",
        "is_final": True,
        "rtstream_id": MIC.id,
        "rtstream_name": "mic:default",
        "capture_session_id": MIC.session_id,
        "data": {"text": "Hello", "is_final": True, "start": 1_710_000_001_234, "end": 1_710_000_002_345},
    }
    final = replace(HEARD, kind=PipelineKind.TRANSCRIPT, text="Hello", start_ns=start_ns, end_ns=end_ns)
    assert record_message(MIC, final) == message
    assert transcript_message(MIC, text="Hel", is_final=False, start_ns=start_ns, end_ns=end_ns)["is_final"] is False


def test_what_is_seen_and_what_is_heard_differ_in_kind_and_channel_only() -> None:
    assert index_message(DISPLAY, SEEN) == {
        "type": "index",
        "index_type": "visual",
        "channel": "visual_index",
        "text": SEEN.text,
        "rtstream_id": DISPLAY.id,
        "rtstream_name": "display:1",
        "rtstream_index_id": "scene-idx-1",
        "capture_session_id": DISPLAY.session_id,
        "data": {"text": SEEN.text, "start": 1_710_000_012_340, "end": 1_710_000_018_900},
    }
    heard = record_message(MIC, HEARD)
    assert (heard["index_type"], heard["channel"], heard["rtstream_name"]) == ("audio", "audio_index", "mic:default")


def test_an_understanding_is_seen_and_says_which_output_it_is() -> None:
    understood = record_message(DISPLAY, replace(SEEN, kind=PipelineKind.UNDERSTANDING, pipeline_id="und-1", output="scene"))
    assert (understood["index_type"], understood["understanding_id"], understood["output"]) == ("visual", "und-1", "scene")


def test_an_alert_on_a_socket_has_its_text_in_data_only() -> None:
    message = alert_message(DISPLAY, SEEN, alert=ALERT, event=EVENT, confidence=0.92)
    assert message == {
        "type": "alert",
        "channel": "alert",
        "label": "sensitive_content",
        "triggered": True,
        "confidence": 0.92,
        "alert_id": "alert-1",
        "event_id": "event-1",
        "rtstream_id": DISPLAY.id,
        "rtstream_name": "display:1",
        "rtstream_index_id": "scene-idx-1",
        "capture_session_id": DISPLAY.session_id,
        "data": {
            "label": "sensitive_content",
            "event_label": "sensitive_content",
            "triggered": True,
            "confidence": 0.92,
            "text": SEEN.text,
            "start": 1_710_000_012_340,
            "end": 1_710_000_018_900,
            "timestamp": 1_710_000_018_900,
        },
    }


def test_an_alert_for_a_webhook_has_seconds_a_date_and_links_and_no_key_event() -> None:
    body = alert_body(DISPLAY, SEEN, alert=ALERT, event=EVENT, confidence=0.92, explanation="it shows a password", links=LINKS)
    assert body == {
        "alert_id": "alert-1",
        "event_id": "event-1",
        "label": "sensitive_content",
        "event_label": "sensitive_content",
        "triggered": True,
        "confidence": 0.92,
        "explanation": "it shows a password",
        "timestamp": "2024-03-09T16:00:18.900Z",
        "start_time": 1_710_000_012.34,
        "end_time": 1_710_000_018.9,
        "stream_url": LINKS[0],
        "player_url": LINKS[1],
        "rtstream_id": DISPLAY.id,
        "rtstream_name": "display:1",
        "rtstream_index_id": "scene-idx-1",
        "capture_session_id": DISPLAY.session_id,
        "data": {"label": "sensitive_content", "text": SEEN.text, "start": 1_710_000_012_340, "end": 1_710_000_018_900},
    }


@pytest.mark.parametrize(("record", "channel"), [(SEEN, "scene_index"), (HEARD, "spoken_index")])
def test_a_connection_may_call_indexes_what_its_client_looks_for(record: Record, channel: str) -> None:
    message = index_message(DISPLAY, record)
    assert addressed(message, CONNECTION) == message | {"channel": channel}


def test_other_messages_are_called_what_they_are_whatever_a_connection_calls_indexes() -> None:
    others: list[dict[str, object]] = [
        transcript_message(MIC, text="a", is_final=True, start_ns=0, end_ns=1),
        alert_message(DISPLAY, SEEN, alert=ALERT, event=EVENT, confidence=1.0),
        {"type": "capture_session", "channel": "capture_session"},
    ]
    for message in others:
        assert addressed(message, CONNECTION) == message


def test_no_message_has_an_id_at_its_top_by_which_an_sdk_would_look_for_its_stream() -> None:
    told = [
        record_message(MIC, HEARD),
        record_message(DISPLAY, SEEN),
        alert_message(DISPLAY, SEEN, alert=ALERT, event=EVENT, confidence=1.0),
    ]
    assert not [message for message in told if "id" in message]


def test_a_text_without_end_is_cut_so_that_a_client_with_its_usual_limit_of_a_mebibyte_takes_the_message() -> None:
    endless = replace(SEEN, text="\N{MATHEMATICAL BOLD CAPITAL A}" * (2 * MAX_TEXT_CHARS))
    told = json.dumps(record_message(DISPLAY, endless), ensure_ascii=False).encode()
    assert MAX_TEXT_CHARS < len(told) < 1 << 20


def test_half_a_character_is_told_as_a_question_mark_because_it_could_not_be_sent() -> None:
    message = transcript_message(MIC, text="a\ud83d", is_final=False, start_ns=0, end_ns=1)
    assert (message["text"], message["data"]) == ("a?", {"text": "a?", "is_final": False, "start": 0, "end": 0})
