"""Shapes on which an SDK breaks: what the backend answers is looked at as it is on the wire, and through the SDK that would break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S
from tests.contract.sdk.rows import OUTSIDE
from tests.tools.played import page
from tests.tools.sdk_backend import API_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.node_calls import NodeObject
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Sdk, Take

IDS = ("cap-", "rts-", "m-", "a-", "idx-", "und-", "display:", "mic:", "system_audio:")


class Wire:
    """The backend, asked as an SDK asks and seen as it answers."""

    def __init__(self, url: str, client: str) -> None:
        self._url = url
        self._headers = {"x-access-token": API_KEY, "x-videodb-client": client, "Content-Type": "application/json"}

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - as httpx
        """One request."""
        return httpx.request(method, self._url + path, headers=self._headers, timeout=30, trust_env=False, **request)

    def data(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401 - it is JSON
        """What is answered, of a request that must succeed."""
        answer = self.ask(method, path, **request)
        assert answer.is_success, answer.text
        body = answer.json()
        assert (body["success"], body["status"], type(body["message"])) == (True, "done", str)
        return body["data"]


@pytest.fixture(scope="module")
def wire(backend: SdkBackend) -> Wire:
    return Wire(backend.url, "videodb-python/0.5.1")


@pytest.fixture(scope="module")
def row(wire: Wire, ended: Take) -> dict[str, Any]:
    """The session object."""
    found: dict[str, Any] = wire.data("GET", f"/collection/default/capture/session/{ended.session_id}")
    return found


def keys(value: Any) -> Iterator[str]:  # noqa: ANN401 - it is JSON
    """Every key in it, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from keys(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys(item)


def test_h1_a_created_session_has_no_second_id(wire: Wire) -> None:
    data = wire.data("POST", "/collection/default/capture/session", json={"end_user_id": "u"})
    assert "id" not in data
    assert data["session_id"].startswith("cap-")


def test_h2_a_session_that_is_read_has_both(wire: Wire, row: dict[str, Any]) -> None:
    assert row["id"] == row["session_id"]
    for listed in wire.data("GET", "/collection/default/capture/session")["sessions"]:
        assert listed["id"] == listed["session_id"]


def test_h3_lists_are_lists_and_metadata_is_an_object_from_the_beginning(wire: Wire) -> None:
    data = wire.data("POST", "/collection/default/capture/session", json={"end_user_id": "u"})
    for shown in (data, wire.data("GET", f"/collection/default/capture/session/{data['session_id']}")):
        assert (shown["channels"], shown["rtstreams"], shown["metadata"]) == ([], [], {})


def test_h4_a_stream_has_both_ids_wherever_it_is(wire: Wire, row: dict[str, Any]) -> None:
    rows = [*row["rtstreams"], *wire.data("GET", "/rtstream")["results"], wire.data("GET", f"/rtstream/{row['rtstreams'][0]['id']}")]
    assert all(each["id"] == each["rtstream_id"] for each in rows)


def test_h5_a_video_has_a_length(wire: Wire) -> None:
    videos = wire.data("GET", "/video")["videos"]
    assert videos
    assert {type(video["length"]) for video in videos} <= {float, int}


def test_h6_no_session_and_nothing_that_becomes_an_object_has_a_key_that_would_replace_it(wire: Wire, row: dict[str, Any]) -> None:
    assert "data" not in row
    objects = [
        row,
        *wire.data("GET", "/video")["videos"],
        *wire.data("GET", "/rtstream")["results"],
        *wire.data("GET", "/collection")["collections"],
    ]
    assert "_connection" not in set(keys(objects))


def test_h7_no_key_is_an_id(wire: Wire, row: dict[str, Any], ended: Take) -> None:
    shown = [row, wire.data("GET", "/rtstream"), wire.data("GET", f"/rtstream/{ended.stream('mic').id}/transcription")]
    assert [key for key in keys(shown) if key.startswith(IDS)] == []


def camel_case(key: str) -> str:
    """As the Node SDK rewrites it."""
    first, *others = key.split("_")
    return first + "".join(part.title() for part in others)


def test_h8_a_descriptor_comes_back_in_either_spelling(wire: Wire, ended: Take) -> None:
    display = ended.stream("display")
    scene = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 1}, "config": {"prompt": "What is it?"}}
    made = display.understand(segmentation={"type": "time", "window": "3s"}, analyzers=[scene])
    descriptor = made.outputs["scene"]
    camel = {
        "".join(part if not number else part.title() for number, part in enumerate(key.split("_"))): value
        for key, value in descriptor.items()
    }
    assert camel != descriptor
    ids = {wire.data("POST", f"/rtstream/{display.id}/indexes", json={"source": each})["index_id"] for each in (descriptor, camel)}
    assert len(ids) == 1


