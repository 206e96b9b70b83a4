"""Live sources that the backend fetches, as the Python SDK connects them; the Node SDK has no method for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from videodb.exceptions import InvalidRequestError

from demo.process import wait_until
from tests.contract.sdk.rows import Client, walks
from tests.tools.clips import AAC, H264, PICTURES, TONE, made
from tests.tools.played import played
from tests.tools.rtsp_server import Footage, RtspServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear import Connection
    from tests.tools.takes import Sdk


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtspServer]:
    """A camera with a login."""
    file = made(tmp_path_factory.mktemp("camera") / "live.ts", *PICTURES, *TONE, *H264, "-bf", "0", "-g", "25", *AAC)
    with RtspServer(Footage.of(file), login=("anna", "geheim")) as server:
        yield server


@walks(Client.PYTHON, "POST /rtstream", "PATCH /rtstream/{rid}/status", "GET /rtstream/{rid}", "GET /rtstream/{rid}/stream")
def test_a_camera_is_connected_watched_heard_stopped_and_exported(conn: Sdk, camera: RtspServer) -> None:
    shelf = conn.get_collection()
    url = camera.url.replace("rtsp://", "rtsp://anna:geheim@")
    stream = shelf.connect_rtstream(url, "Front door", media_types=["video", "audio"], store=True, enable_transcript=True, sample_rate=25)
    assert (stream.name, stream.status, stream.sample_rate, stream.collection_id) == ("Front door", "connected", 25, "default")
    words = wait_until(lambda: stream.get_transcript()["transcription_records"], what="words", deadline_s=120)
    assert words[0]["text"]
    assert stream.id in {each.id for each in shelf.list_rtstreams(limit=200)}
    stream.stop()
    assert shelf.get_rtstream(stream.id).status == "stopped"
    exported = wait_until(lambda: stream.export().video_id, what="a video")
    assert exported.startswith("m-")
    assert "video" in played(conn.get(f"rtstream/{stream.id}/stream")["stream_url"]).kinds
    stream.start()
    assert shelf.get_rtstream(stream.id).status == "connected"
    stream.stop()


@walks(Client.OURS, "POST /rtstream", "PATCH /rtstream/{rid}/status")
def test_a_camera_is_connected_and_stopped_by_our_sdk(own: Connection, camera: RtspServer) -> None:
    shelf = own.get_collection()
    stream = shelf.connect_rtstream(camera.url.replace("rtsp://", "rtsp://anna:geheim@"), "Back door", media_types=["video"], store=False)
    assert (stream.name, stream.status, stream.media_types, stream.collection_id) == ("Back door", "connected", ["video"], "default")
    stream.stop()
    assert shelf.get_rtstream(stream.id).status == "stopped"


def test_an_address_that_can_never_be_one_is_refused_with_a_sentence(conn: Sdk) -> None:
    with pytest.raises(InvalidRequestError, match="rtsp://"):
        conn.get_collection().connect_rtstream("file:///etc/passwd", "x")
