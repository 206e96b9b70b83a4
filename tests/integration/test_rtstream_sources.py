"""Live sources: what a camera sends over RTSP becomes RTStreams like those of a recorder, and what hostile and broken ones get."""

from __future__ import annotations

import socket
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from tests.fakes.engines import deterministic
from tests.tools.clips import AAC, H264, PICTURES, TONE, Client, made, probed
from tests.tools.hosted import HostedBackend
from tests.tools.rtsp_server import Footage, RtspServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOON_S = 90.0


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Footage:
    path = tmp_path_factory.mktemp("footage") / "live.ts"
    return Footage.of(made(path, *PICTURES, *TONE, *H264, "-bf", "0", "-g", "25", *AAC))


@pytest.fixture
def camera(footage: Footage) -> Iterator[RtspServer]:
    with RtspServer(footage) as server:
        yield server


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[HostedBackend]:
    hosted = HostedBackend(tmp_path / "data", engines=deterministic(), is_embedded=True, most_sources=2).start()
    try:
        yield hosted
    finally:
        hosted.stop()


@pytest.fixture
def client(backend: HostedBackend) -> Iterator[Client]:
    with Client(backend) as asking:
        yield asking


def connected(client: Client, url: str, **told: object) -> dict[str, Any]:
    row: dict[str, Any] = client.data("POST", "/rtstream", json={"url": url, "name": "Door", "store": True, **told})
    return row


def row_of(client: Client, row: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = client.data("GET", f"/rtstream/{row['id']}")
    return shown


def fragments_of(backend: HostedBackend, row: dict[str, Any]) -> list[Any]:
    store = backend.services.store
    return list(backend.call(store.read(lambda tx: tx.streams.fragments(row["id"]))))


def error_of(client: Client, row: dict[str, Any]) -> str:
    error = wait_until(lambda: row_of(client, row)["error"], what="an error", deadline_s=SOON_S)
    return str(error["message"])


def has_media(backend: HostedBackend, row: dict[str, Any], count: int = 3) -> None:
    wait_until(lambda: len(fragments_of(backend, row)) >= count, what="fragments", deadline_s=SOON_S)


@contextmanager
def refusing(answer: bytes) -> Iterator[str]:
    """A server that says one thing to everybody; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    line, _ = listening.accept()
                except TimeoutError:
                    continue
                with line:
                    line.settimeout(5)
                    try:
                        line.recv(4096)
                        line.sendall(answer)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, name="refusing")
        thread.start()
        try:
            yield f"rtsp://127.0.0.1:{listening.getsockname()[1]}/x"
        finally:
            over.set()
            thread.join()


def test_the_server_of_these_tests_is_one_for_others_too(camera: RtspServer) -> None:
    command = ["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name", "-of", "csv=p=0", camera.url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert sorted(done.stdout.split()) == ["aac", "h264"]


def test_a_live_source_is_stored_played_understood_stopped_and_exported(camera: RtspServer, backend: HostedBackend, client: Client) -> None:
    row = connected(client, camera.url, media_types=["video", "audio"])
    assert (row["name"], row["status"], row["media_types"], row["error"]) == ("Door", "connected", ["video"], None)
    has_media(backend, row, 6)
    assert complaints_of_live(client, row) == ""
    sound = {"id": row["audio_rtstream_id"]}
    has_media(backend, sound)
    transcript = f"/rtstream/{row['id']}/transcription"  # of the pictures: it is that of their sound
    records = wait_until(lambda: client.data("GET", transcript)["transcription_records"], what="words", deadline_s=SOON_S)
    assert records[0]["text"]
    client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "stop"})
    client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "stop"})
    assert {row_of(client, each)["status"] for each in (row, sound)} == {"stopped"}
    made_of_it = wait_until(lambda: client.data("POST", f"/rtstream/{row['id']}/export").get("video_id"), what="a video", deadline_s=SOON_S)
    assert made_of_it.startswith("m-")
    video = wait_until(lambda: row_of(client, row)["exported_asset_id"], what="its file", deadline_s=SOON_S)
    assert video == made_of_it
    shown = probed(client.data("GET", f"/rtstream/{row['id']}/stream")["stream_url"])
    assert {each["codec_type"] for each in shown} >= {"video"}
    listed = client.data("GET", "/rtstream")["results"]
    assert {each["id"] for each in listed} == {row["id"], sound["id"]}
    assert client.data("GET", "/collection/default/capture/session")["sessions"] == []


def playlist_of(client: Client, row: dict[str, Any]) -> str:
    """The playlist of its one rendition."""
    url = str(client.data("GET", f"/rtstream/{row['id']}/stream")["stream_url"])
    master = client.http.get(url).text
    rendition = next(line for line in master.splitlines() if line and not line.startswith("#"))
    return client.http.get(f"{url.rpartition('/')[0]}/{rendition}").text


def complaints_of_live(client: Client, row: dict[str, Any]) -> str:
    """What FFmpeg has to say of the live playlist's first two seconds."""
    url = client.data("GET", f"/rtstream/{row['id']}/stream")["stream_url"]
    command = ["ffmpeg", "-v", "error", "-i", url, "-t", "2", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_pictures_come_as_they_were_and_go_on_behind_a_break(camera: RtspServer, backend: HostedBackend, client: Client) -> None:
    row = connected(client, camera.url)
    has_media(backend, row)
    camera.hang_up()
    assert "ended" in error_of(client, row)
    before = len(fragments_of(backend, row))
    wait_until(lambda: row_of(client, row)["error"] is None, what="its return", deadline_s=SOON_S)
    has_media(backend, row, before + 3)
    rows = fragments_of(backend, row)
    assert {each.init for each in rows} == {1, 2}
    assert [each.seq for each in rows] == list(range(1, len(rows) + 1))
    ends = [each.tfdt + each.duration for each in rows]
    assert all(end <= following.tfdt for end, following in zip(ends, rows[1:], strict=False))
    assert all(each.begins_with_sync for each in rows if each.seq == 1 or rows[each.seq - 2].init != each.init)


def test_it_is_started_again_behind_what_there_is_and_after_a_restart_goes_on(
    camera: RtspServer, backend: HostedBackend, client: Client
) -> None:
    row = connected(client, camera.url)
    has_media(backend, row)
    client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "stop"})
    count = len(fragments_of(backend, row))
    client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "start"})
    assert row_of(client, row)["status"] == "connected"
    has_media(backend, row, count + 3)
    backend.restart(deterministic())
    count = len(fragments_of(backend, row))
    has_media(backend, row, count + 3)
    assert {each.init for each in fragments_of(backend, row)} == {1, 2, 3}
    client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "stop"})
    playlist = playlist_of(client, row)
    assert (playlist.count("#EXT-X-MAP"), "#EXT-X-GAP" in playlist, "#EXT-X-ENDLIST" in playlist) == (3, True, True)


