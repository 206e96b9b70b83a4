"""What is to be seen in a recording's video, through the Python SDK: pictures, subtitles, understandings and indexes over them, clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from videodb.exceptions import InvalidRequestError

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S
from tests.contract.sdk.rows import Client, walks
from tests.tools.played import played

if TYPE_CHECKING:
    from tests.tools.takes import Sdk, Take


@pytest.fixture(scope="module")
def video(ended: Take) -> Sdk:
    """The video of the session."""
    return ended.conn.get_collection().get_video(ended.session().exported_video_id)


@walks(Client.PYTHON, "GET /video/{vid}/thumbnail", "POST /video/{vid}/thumbnail", "GET /video/{vid}/thumbnails")
def test_a_video_has_a_picture_and_one_of_any_moment(ended: Take, video: Sdk) -> None:
    fresh = ended.conn.get_collection().get_video(video.id)
    fresh.thumbnail_url = None  # else that SDK does not ask
    assert played(fresh.generate_thumbnail()).kinds == {"video"}
    image = video.generate_thumbnail(time=2.0)
    assert image.id.startswith("img-")
    assert played(image.url).kinds == {"video"}
    assert image.id in {each.id for each in video.get_thumbnails()}
    with pytest.raises(InvalidRequestError):
        video.generate_thumbnail(time=video.length + 3600)


@walks(Client.PYTHON, "POST /video/{vid}/workflow")
def test_subtitles_are_added(video: Sdk) -> None:
    assert video.index_spoken_words() is None
    assert played(video.add_subtitle()).kinds >= {"video", "audio"}


@walks(
    Client.PYTHON,
    "POST /video/{vid}/understand",
    "GET /video/{vid}/understand",
    "GET /video/{vid}/understand/{uid}",
    "GET /video/{vid}/understand/{uid}/analyzers/{name}/output",
    "POST /video/{vid}/indexes",
    "GET /video/{vid}/indexes",
    "GET /video/{vid}/indexes/{iid}",
    "GET /video/{vid}/indexes/{iid}/records",
    "DELETE /video/{vid}/indexes/{iid}",
    "DELETE /video/{vid}/understand/{uid}",
)
def test_what_is_seen_is_understood_indexed_read_and_removed(video: Sdk) -> None:
    scene = {"type": "vlm", "name": "scene", "config": {"prompt": "What is it?"}, "sampling": {"frame_count": 1}}
    made = video.understand(analyzers=[scene], segmentation={"type": "time", "window": "2s"})
    assert made.id.startswith("und-")
    wait_until(lambda: made.refresh().is_successful, what="the understanding", deadline_s=FOUND_WITHIN_S)
    assert made.id in {each.id for each in video.list_understandings()}
    analyzer = video.get_understanding(made.id).get_analyzer("scene")
    assert (analyzer.type, analyzer.is_successful) == ("vlm", True)
    assert analyzer.get_output()
    index = video.index(source=analyzer, name="seen in the video")
    assert index.index_id.startswith("idx-")
    wait_until(lambda: index.refresh().is_successful, what="the index", deadline_s=FOUND_WITHIN_S)
    assert video.get_index(name="seen in the video").index_id == video.get_index(index.index_id).index_id == index.index_id
    assert index.index_id in {each.index_id for each in video.list_indexes()}
    page = index.records(limit=2)
    assert len(page.records) == 2
    assert all(0 <= record.start < record.end <= video.length + 4 for record in page)
    assert {record.video_id for record in page} == {video.id}
    following = index.records(limit=2, cursor=page.next_cursor)
    assert following[0].start >= page[1].start
    index.delete()
    assert index.index_id not in {each.index_id for each in video.list_indexes()}
    made.delete()
    with pytest.raises(InvalidRequestError):
        video.get_understanding(made.id)


@walks(Client.PYTHON, "POST /video/{vid}/clip")
def test_a_clip_is_what_a_prompt_finds(video: Sdk) -> None:
    assert video.index_spoken_words() is None
    found = video.clip(prompt="budget discussion", content_type="spoken", model_name="basic")
    assert found.shots
    assert played(found.compile()).kinds == {"video", "audio"}