def test_h9_the_page_of_a_player_has_a_twin_for_frames(row: dict[str, Any]) -> None:
    player = row["rtstreams"][0]["player_url"]
    assert "/watch?v=" in player
    embed = httpx.get(player.replace("/watch?", "/embed?"), timeout=FOUND_WITHIN_S, trust_env=False)
    assert embed.status_code == 200
    assert "x-frame-options" not in embed.headers
    assert "frame-ancestors 'none'" not in embed.headers.get("content-security-policy", "")
    assert "<video" in page(player)


def test_h10_a_stream_plays_for_any_page_without_a_header(row: dict[str, Any]) -> None:
    answer = httpx.get(row["rtstreams"][0]["stream_url"], headers={"Origin": "https://console.example"}, trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"


def test_h11_a_bound_that_is_left_out_is_none(ended: Take) -> None:
    index = ended.stream("display").index_visuals(prompt="All of it", batch_config={"type": "time", "value": 3, "frame_count": 1})
    found = wait_until(lambda: index.get_scenes(start=ended.begun_s, end=ended.ended_s)["scenes"], what="scenes", deadline_s=FOUND_WITHIN_S)
    everything = [scene["id"] for scene in index.get_scenes(start=0, end=1)["scenes"]]  # this SDK leaves out both
    assert {scene["id"] for scene in found} <= set(everything)


def test_h12_null_missing_and_empty_are_the_same(wire: Wire, ended: Take) -> None:
    path = f"/rtstream/{ended.stream('display').id}/index/scene"
    nulls: dict[str, object] = {
        "extraction_type": "time",
        "extraction_config": None,
        "prompt": "Same",
        "model_name": None,
        "model_config": {},
        "name": None,
    }
    short = {"extraction_type": "time", "prompt": "Same"}
    assert len({wire.data("POST", path, json=body)["rtstream_index_id"] for body in (nulls, short)}) == 1


def test_h13_understandings_of_streams_and_of_videos_have_their_own_names(wire: Wire, ended: Take) -> None:
    stream = wire.data("GET", f"/rtstream/{ended.stream('display').id}/understand")
    video = wire.data("GET", f"/video/{ended.session().exported_video_id}/understand")
    assert (list(stream), list(video)) == (["understandings"], ["understanding_results"])


def test_aliases_are_for_official_sdks_alone(backend: SdkBackend, ended: Take) -> None:
    def categories(client: str) -> list[str]:
        data = Wire(backend.url, client).data("GET", f"/collection/default/capture/session/{ended.session_id}")
        return [each["channel_id"] for each in data["rtstreams"]]

    clean = ["mic", "system_audio", "display", "display"]
    assert categories("") == categories("somebody/1.0") == clean
    assert categories("videodb-node/0.3.0") == categories("videodb-python/0.5.1") == [*clean, "screen", "screen"]


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/collection/{made}"), ("PATCH", "/collection/{made}")])
def test_what_is_removed_or_changed_is_answered_with_an_envelope(wire: Wire, method: str, path: str) -> None:
    made = wire.data("POST", "/collection", json={"name": "For a moment", "description": ""})["id"]
    assert isinstance(wire.data(method, path.format(made=made), **({"json": {"name": "x"}} if method == "PATCH" else {})), dict)


def test_metadata_of_a_person_is_echoed_as_it_was_given(conn: Sdk, node_conn: NodeObject) -> None:
    metadata = {"display:1": {"Key With Spaces": [None, 1.5, {"x_y": True}]}}
    session = conn.create_capture_session(end_user_id="u", metadata=metadata)
    assert conn.get_capture_session(session.id).metadata == metadata
    rewritten = node_conn.call("getCaptureSession", session.id).metadata
    assert rewritten == {"display1": {"keyWithSpaces": [None, 1.5, {"xY": True}]}}  # by that SDK, in everything it reads


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_done_here_says_so_as_sdks_understand_it(wire: Wire, name: str) -> None:
    method, path = re.sub(r"\{\w+\}", "default", name).split(" ")
    answer = wire.ask(method, path, **({} if method in {"GET", "DELETE"} else {"json": {"name": "x", "url": "rtsp://192.0.2.1/live"}}))
    assert answer.status_code in {404, 405, 501}, answer.text
    told = answer.json()
    assert told["success"] is False
    assert told["message"].endswith(".")
    assert told["error_code"].isupper()
