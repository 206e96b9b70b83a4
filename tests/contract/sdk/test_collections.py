"""Collections, files that are handed over, downloads and generated text, through both SDKs."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from videodb.exceptions import InvalidRequestError

from tests.contract.sdk.rows import Client, walks
from tests.tools.node_calls import NodeError
from tests.tools.played import downloaded, played

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.node_calls import NodeObject
    from tests.tools.receiver import Receiver
    from tests.tools.takes import Sdk, Take

FILE_S = 4


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film as somebody else's program made it."""
    file = tmp_path_factory.mktemp("files") / "a film.mp4"
    pictures = ["-f", "lavfi", "-i", f"testsrc2=size=320x180:rate=25:duration={FILE_S}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=1000:duration={FILE_S}"]
    encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
    subprocess.run(["ffmpeg", "-v", "error", *pictures, *tone, *encoding, str(file)], check=True, timeout=60)
    return file


@pytest.fixture(scope="module")
def tune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound alone."""
    file = tmp_path_factory.mktemp("files") / "tune.mp3"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=600:duration=3", str(file)], check=True, timeout=60)
    return file


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture."""
    file = tmp_path_factory.mktemp("files") / "logo.png"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x48", "-frames:v", "1", str(file)], check=True, timeout=60
    )
    return file


@walks(
    Client.PYTHON,
    "GET /collection/{cid}",
    "GET /collection",
    "POST /collection",
    "PATCH /collection/{cid}",
    "DELETE /collection/{cid}",
)
def test_a_collection_is_made_changed_listed_and_removed(conn: Sdk) -> None:
    default = conn.get_collection()
    assert (default.id, default.is_public) == ("default", False)
    made = conn.create_collection("Team", "What the team recorded")
    assert made.id.startswith("c-")
    assert (made.name, made.description, made.is_public) == ("Team", "What the team recorded", False)
    assert conn.update_collection(made.id, "The team", "Everything").name == "The team"
    made.make_public()
    found = conn.get_collection(made.id)
    assert (found.name, found.description, found.is_public) == ("The team", "Everything", True)
    found.make_private()
    assert {"default", made.id} <= {each.id for each in conn.get_collections()}
    session = made.create_capture_session(end_user_id="somebody")
    assert conn.get_capture_session(session.id).id == session.id  # also found under default
    assert [each.id for each in made.list_capture_sessions()] == [session.id]
    other = conn.create_collection("Empty", "")
    other.delete()
    with pytest.raises(InvalidRequestError):
        conn.get_collection(other.id)


@walks(Client.NODE, "GET /collection", "POST /collection", "PATCH /collection/{cid}", "DELETE /collection/{cid}")
def test_a_collection_is_made_changed_listed_and_removed_by_node(node_conn: NodeObject) -> None:
    made = node_conn.call("createCollection", "Team of Node", "What it recorded", True)  # noqa: FBT003 - the SDK's signature
    assert (made.name, made.isPublic) == ("Team of Node", True)
    assert node_conn.call("updateCollection", made.id, "Renamed", "Still").name == "Renamed"
    assert made.id in {each.id for each in node_conn.call("getCollections")}
    made.call("makePrivate")
    assert node_conn.call("getCollection", made.id).isPublic is False
    made.call("delete")
    with pytest.raises(NodeError, match="Error 404"):
        node_conn.call("getCollection", made.id)


@walks(Client.PYTHON, "GET /collection/{cid}/upload_url", "POST /collection/{cid}/upload", "DELETE /video/{vid}", "PATCH /video/{vid}")
def test_a_film_that_is_handed_over_becomes_a_video_that_plays_and_can_be_removed(conn: Sdk, clip: Path) -> None:
    video = conn.get_collection().upload(file_path=str(clip), description="From elsewhere")
    assert video.id.startswith("m-")
    assert (video.name, video.description) == ("a film", "From elsewhere")
    assert video.length == pytest.approx(FILE_S, abs=0.3)
    assert played(video.stream_url).kinds == {"video", "audio"}
    video.update(name="Another name")
    assert conn.get_collection().get_video(video.id).name == "Another name"
    assert video.id in {each.id for each in conn.get_collection().get_videos()}
    video.delete()
    assert video.id not in {each.id for each in conn.get_collection().get_videos()}
    with pytest.raises(InvalidRequestError):
        conn.get_collection().get_video(video.id)


