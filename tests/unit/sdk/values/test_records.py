"""Records of streams and videos: by attribute, and by key as programs for the official SDK take them."""

from __future__ import annotations

import json

from lookhear.sdk.values.records import Alert, Download, Event, RecordsPage, Scene, ScenePage, Segment, TranscriptPage, TranscriptState

WORD = {"start": 1.5, "end": 2.0, "text": "hello"}


def test_a_transcript_is_read_by_key_and_by_name() -> None:
    page = TranscriptPage(transcription_records=[{**WORD, "word_timestamps": [WORD]}], next_page=True, total_count=3, page=1)
    assert page["transcription_records"][0]["text"] == "hello"
    (record,) = page.records
    assert (record.start, record.end, record.text) == (1.5, 2.0, "hello")
    assert [word.text for word in record.word_timestamps] == ["hello"]
    assert (page.next_page, page.total_count) == (True, 3)
    assert json.loads(json.dumps(page)) == page


def test_pages_of_nothing_are_empty() -> None:
    for page in (TranscriptPage(), RecordsPage(records=None)):
        assert page.records == []
        assert page.next_page is False
    assert ScenePage().scenes == []
    assert Segment().word_timestamps == []


def test_a_scene_says_the_same_under_both_names() -> None:
    scene = ScenePage(scenes=[{"id": "r-1", "start": 1, "end": 3, "text": "a window", "metadata": {"seen": 1}}]).scenes[0]
    assert (scene.id, scene.start, scene.end, scene.description, scene.metadata) == ("r-1", 1.0, 3.0, "a window", {"seen": 1})
    assert Scene(description="first", text="second", metadata=None).description == "first"
    assert Scene(metadata=None).metadata == {}


def test_states_alerts_and_downloads_have_names() -> None:
    assert TranscriptState(status="running", engine="local").status == "running"
    assert TranscriptState(engine="local").engine == "local"
    alert = Alert(alert_id="alert-1", label="meeting", status="enabled")
    assert (alert.alert_id, alert.label, alert.status, alert["status"]) == ("alert-1", "meeting", "enabled", "enabled")
    event = Event(event_id="event-1", label="meeting")
    assert (event.event_id, event.label) == ("event-1", "meeting")
    assert Download(download_url="https://x/y.mp4").download_url == "https://x/y.mp4"
