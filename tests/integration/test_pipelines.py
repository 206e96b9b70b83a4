"""Pipelines of a backend on a real port, fed with encoded pictures and sound over ingest, with engines that can be computed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from lookhear.errors import EngineBusy
from tests.fakes.engines import Deterministic, LoudnessSpeech
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.receiver import Receiver
from tests.tools.understood import PHRASES, Developer, Ear, context_log, developing, joined, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)
ALL_SAID = ["budget discussion", "let us meet on Thursday", "goodbye"]
DISPLAY = pictures(seconds=9, start_s=0.25)
WINDOWS = [(0.2, 2.2), (2.2, 4.2), (4.2, 6.2), (6.2, 8.2), (8.2, 9.2)]


@pytest.fixture
def engines() -> Deterministic:
    return Deterministic(speech=LoudnessSpeech(PHRASES))


@pytest.fixture
def backend(tmp_path: Path, engines: Deterministic) -> Iterator[HostedBackend]:
    with HostedBackend(tmp_path / "data", engines=engines.engines(), webhook_allow=("127.0.0.0/8",)) as running:
        yield running


@pytest.fixture
def developer(backend: HostedBackend) -> Iterator[Developer]:
    with developing(backend) as made:
        yield made


def test_the_quickstarts_handler_gets_a_transcript_and_two_indexes_of_what_was_before_it_ran(developer: Developer) -> None:
    developer.record(MIC, DISPLAY)
    developer.finish(MIC, DISPLAY)
    nothing: dict[str, object] = {"extraction_config": None, "model_name": None, "model_config": {}, "name": None}
    audio, visual = set(), set()
    for _ in range(2):  # webhooks come at least once
        assert developer.start()["status"] in {"running", "stopped"}
        audio.add(developer.index("mic:default", extraction_type="transcript", prompt="Decisions", **nothing))
        visual.add(developer.index("display:1", extraction_type="time", prompt="What is seen", **nothing))
    assert (len(audio), len(visual)) == (1, 1)
    wait_until(lambda: developer.said() == ALL_SAID, what="the transcript")
    wait_until(lambda: developer.scenes("mic:default", *audio), what="the audio index")
    wait_until(lambda: len(developer.scenes("display:1", *visual)) == len(WINDOWS), what="the visual index")
    records = developer.transcript()["transcription_records"]
    assert developer.seconds(records) == [(1.1, 2.1), (3.1, 4.6), (6.1, 7.1)]
    assert [word["text"] for word in records[1]["word_timestamps"]] == ["let", "us", "meet", "on", "Thursday"]
    assert developer.scenes("mic:default", *audio)[0]["text"] == f"3 passages: {' | '.join(ALL_SAID)}"
    seen = developer.scenes("display:1", *visual)
    assert developer.seconds(seen) == WINDOWS
    assert all(row["description"] == row["text"] and row["text"].startswith("brightness ") for row in seen)
    assert {row["metadata"]["pictures"] for row in seen} == {5}
    wait_until(lambda: developer.status() == "stopped", what="the end of the transcript")


def test_what_is_said_is_heard_before_it_is_final_and_told_as_final_once(developer: Developer) -> None:
    with Ear(developer) as ear:
        developer.record(MIC)
        developer.start(ws_connection_id=ear.id)
        for seq in range(1, len(MIC.fragments) + 1):
            developer.put(MIC, seq)
            if seq == 3:  # the first words are being said
                wait_until(lambda: ear.of("transcript"), what="words that are not final")
                assert [message["is_final"] for message in ear.of("transcript")] == [False]
        developer.complete(MIC)
        wait_until(lambda: len([each for each in ear.of("transcript") if each["is_final"]]) == 3, what="everything that was said")
        told = ear.of("transcript")
    finals = [message for message in told if message["is_final"] is True]
    assert [message["text"] for message in finals] == ALL_SAID
    assert all(message["type"] == "transcript" and message["rtstream_name"] == "mic:default" for message in told)
    assert all(message["data"]["text"] == message["text"] and isinstance(message["data"]["start"], int) for message in told)
    records = developer.transcript()["transcription_records"]
    assert [round(record["start"] * 1000) for record in records] == [message["data"]["start"] for message in finals]


def test_without_a_connection_of_their_own_pipelines_tell_that_of_the_session(developer: Developer) -> None:
    with Ear(developer) as ear:
        developer.record(DISPLAY, MIC, ws_connection_id=ear.id)
        index = developer.index("display:1", extraction_config={"time": 3, "frame_count": 2})
        audio = developer.index("mic:default", extraction_config={"segmenter": "word", "segmentation_value": 4})
        developer.finish(DISPLAY, MIC)
        visual, spoken = ear.wait_for("visual_index", 3), ear.wait_for("audio_index", 2)
        assert ear.of("transcript") == []  # that one was started by nobody
    assert [message["text"] for message in visual] == [row["text"] for row in developer.scenes("display:1", index)]
    assert {(message["type"], message["index_type"], message["rtstream_index_id"]) for message in visual} == {("index", "visual", index)}
    assert [message["text"] for message in spoken] == ["budget discussion let us", "meet on Thursday goodbye"]
    assert {message["rtstream_index_id"] for message in spoken} == {audio}


def test_an_understanding_and_an_index_over_it_show_the_same_records(developer: Developer, engines: Deterministic) -> None:
    developer.record(DISPLAY)
    developer.finish(DISPLAY)
    path = developer.path("display:1")
    analyzer = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 3}, "config": {"prompt": "Say it", "model": "basic"}}
    told = developer.ask("POST", f"{path}/understand", {"segmentation": {"type": "time", "window": "3s"}, "analyzers": [analyzer]})
    uid = told["understanding_id"]
    assert told["status"] == "running"
    assert told["analyzers"] == [analyzer]
    source = {"understandingId": uid, "rtstreamId": developer.streams["display:1"], "output": "scene"}  # as one SDK gives it back
    index = developer.ask("POST", f"{path}/indexes", {"source": source, "name": "mine"})
    assert index == developer.ask("POST", f"{path}/indexes", {"source": told["outputs"]["scene"], "name": "mine", "use_for": None}) | {
        "updated_at": index["updated_at"]
    }
    assert (index["source_understanding_id"], index["output"], index["use_for"]) == (uid, "scene", ["semantic"])

    def found() -> list[object]:
        records: list[object] = developer.ask("GET", f"{path}/understand/{uid}/records?output=scene")["records"]
        return records

    wait_until(lambda: len(found()) == 3, what="the understanding")
    assert found() == developer.ask("GET", f"{path}/indexes/{index['index_id']}/records")["records"]
    assert developer.ask("GET", f"{path}/understand/{uid}/records?output=other")["records"] == []
    assert [row["index_id"] for row in developer.ask("GET", f"{path}/indexes")["indexes"]] == [index["index_id"]]
    assert [row["understanding_id"] for row in developer.ask("GET", f"{path}/understand")["understandings"]] == [uid]
    asked = [each for each in engines.vision.asked if each.prompt == "Say it"]
    assert {(each.model, len(each.times_ns)) for each in asked} == {("basic", 3)}


def test_a_stop_makes_final_what_was_heard_and_what_it_was_stopped_for_stays_out(developer: Developer) -> None:
    with Ear(developer) as ear:
        developer.record(MIC)
        developer.start(ws_connection_id=ear.id)
        developer.put(MIC, 1, 2, 3, 4)  # up to 2.1 s: in the middle of what is said
        wait_until(lambda: any(each["data"]["end"] >= (developer.origin_s + 2) * 1000 for each in ear.of("transcript")), what="words")
        assert developer.stop_transcript()["status"] == "stopped"
        wait_until(lambda: developer.said() == ["budget discussion"], what="what was heard")
    developer.put(MIC, *range(5, 11))  # what is said second
    developer.start()
    developer.put(MIC, *range(11, len(MIC.fragments) + 1))
    developer.complete(MIC)
    wait_until(lambda: developer.status() == "stopped", what="the end")
    assert developer.said() == ["budget discussion", "goodbye"]


def test_a_pause_ends_what_is_said_and_a_window(developer: Developer) -> None:
    sound = joined(speech((0.5, 2, 440), seconds=2), speech((0, 1.5, 880), seconds=2, start_s=30))
    display = joined(pictures(seconds=3, start_s=0), pictures(seconds=3, start_s=30))
    developer.record(sound, display)
    developer.finish(sound, display)
    developer.start()
    index = developer.index("display:1")
    wait_until(lambda: developer.said() == ["budget discussion", "goodbye"], what="the transcript")
    wait_until(lambda: len(developer.scenes("display:1", index)) == 4, what="the index")
    assert developer.seconds(developer.scenes("display:1", index)) == [(0, 2), (2, 3), (30, 32), (32, 33)]


def test_engines_are_told_what_the_person_did_in_a_window(developer: Developer, engines: Deterministic) -> None:
    log = context_log({"t_ns": 0, "kind": "started"}, {"t_ns": 2_500_000_000, "kind": "marker", "text": "here"})
    developer.record(DISPLAY, log)
    developer.finish(log, DISPLAY)
    index = developer.index("display:1", prompt="With context", extraction_config={"time": 3, "frame_count": 1})
    wait_until(lambda: len(developer.scenes("display:1", index)) == 3, what="the index")
    asked = [each for each in engines.vision.asked if each.prompt == "With context"]
    assert [[event["kind"] for event in each.context] for each in asked] == [["marker"], [], []]


@pytest.mark.parametrize(
    ("track", "path", "body"),
    [
        ("display:1", "/transcription", {"action": "start"}),
        ("display:1", "/index/scene", {"extraction_type": "transcript"}),
        ("mic:default", "/index/scene", {"extraction_type": "time_based"}),
        ("mic:default", "/index/scene", {"extraction_type": "shot"}),
        ("mic:default", "/understand", {"analyzers": [{"type": "vlm"}]}),
    ],
)
def test_what_makes_no_sense_for_a_kind_of_stream_is_a_bad_request(
    developer: Developer, track: str, path: str, body: dict[str, object]
) -> None:
    developer.record(MIC, DISPLAY)
    answer = developer.http.post(developer.path(track, path), json=body, headers={"x-access-token": developer.key})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "WRONG_KIND")
    assert developer.ask("GET", developer.path(track, "/index/scene"))["scene_indexes"] == []


def test_what_is_found_goes_to_the_sessions_callback_when_its_metadata_wish_it(developer: Developer) -> None:
    with Receiver() as receiver:
        developer.record(MIC, callback_url=receiver.url, metadata={"ai_webhooks": True})
        developer.start()
        developer.finish(MIC)
        wait_until(lambda: len(spoken(receiver)) == len(ALL_SAID), what="the webhooks")
    told = spoken(receiver)
    assert [body["text"] for body in told] == ALL_SAID
    assert {(body["type"], body["is_final"], body["capture_session_id"]) for body in told} == {("transcript", True, developer.session_id)}


def spoken(receiver: Receiver) -> list[dict[str, Any]]:
    bodies = [json.loads(each.body) for each in receiver.received]
    return [body for body in bodies if body["event"] == "rtstream.transcript"]


def test_the_end_of_a_session_is_told_behind_the_last_of_what_is_found_in_it(developer: Developer) -> None:
    with Receiver() as receiver:
        developer.record(MIC, DISPLAY, callback_url=receiver.url, metadata={"ai_webhooks": True})
        developer.start()
        developer.index("mic:default", prompt="Decisions")
        developer.index("display:1")
        developer.finish(MIC, DISPLAY)
        wait_until(lambda: "capture_session.stopped" in events_at(receiver), what="the end")
        ended = events_at(receiver)
    assert ended.index("capture_session.stopping") < ended.index("capture_session.stopped")
    before = ended[: ended.index("capture_session.stopped")]
    assert before.count("rtstream.transcript") == len(ALL_SAID)
    assert before.count("rtstream.visual_index") + before.count("rtstream.index") == len(WINDOWS) + 1
    assert ended.count("capture_session.stopped") == 1


def test_an_engine_that_hangs_keeps_no_session_for_ever(tmp_path: Path) -> None:
    engines = Deterministic(speech=LoudnessSpeech(PHRASES))
    engines.speech.trouble.add(*[EngineBusy("Later.")] * 1000)
    with HostedBackend(tmp_path / "data", engines=engines.engines(), flush_s=1.0) as backend, developing(backend) as developer:
        developer.record(MIC)
        developer.start()
        developer.finish(MIC)
        wait_until(lambda: state_of(developer) in {"stopped", "exported"}, what="the end")
        assert developer.said() == []
        engines.speech.trouble.waiting.clear()
        wait_until(lambda: developer.said() == ALL_SAID, what="what is found later")


def state_of(developer: Developer) -> str:
    return str(developer.ask("GET", f"/collection/default/capture/session/{developer.session_id}")["status"])


def events_at(receiver: Receiver) -> list[str]:
    return [str(json.loads(each.body)["event"]) for each in receiver.received]