def test_a_login_is_used_and_never_shown(
    footage: Footage, backend: HostedBackend, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with RtspServer(footage, login=("anna", "geheim")) as camera:
        address = camera.url.removeprefix("rtsp://")
        wrong = connected(client, f"rtsp://anna:falsch@{address}?token=hidden")
        assert "refuses the login" in error_of(client, wrong)
        row = connected(client, f"rtsp://anna:geheim@{address}")
        has_media(backend, row)
    shown = f"{row_of(client, row)} {row_of(client, wrong)} {caplog.text}"
    assert row["source_url"] == camera.url
    assert [word for word in ("anna", "geheim", "falsch", "hidden") if word in shown] == []
    assert not any("geheim" in asked for asked in camera.asked)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1/x.m3u8",
        "file:///etc/passwd",
        "rtsp://",
        "rtsp://127.0.0.1:0/x",
        "rtsp://127.0.0.1:99999/x",
        "rtsp://10.0.0.7/x",
        "rtsp://[::ffff:169.254.169.254]/x",
        "rtsp://camera.example.org/x y",
        "rtsp://camera.example.org/\r\nTEARDOWN",
        "rtsp://a%0d%0ab:c@camera.example.org/",
        "rtsp://x" + 3000 * "x",
    ],
)
def test_hostile_addresses_are_refused_at_once(client: Client, url: str) -> None:
    answer = client.http.post(client.url + "/rtstream", json={"url": url, "name": "x"})
    assert answer.status_code in {400, 422}
    assert client.data("GET", "/rtstream")["count"] == 0


def test_a_backend_for_others_connects_to_public_addresses_only(tmp_path: Path, camera: RtspServer) -> None:
    hosted = HostedBackend(tmp_path / "public", is_embedded=False).start()
    try:
        with Client(hosted) as client:
            url = f"rtsp://127.0.0.1:{camera.port}/live"
            assert client.http.post(client.url + "/rtstream", json={"url": url}).status_code in {400, 422}
    finally:
        hosted.stop()
    assert camera.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"RTSP/1.0 302 Found\r\nCSeq: 1\r\nLocation: rtsp://127.0.0.1:1/x\r\n\r\n", "sends elsewhere"),
        (b"RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n", "knows nothing of this path"),
        (b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", "does not say what it sends"),
        (b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 99999999\r\n\r\n", "talks nonsense"),
        (100 * b"X: y\r\n", "talks nonsense"),
        (20_000 * b"x", "connection to the source has ended"),
        (b"", "connection to the source has ended"),
    ],
)
def test_a_source_that_is_none_is_said_to_be_none(client: Client, answer: bytes, said: str) -> None:
    with refusing(answer) as url:
        row = connected(client, url)
        assert said in error_of(client, row)
        assert row_of(client, row)["status"] == "connected"
        client.data("PATCH", f"/rtstream/{row['id']}/status", json={"action": "stop"})
    assert row_of(client, row)["status"] == "stopped"


def test_a_source_that_is_not_there_is_tried_again_until_it_is(footage: Footage, backend: HostedBackend, client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    row = connected(client, f"rtsp://127.0.0.1:{port}/live")
    assert "cannot be reached" in error_of(client, row)
    with RtspServer(footage, port=port):
        has_media(backend, row)
        assert row_of(client, row)["error"] is None


def test_what_a_source_does_not_send_is_said(footage: Footage, backend: HostedBackend, client: Client) -> None:
    with RtspServer(footage) as camera:
        camera.description = camera.description.replace("MPEG4-GENERIC", "PCMU")
        row = connected(client, camera.url, media_types=["video", "audio"])
        has_media(backend, row)
        assert "sound of this source is coded as PCMU" in error_of(client, row)


def test_there_are_so_many_at_a_time_and_stopped_ones_do_not_count(client: Client, camera: RtspServer) -> None:
    first, _ = connected(client, camera.url), connected(client, camera.url)
    refused = client.http.post(client.url + "/rtstream", json={"url": camera.url})
    assert (refused.status_code, "2 live sources" in refused.text) == (409, True)
    client.data("PATCH", f"/rtstream/{first['id']}/status", json={"action": "stop"})
    connected(client, camera.url)
    again = client.http.patch(f"{client.url}/rtstream/{first['id']}/status", json={"action": "start"})
    assert again.status_code == 409
