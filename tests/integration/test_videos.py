"""What is done with videos: words, scenes, pictures, shots of several, subtitles, files. The engines are those of tests."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import av
import httpx
import numpy as np
import pytest

from demo.process import wait_until
from tests.fakes.engines import deterministic
from tests.tools.clips import AAC, H264, PICTURES, TONE, Client, complaints, made, probed
from tests.tools.hosted import HostedBackend
from tests.tools.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 6.0
SAID = "loudness 3"  # what the engine of tests says of a tone, again and again
RED_THEN_BLUE = (
    *("-filter_complex", "color=red:size=160x120:rate=25:d=3[a];color=blue:size=160x120:rate=25:d=3[b];[a][b]concat=n=2,format=yuv420p"),
    *H264,
    *("-bf", "0"),
)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedBackend]:
    hosted = HostedBackend(tmp_path_factory.mktemp("data"), engines=deterministic(), is_embedded=True).start()
    try:
        yield hosted
    finally:
        hosted.stop()


@pytest.fixture
def client(backend: HostedBackend) -> Iterator[Client]:
    with Client(backend) as asking:
        yield asking


@pytest.fixture(scope="module")
def video(backend: HostedBackend, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Six seconds of pictures and a tone."""
    with Client(backend) as client:
        return client.taken(made(tmp_path_factory.mktemp("files") / "v.mp4", *PICTURES, *TONE, *H264, "-bf", "0", *AAC, seconds=SECONDS))


