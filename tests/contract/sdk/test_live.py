"""While somebody records: the webhook handler of the quickstart starts what is to be understood, and it comes back as it is found."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from videodb.exceptions import InvalidRequestError

from demo.process import wait_until
from tests.contract.sdk.looking import FEW_S, FOUND_WITHIN_S, is_as_bright, scene, sounded_in, transcript, webhook_handler
from tests.contract.sdk.rows import Client, walks
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BRIGHT, BUDGET, FRIDAY, LUNCH, OTHER, WELCOME

if TYPE_CHECKING:
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Sdk, Take


def test_the_webhook_that_a_session_is_active_comes_once_and_names_its_streams(live: Take) -> None:
    told = [json.loads(webhook.body) for webhook in live.webhooks()]
    assert [payload["event"] for payload in told] == [f"capture_session.{state}" for state in ("created", "starting", "active")]
    active = told[-1]
    assert (active["capture_session_id"], active["status"], active["channel"]) == (live.session_id, "active", "capture_session")
    rows = active["data"]["rtstreams"]
    assert [(row["name"], row["channel_id"], row["media_types"]) for row in rows] == [
        ("mic:default", "mic", ["audio"]),
        ("system_audio:default", "system_audio", ["audio"]),
        ("display:1", "display", ["video"]),
        ("display:2", "display", ["video"]),
    ]
    assert {row["rtstream_id"] for row in rows} == {stream.id for stream in live.session().rtstreams}
    assert all(set(row) == {"rtstream_id", "name", "channel_id", "media_types"} for row in rows)


def test_the_socket_of_the_session_tells_the_same(live: Take) -> None:
    told = live.listener.wait_for(2, type="capture_session", capture_session_id=live.session_id)
    active = next(message for message in told if message["event"] == "capture_session.active")
    assert {name: active[name] for name in json.loads(live.active)} == json.loads(live.active)
    assert all("id" not in message for message in live.listener.messages())


@walks(Client.PYTHON, "POST /rtstream/{rid}/transcription", "POST /rtstream/{rid}/index/scene", "GET /rtstream/{rid}/index/scene")
def test_the_handler_of_the_quickstart_starts_a_transcript_and_two_indexes_however_often_it_is_called(take: Take, mic: Sdk) -> None:
    webhook_handler(take.conn)(json.loads(take.event("active")))
    displays = take.session().get_rtstream("display")
    (heard,) = mic.list_scene_indexes()
    (seen,) = displays[0].list_scene_indexes()
    assert displays[0].name == "display:1"
    assert displays[1].list_scene_indexes() == []
    assert (heard.prompt, heard.extraction_type, heard.status) == ("Extract key decisions and action items", "transcript", "running")
    assert (seen.prompt, seen.extraction_type, seen.status) == ("Describe what the user is doing", "time", "running")
    assert seen.extraction_config == {"time": 2, "frame_count": 5}
    assert heard.rtstream_index_id
    assert mic.start_transcript()["status"] == "running"


@walks(Client.PYTHON, "GET /rtstream/{rid}/transcription")
def test_what_was_said_before_the_handler_ran_is_transcribed(take: Take, mic: Sdk) -> None:
    record = transcript(mic, LUNCH)
    assert sounded_in(take.said[0], record["start"], record["end"])
    assert take.covers(record["start"], record["end"])
    assert [word["text"] for word in record["word_timestamps"]] == LUNCH.split()
    assert record["word_timestamps"][0]["start"] == pytest.approx(record["start"], abs=0.002)
    assert record["word_timestamps"][-1]["end"] == pytest.approx(record["end"], abs=0.002)


def test_words_come_over_the_socket_before_and_once_when_they_are_final(take: Take, mic: Sdk) -> None:
    said = take.say(BUDGET)
    record = transcript(mic, BUDGET, after_s=said.start_s - FEW_S)

    def of_it() -> list[dict[str, Any]]:
        heard = take.listener.messages(channel="transcript", rtstream_id=mic.id)
        return [each for each in heard if said.start_s - FEW_S <= each["data"]["start"] / 1000 <= said.end_s + FEW_S]

    wait_until(lambda: any(message["is_final"] is True for message in of_it()), what="the final words")
    finals = [message for message in of_it() if message["is_final"] is True]
    assert [message["text"] for message in finals] == [BUDGET]
    assert abs(finals[0]["data"]["start"] / 1000 - record["start"]) < 0.01
    interims = of_it()[:-1]
    assert interims
    assert {message["is_final"] for message in interims} == {False}
    assert of_it()[-1] == finals[0]


def test_every_event_has_the_flat_shape_of_the_quickstart_and_the_nested_one_of_the_linked_page(take: Take, mic: Sdk, display: Sdk) -> None:
    index = mic.index_audio(prompt="In a word", batch_config={"type": "time", "value": 2}, name="often")
    scene(index, "passages")
    spoken = take.listener.wait_for(channel="transcript", is_final=True)[0]
    assert {name: type(spoken[name]) for name in ("type", "text", "is_final")} == {"type": str, "text": str, "is_final": bool}
    seen = take.listener.wait_for(channel="visual_index", rtstream_id=display.id)[0]
    heard = take.listener.wait_for(channel="audio_index", rtstream_index_id=index.rtstream_index_id)[0]
    assert {name: seen[name] for name in ("type", "index_type")} == {"type": "index", "index_type": "visual"}
    assert {name: heard[name] for name in ("type", "index_type")} == {"type": "index", "index_type": "audio"}
    for message, stream in ((spoken, mic), (seen, display), (heard, mic)):
        assert message["data"]["text"] == message["text"]
        assert take.covers(message["data"]["start"] / 1000, message["data"]["end"] / 1000)
        assert isinstance(message["data"]["start"], int)
        assert (message["rtstream_id"], message["rtstream_name"]) == (stream.id, stream.name)
        assert message["capture_session_id"] == take.session_id
        assert isinstance(message["message_id"], int)


@walks(Client.PYTHON, "GET /rtstream/{rid}/index/scene/{iid}", "GET /rtstream/{rid}/index/{iid}")
def test_what_is_seen_is_told_with_the_time_at_which_it_was_seen(take: Take, display: Sdk) -> None:
    (index,) = display.list_scene_indexes()
    assert is_as_bright(scene(index, "brightness")["text"], BRIGHT)
    changed_s = time.time()
    take.stage.paint(1, OTHER)
    record = wait_until(
        lambda: next((each for each in index.get_scenes()["scenes"] if is_as_bright(each["text"], OTHER)), None),
        what="the new brightness",
        deadline_s=FOUND_WITHIN_S,
    )
    take.stage.paint(1, BRIGHT)
    assert record["end"] > changed_s
    assert record["end"] - record["start"] == pytest.approx(2, abs=0.05)
    assert record["description"] == record["text"]
    assert take.covers(record["start"], record["end"])
    assert record["id"]
    assert display.get_scene_index(index.rtstream_index_id).prompt == index.prompt


def test_records_come_in_pages_and_by_their_time(take: Take, display: Sdk, mic: Sdk) -> None:
    (index,) = display.list_scene_indexes()
    wait_until(lambda: len(index.get_scenes()["scenes"]) >= 3 or None, what="three windows", deadline_s=FOUND_WITHIN_S)
    first, second = (index.get_scenes(page=page, page_size=1) for page in (1, 2))
    assert first["next_page"] is True
    assert first["scenes"][0]["start"] < second["scenes"][0]["start"]
    middle = second["scenes"][0]
    between = index.get_scenes(start=middle["start"] + 0.5, end=middle["start"] + 0.6)["scenes"]
    assert [each["id"] for each in between] == [middle["id"]]
    said = transcript(mic, LUNCH)
    told = mic.get_transcript(page=1, page_size=1)
    assert (told["page"], told["page_size"], len(told["transcription_records"])) == (1, 1, 1)
    assert told["total_count"] >= 1
    assert mic.get_transcript(start=said["start"], end=said["end"])["transcription_records"][0]["text"] == LUNCH
    assert mic.get_transcript(end=said["start"] - 5)["transcription_records"] == []
    assert mic.get_transcript(since=time.time() + 60)["transcription_records"] == []


@walks(Client.PYTHON, "GET /collection/{cid}/websocket")
def test_a_second_socket_hears_of_the_pipeline_it_was_named_for_and_of_nothing_else(take: Take, mic: Sdk, display: Sdk) -> None:
    import asyncio

    async def scene() -> list[dict[str, Any]]:
        async with take.conn.connect_websocket() as socket:
            await asyncio.to_thread(mic.start_transcript, ws_connection_id=socket.connection_id)
            await asyncio.to_thread(take.say, FRIDAY)
            heard = []
            async for message in socket.receive():
                heard.append(message)
                if message.get("is_final"):
                    return heard
        return []

    heard = asyncio.run(asyncio.wait_for(scene(), FOUND_WITHIN_S))
    assert heard[-1]["text"] == FRIDAY
    assert {(message["channel"], message["rtstream_id"]) for message in heard} == {("transcript", mic.id)}


def test_the_sound_of_the_computer_has_a_transcript_of_its_own(take: Take, mic: Sdk) -> None:
    computer = take.stream("system_audio")
    assert computer.start_transcript()["status"] == "running"
    said = take.say(WELCOME, in_video=True)
    record = transcript(computer, WELCOME)
    assert sounded_in(said, record["start"], record["end"])
    assert WELCOME not in {each["text"] for each in mic.get_transcript()["transcription_records"]}


def test_an_index_for_the_other_kind_of_stream_is_a_clear_refusal(mic: Sdk, display: Sdk) -> None:
    with pytest.raises(InvalidRequestError, match="sound"):
        mic.index_visuals(prompt="What is to be seen?")
    with pytest.raises(InvalidRequestError, match="display"):
        display.index_audio(prompt="What is to be heard?")
    with pytest.raises(InvalidRequestError):
        display.start_transcript()


def test_a_session_that_is_live_is_not_cut_off_when_its_token_is_taken_back(take: Take, backend: SdkBackend, mic: Sdk) -> None:
    headers = {"x-access-token": API_KEY}
    answer = httpx.post(f"{backend.url}/capture/session/token/revoke", json={"token": take.token}, headers=headers, trust_env=False)
    assert answer.status_code == 200, answer.text
    said = take.say(LUNCH)
    assert sounded_in(said, *(transcript(mic, LUNCH, after_s=said.start_s - FEW_S)[edge] for edge in ("start", "end")))
    assert take.is_running