def test_sound_and_pictures_that_are_handed_over_are_of_their_kind(conn: Sdk, tune: Path, picture: Path) -> None:
    heard, seen = conn.upload(file_path=str(tune)), conn.upload(file_path=str(picture), name="The logo")
    assert (heard.id[:2], seen.id[:4]) == ("a-", "img-")
    assert heard.length == pytest.approx(3, abs=0.3)
    assert seen.name == "The logo"
    assert heard.id in {each.id for each in conn.get_collection().get_audios()}
    assert seen.id in {each.id for each in conn.get_collection().get_images()}


def test_a_file_that_is_no_media_is_refused_with_a_sentence(conn: Sdk, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to see or hear", "utf-8")
    with pytest.raises(InvalidRequestError, match="Invalid request: "):
        conn.upload(file_path=str(tmp_path / "notes.txt"))


@walks(Client.PYTHON, "GET /async-response/{oid}")
def test_an_upload_with_a_callback_is_told_of_by_webhook(conn: Sdk, clip: Path, receiver: Receiver, tmp_path: Path) -> None:
    shutil.copy(clip, tmp_path / "called back.mp4")
    pending = conn.post(path="collection/default/upload", data=_upload(conn, tmp_path / "called back.mp4", receiver), wait=False)
    name = pending["output_url"].rsplit("/", 1)[1]
    receiver.wait_for(lambda received: any(each.path == "/uploaded" for each in received))
    told = json.loads(receiver.bodies("/uploaded")[0])
    assert told["success"] is True
    video_id = told["data"]["id"]
    assert conn.get_async_response(name)["id"] == video_id
    assert conn.get_collection().get_video(video_id).name == "called back"


def _upload(conn: Sdk, file: Path, receiver: Receiver) -> dict[str, object]:
    from videodb._upload import upload_bytes  # what its own upload does first

    url = upload_bytes(conn, file.read_bytes(), name=file.stem, collection_id="default")
    return {"url": url, "name": file.stem, "callback_url": f"{receiver.url}/uploaded"}


@walks(Client.NODE, "GET /collection/{cid}/upload_url", "POST /collection/{cid}/upload", "DELETE /video/{vid}")
def test_a_film_is_handed_over_and_removed_by_node(node_conn: NodeObject, clip: Path) -> None:
    video = node_conn.call("upload", str(clip), None, "The film of Node", "From elsewhere")
    assert video.class_name == "Video"
    assert (video.name, video.id[:2], video.collectionId) == ("The film of Node", "m-", "default")
    assert float(video.length) == pytest.approx(FILE_S, abs=0.3)
    assert played(video.streamUrl).kinds == {"video", "audio"}
    video.call("delete")
    with pytest.raises(NodeError, match="Error 404"):
        node_conn.call("getCollection").call("getVideo", video.id)


@walks(Client.PYTHON, "POST /collection/{cid}/generate/text")
def test_text_is_generated_from_short_and_from_long_prompts(conn: Sdk) -> None:
    collection = conn.get_collection()
    assert collection.generate_text("Sum up the meeting") == {"output": "answer to: Sum up the meeting"}
    told = collection.generate_text("Who decided what? " * 20_000)
    assert told["output"].startswith("answer to: Who decided what? Who")


@walks(Client.NODE, "POST /collection/{cid}/generate/text")
def test_text_is_generated_for_node(node_conn: NodeObject) -> None:
    assert node_conn.call("getCollection").call("generateText", "Sum up")["output"] == "answer to: Sum up"


@walks(Client.PYTHON, "POST /download")
def test_what_plays_can_be_downloaded(ended: Take, tmp_path: Path) -> None:
    video = ended.conn.get_collection().get_video(ended.session().exported_video_id)
    told = video.download(name="the meeting")
    assert told["name"] == "the meeting"
    file = downloaded(told["download_url"], tmp_path / "meeting.mp4")
    found = played(str(file))
    assert found.kinds == {"video", "audio"}
    assert found.duration_s == pytest.approx(video.length, abs=0.5)


@walks(Client.NODE, "POST /download", "GET /video/{vid}", "GET /video")
def test_what_plays_can_be_downloaded_by_node(ended: Take, node_conn: NodeObject, tmp_path: Path) -> None:
    video = node_conn.call("getCollection").call("getVideo", ended.session().exported_video_id)
    assert video.id in {each.id for each in node_conn.call("getCollection").call("getVideos")}
    told = video.call("download", "for Node")
    assert played(str(downloaded(told["downloadUrl"], tmp_path / "node.mp4"))).kinds == {"video", "audio"}