@pytest.fixture(scope="module")
def silent(backend: HostedBackend, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Three seconds of red and three of blue, without a sound."""
    with Client(backend) as client:
        return client.taken(made(tmp_path_factory.mktemp("files") / "s.mp4", *RED_THEN_BLUE, seconds=SECONDS))


def test_what_is_said_is_told_in_seconds_of_the_video(client: Client, video: dict[str, Any]) -> None:
    path = f"/video/{video['id']}"
    assert client.data("POST", f"{path}/index", json={"index_type": "spoken_word"})["status"] == "ready"
    assert client.data("POST", f"{path}/index", json={"index_type": "spoken_word"})["status"] == "ready"
    words = client.data("GET", f"{path}/transcription")
    assert words["text"].startswith(SAID)
    assert [each["text"] for each in words["word_timestamps"]][:2] == SAID.split()
    assert 0 <= words["word_timestamps"][0]["start"] < 0.2
    assert all(each["start"] < each["end"] <= SECONDS + 0.1 for each in words["word_timestamps"])
    sentences = client.data("GET", f"{path}/transcription", params={"segmenter": "sentence"})["word_timestamps"]
    assert sentences[0]["text"] == SAID
    slots = client.data("GET", f"{path}/transcription", params={"segmenter": "time", "length": 3})["word_timestamps"]
    assert (slots[0]["start"], slots[0]["end"]) == (0, 3)


def test_a_part_of_what_is_said_is_told_alone(client: Client, video: dict[str, Any]) -> None:
    path = f"/video/{video['id']}/transcription"
    client.data("POST", path, json={})
    part = client.data("GET", path, params={"start": 5.2, "end": 6})["word_timestamps"]
    assert part
    assert all(each["end"] > 5.2 for each in part)
    assert client.ask("GET", path, params={"start": 5, "end": 1})["success"] is False


def test_written_down_again_by_force_it_is_there_once(client: Client, video: dict[str, Any]) -> None:
    path = f"/video/{video['id']}/transcription"
    first = client.data("POST", path, json={})["text"]
    assert client.data("POST", path, json={"force": True})["text"] == first


def test_a_video_without_sound_says_so(client: Client, silent: dict[str, Any]) -> None:
    answer = client.ask("POST", f"/video/{silent['id']}/index", json={"index_type": "spoken_word"})
    assert (answer["success"], answer["error_code"]) == (False, "CONFLICT")


def test_an_operation_says_how_far_it_is_until_it_is_through(
    client: Client, backend: HostedBackend, tmp_path_factory: pytest.TempPathFactory
) -> None:
    video = client.taken(made(tmp_path_factory.mktemp("files") / "v.wav", *TONE, seconds=3))
    told = client.http.post(f"{backend.url}/video/{video['id']}/index", json={"index_type": "spoken_word"}).json()
    assert (told["status"], told["request_type"]) == ("processing", "sync")
    assert told["data"]["output_url"].startswith(client.url)
    assert 0 <= told["data"]["percentage"] < 100
    ended = wait_until(lambda: through(client, told["data"]["output_url"]), what="the transcript")
    assert ended["response"]["success"] is True
    assert ended["response"]["data"]["text"].startswith("loudness")


def through(client: Client, url: str) -> dict[str, Any] | None:
    answer: dict[str, Any] = client.http.get(url).json()
    return answer if answer["status"] != "processing" else None


def test_scenes_are_indexed_read_found_and_removed(client: Client, silent: dict[str, Any]) -> None:
    path = f"/video/{silent['id']}/index/scene"
    wanted = {"extraction_type": "time", "extraction_config": {"time": 3, "frame_count": 2}, "prompt": "what is it?"}
    index_id = client.data("POST", path, json=wanted)["scene_index_id"]
    assert client.data("POST", path, json=wanted)["scene_index_id"] == index_id
    records = client.data("GET", f"{path}/{index_id}")["scene_index_records"]
    assert [(each["start"], each["end"]) for each in records] == [(0, 3), (3, 6)]
    brightness = [int(each["description"].split()[-1]) for each in records]
    assert brightness[0] != brightness[1]  # red and blue
    assert client.data("GET", path)["scene_indexes"][0]["status"] == "ready"
    client.data("DELETE", f"{path}/{index_id}")
    assert client.data("GET", path)["scene_indexes"] == []
    assert client.ask("GET", f"{path}/{index_id}")["success"] is False


def test_scenes_that_somebody_described_are_found(client: Client, silent: dict[str, Any]) -> None:
    path = f"/video/{silent['id']}"
    scenes = [{"start": 0, "end": 3, "description": "a poppy field"}, {"start": 3, "end": 6, "description": "the deep sea"}]
    index_id = client.data("POST", f"{path}/index/scene", json={"scenes": scenes, "name": "mine"})["scene_index_id"]
    found = client.data("POST", f"{path}/clip", json={"prompt": "sea", "content_type": "visual"})["results"][0]["docs"][0]
    assert (found["start"], found["end"], found["scene_index_id"]) == (3, 6, index_id)
    beyond = {"scenes": [{"start": 3, "end": 60, "description": "after the end"}]}
    assert client.ask("POST", f"{path}/index/scene", json=beyond)["success"] is False
    client.data("DELETE", f"{path}/index/scene/{index_id}")


def test_an_understanding_is_read_and_indexed(client: Client, silent: dict[str, Any]) -> None:
    path = f"/video/{silent['id']}"
    analyzer = {"type": "vlm", "name": "look", "config": {"prompt": "describe"}}
    made_of = client.data("POST", f"{path}/understand", json={"analyzers": [analyzer], "segmentation": {"type": "time", "window": "3s"}})
    identity = made_of["understanding_id"]
    wait_until(lambda: client.data("GET", f"{path}/understand/{identity}")["status"] == "done", what="the understanding")
    segments = client.data("GET", f"{path}/understand/{identity}/analyzers/look/output")["segments"]
    assert [(each["start"], each["end"]) for each in segments] == [(0, 3), (3, 6)]
    source = {"understanding_id": identity, "analyzer_id": "look", "analyzer_type": "vlm"}
    index = client.data("POST", f"{path}/indexes", json={"source": source, "name": "looks"})
    assert (index["status"], index["record_count"]) == ("ready", 2)
    first = client.data("GET", f"{path}/indexes/{index['index_id']}/records", params={"limit": 1})
    assert (len(first["records"]), first["next_cursor"]) == (1, "1")
    client.data("DELETE", f"{path}/indexes/{index['index_id']}")
    client.data("DELETE", f"{path}/understand/{identity}")
    assert client.data("GET", f"{path}/understand")["understanding_results"] == []


@pytest.mark.parametrize(("time", "colour"), [(1.0, "red"), (4.0, "blue"), (5.9, "blue")])
def test_a_picture_of_a_moment_shows_what_was_to_be_seen_then(client: Client, silent: dict[str, Any], time: float, colour: str) -> None:
    image = client.data("POST", f"/video/{silent['id']}/thumbnail", json={"time": time})
    again = client.data("POST", f"/video/{silent['id']}/thumbnail", json={"time": time})
    assert image["id"] == again["id"]
    answer = httpx.get(image["url"], trust_env=False)
    assert answer.headers["content-type"] == "image/jpeg"
    with av.open(io.BytesIO(answer.content), "r") as file:
        red, _, blue = np.mean(next(file.decode(video=0)).to_ndarray(format="rgb24"), axis=(0, 1))
    assert {"red": (red > 200, blue < 60), "blue": (blue > 200, red < 60)}[colour] == (True, True)
    assert image["id"] in [each["id"] for each in client.data("GET", f"/video/{silent['id']}/thumbnails")]


def test_a_video_has_a_picture_without_asking_for_one(client: Client, video: dict[str, Any]) -> None:
    answer = httpx.get(video["thumbnail_url"], trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert client.data("GET", f"/video/{video['id']}/thumbnail")["thumbnail_url"] == video["thumbnail_url"]
    assert client.ask("POST", f"/video/{video['id']}/thumbnail", json={"time": 99})["success"] is False


def frames_of(playlist: str, url: str, folder: Path) -> list[int]:
    """How many pictures each part between discontinuities holds, as a decoder finds them that begins anew with its init."""
    counts = []
    init = ""
    for number, part in enumerate(playlist.split("#EXT-X-DISCONTINUITY\n")):
        init = part.split('#EXT-X-MAP:URI="')[1].split('"')[0] if "#EXT-X-MAP" in part else init
        names = [init, *(line for line in part.splitlines() if line.endswith(".m4s"))]
        file = folder / f"{number}.mp4"
        file.write_bytes(b"".join(httpx.get(urljoin(url, name), trust_env=False).raise_for_status().content for name in names))
        counts.append(int(next(each for each in probed(str(file)) if each["codec_type"] == "video")["nb_read_frames"]))
    return counts


def test_shots_of_several_videos_play_one_after_the_other(
    client: Client, video: dict[str, Any], silent: dict[str, Any], tmp_path: Path
) -> None:
    parts = [
        {"video_id": video["id"], "collection_id": "default", "shots": [[0, 2]]},
        {"video_id": silent["id"], "collection_id": "default", "shots": [[0, 6]]},
        {"video_id": video["id"], "collection_id": "default", "shots": [[2, 6]]},
    ]
    told = client.data("POST", "/compile", json=parts)
    heard = probed(told["stream_url"].replace("master", "compiled-sound"))
    assert {each["codec_type"] for each in heard} == {"audio"}
    url = told["stream_url"].replace("master", "compiled-video")
    playlist = httpx.get(url, trust_env=False).text
    assert playlist.count("#EXT-X-DISCONTINUITY\n") == 2
    assert frames_of(playlist, url, tmp_path) == [2 * 25, 6 * 25, 4 * 25]  # by part: FFmpeg 5.1 goes on with the first init behind one
    assert httpx.get(told["player_url"], trust_env=False).status_code == 200
    facts = httpx.get(told["stream_url"].replace("master.m3u8", "facts.json"), trust_env=False).json()
    assert facts["duration"] == pytest.approx(12.0, abs=0.1)


def test_what_cannot_be_joined_is_refused(client: Client, video: dict[str, Any]) -> None:
    assert client.ask("POST", "/compile", json=[])["success"] is False
    assert client.ask("POST", "/compile", json=[{"video_id": "m-nothing"}])["success"] is False
    assert client.ask("POST", "/compile", json=[{"video_id": video["id"], "shots": [[5, 1]]}])["success"] is False


def test_subtitles_stand_beside_the_video(client: Client, video: dict[str, Any]) -> None:
    client.data("POST", f"/video/{video['id']}/index", json={"index_type": "spoken_word"})
    told = client.data("POST", f"/video/{video['id']}/workflow", json={"type": "add_subtitles", "subtitle_style": {"font_name": "Arial"}})
    master = httpx.get(told["stream_url"], trust_env=False).text
    assert 'TYPE=SUBTITLES,GROUP-ID="text"' in master
    assert 'SUBTITLES="text"' in master
    text = httpx.get(told["subtitle_url"], trust_env=False).text
    assert text.startswith("WEBVTT\n")
    assert SAID in text
    assert "00:00:00.000 --> " in text
    assert told["player_url"] == f"{video['player_url']}&subtitles=true"
    assert complaints(video["stream_url"]) == ""  # without them it plays as before


def test_a_link_of_one_track_shows_and_tells_nothing_of_the_others(client: Client, video: dict[str, Any]) -> None:
    client.data("POST", f"/video/{video['id']}/workflow", json={"type": "add_subtitles"})
    playlist = httpx.get(video["stream_url"]).text
    sound, pictures = re.search(r'URI="(rts-\w+)', playlist), re.search(r"^rts-\w+", playlist, re.MULTILINE)
    assert sound is not None
    assert pictures is not None
    of_sound, of_pictures = (
        client.data("POST", "/share", json={"target": target})["stream_url"].removesuffix("master.m3u8")
        for target in (sound[1], pictures[0])
    )
    assert httpx.get(f"{of_sound}thumbnail.jpg").status_code == 404
    assert httpx.get(f"{of_pictures}thumbnail.jpg").status_code == 200
    assert SAID in httpx.get(f"{of_sound}subtitles.vtt").text
    assert httpx.get(f"{of_pictures}subtitles.vtt").status_code == 404
    assert httpx.get(f"{of_pictures}subtitles.m3u8").status_code == 404


def test_the_file_behind_a_link_can_be_had(client: Client, video: dict[str, Any]) -> None:
    told = client.data("POST", "/download", json={"stream_link": video["stream_url"], "name": "mine"})
    answer = httpx.get(told["download_url"], trust_env=False)
    assert (answer.status_code, len(answer.content)) == (200, video["size"])
    assert "attachment" in answer.headers["content-disposition"]
    assert client.ask("POST", "/download", json={"stream_link": "https://example.org/video.m3u8"})["success"] is False
    stretch = client.data("POST", f"/video/{video['id']}/stream", json={"timeline": [[1, 2]]})["stream_url"]
    assert client.ask("POST", "/download", json={"stream_link": stretch})["success"] is False


def test_a_callback_is_told_when_an_index_is_through(client: Client, silent: dict[str, Any]) -> None:
    with Receiver() as receiver:
        wanted = {"extraction_type": "time", "extraction_config": {"time": 6}, "callback_url": f"{receiver.url}/done"}
        index_id = client.data("POST", f"/video/{silent['id']}/index/scene", json=wanted)["scene_index_id"]
        told = json.loads(receiver.wait_for(bool)[0].body)
    assert (told["success"], told["status"], told["data"]["scene_index_id"]) == (True, "done", index_id)
    client.data("DELETE", f"/video/{silent['id']}/index/scene/{index_id}")


@pytest.mark.parametrize("path", ["reframe", "storage", "meeting"])
def test_what_is_not_offered_is_told_in_the_shape_of_errors(client: Client, video: dict[str, Any], path: str) -> None:
    answer = client.http.post(f"{client.url}/video/{video['id']}/{path}", json={})
    assert answer.status_code in {404, 501}
    assert answer.json()["success"] is False


def test_without_an_engine_nothing_is_waited_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    hosted = HostedBackend(tmp_path_factory.mktemp("data")).start()
    try:
        with Client(hosted) as client:
            video = client.taken(made(tmp_path_factory.mktemp("files") / "v.mp4", *PICTURES, *TONE, *H264, *AAC, seconds=2))
            path = f"/video/{video['id']}"
            for told in (
                client.http.post(f"{hosted.url}{path}/index", json={"index_type": "spoken_word"}).json(),
                client.http.post(f"{hosted.url}{path}/index/scene", json={"prompt": "x"}).json(),
            ):
                assert (told["status"], told["data"]["status"]) == ("done", "waiting_for_engine")
            assert client.data("GET", f"{path}/transcription")["word_timestamps"] == []
            hosted.restart(deterministic())
        with Client(hosted) as client:
            wait_until(lambda: client.data("GET", f"{path}/transcription")["text"], what="the transcript")
    finally:
        hosted.stop()
