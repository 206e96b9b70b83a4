"""After a recording, through our own SDK: its video, its search, its assets and exports; both of its halves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

import lookhear
from demo.process import wait_until
from lookhear.errors import AuthenticationError, InvalidRequestError, NotFoundError
from lookhear.sdk.values.records import Download
from lookhear.sdk.values.scenes import VideoScene
from tests.contract.sdk.looking import FOUND_WITHIN_S, sounded_in, transcript
from tests.contract.sdk.rows import Client, walks
from tests.tools.clips import AAC, H264, PICTURES, TONE, made
from tests.tools.played import downloaded, page, played
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BUDGET, WELCOME

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear import CaptureSession, Connection, Video
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Take


@pytest.fixture(scope="module")
def session(own: Connection, ended: Take) -> CaptureSession:
    """The session as our SDK sees it."""
    return own.get_capture_session(ended.session_id)


@pytest.fixture(scope="module")
def video(own: Connection, session: CaptureSession) -> Video:
    """Its video, with its spoken words indexed."""
    assert session.exported_video_id is not None
    found = own.get_collection().get_video(session.exported_video_id)
    found.index_spoken_words()
    return found


@walks(Client.OURS, "GET /video/{vid}", "GET /video", "PATCH /video/{vid}", "POST /video/{vid}/stream", "POST /download")
def test_the_video_of_a_session_is_found_named_cut_embedded_and_downloaded(own: Connection, video: Video, tmp_path: Path) -> None:
    found = own.get_collection().get_video(video.id)
    assert found.id in {each.id for each in own.get_collection().get_videos()}
    named = found.name
    found.update(name="The meeting")
    assert own.get_collection().get_video(video.id).name == "The meeting"
    found.update(name=named)
    told = found.download(name="the meeting")
    assert isinstance(told, Download)
    file = played(str(downloaded(told.download_url, tmp_path / "meeting.mp4")))
    assert file.kinds == {"video", "audio"}
    assert file.duration_s == pytest.approx(found.length, abs=0.5)
    stretch = found.generate_stream(timeline=[(0, 1), (2, 3)])
    assert stretch is not None
    assert played(stretch).kinds == {"video", "audio"}
    assert found.player_url is not None
    assert "<video" in page(found.player_url)
    assert "/embed?v=" in found.get_embed_code()


@walks(
    Client.OURS,
    "POST /video/{vid}/index",
    "POST /video/{vid}/search/v2",
    "POST /video/{vid}/search",
    "POST /collection/{cid}/search",
    "POST /collection/{cid}/search/v2",
    "POST /collection/{cid}/search/title",
    "POST /compile",
    "POST /video/{vid}/clip",
)
def test_what_was_said_is_found_in_every_way_and_plays(own: Connection, ended: Take, video: Video) -> None:
    video.index_spoken_words()
    shelf = own.get_collection()
    answers: dict[str, Any] = {
        "v2": video.search("budget discussion"),
        "semantic": video.search("budget discussion", search_type="semantic"),
        "keyword": video.search("budget", "keyword", "spoken_word", 3),
        "collection": shelf.search("budget discussion"),
        "collection, older": shelf.search("budget discussion", "semantic"),
        "clip": video.clip("budget discussion", "spoken"),
    }
    for name, found in answers.items():
        assert BUDGET in found.shots[0].text, name
        assert found[0] is found.shots[0], name
    shot = answers["v2"].shots[0]
    assert (shot.video_id, shot.video_length) == (video.id, video.length)
    said = next(each for each in ended.said if each.text == BUDGET)
    assert 0 <= shot.start < said.end_s - ended.begun_s
    assert "/watch?v=" in shot.get_embed_code().replace("/embed?", "/watch?")
    assert played(answers["v2"].compile()).kinds == {"video", "audio"}
    assert video.id in {each["video"].id for each in shelf.search_title(str(video.name))}


@walks(
    Client.OURS,
    "POST /video/{vid}/ask",
    "POST /collection/{cid}/ask",
    "POST /video/{vid}/semantic-search",
    "POST /collection/{cid}/semantic-search",
    "POST /video/{vid}/query",
    "POST /collection/{cid}/query",
    "POST /video/{vid}/aggregate",
    "POST /collection/{cid}/aggregate",
    "POST /collection/{cid}/generate/text",
)
def test_questions_filters_counts_and_texts_are_answered(own: Connection, video: Video) -> None:
    shelf = own.get_collection()
    for place in (video, shelf):
        asked = place.ask("When does the budget discussion begin?", include_sources=True)
        assert asked.answer
        assert BUDGET in {source.text for source in asked.sources}
        assert BUDGET in place.semantic_search("budget discussion", top_k=3)[0].text
        assert len(place.query(limit=2)) == 2
        assert BUDGET in {group["key"] for group in place.aggregate(group_by="text")["results"]}
    assert shelf.generate_text("Sum up the meeting") == {"output": "answer to: Sum up the meeting"}


@walks(Client.OURS, "GET /video/{vid}/transcription", "POST /video/{vid}/transcription", "POST /video/{vid}/workflow")
def test_the_transcript_counts_from_the_beginning_and_can_be_shown(video: Video) -> None:
    assert video.generate_transcript()["success"] is True
    words = video.get_transcript()
    assert all(0 <= word.start <= word.end <= video.length for word in words)
    assert " ".join(word["text"] for word in words).strip()
    text = video.get_transcript_text()
    assert BUDGET in text
    assert WELCOME in text
    subtitled = video.add_subtitle()
    assert subtitled is not None
    assert played(subtitled).kinds >= {"video", "audio"}


@walks(
    Client.OURS,
    "POST /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene/{iid}",
    "DELETE /video/{vid}/index/scene/{iid}",
    "GET /video/{vid}/index",
    "GET /video/{vid}/thumbnail",
    "POST /video/{vid}/thumbnail",
    "GET /video/{vid}/thumbnails",
)
def test_what_is_seen_is_indexed_and_pictured(video: Video) -> None:
    index_id = video.index_visuals("What is it?", {"type": "time", "value": 4, "frame_count": 1}, name="seen by ours")
    assert index_id is not None
    assert index_id in {each["scene_index_id"] for each in video.list_scene_index()}
    records = wait_until(lambda: video.get_scene_index(index_id), what="scenes of the video", deadline_s=FOUND_WITHIN_S)
    assert all(record.description.startswith("brightness ") for record in records)
    assert video.get_scenes()
    heard_id = video.index_audio("Sum up", name="heard by ours")
    title = VideoScene(video_id=video.id, start=0, end=1, description="a title card")
    own_id = video.index_scenes(scenes=[title], name="what we know")
    assert {index_id, heard_id, own_id} <= {each["scene_index_id"] for each in video.list_scene_index()}
    assert [record.description for record in video.get_scene_index(str(own_id))] == ["a title card"]
    video.delete_scene_index(index_id)
    with pytest.raises(NotFoundError):
        video.get_scene_index(index_id)
    image: Any = video.generate_thumbnail(time=1.0)
    assert played(image.url).kinds == {"video"}
    assert image.id in {each.id for each in video.get_thumbnails()}
    assert played(str(image.generate_url())).kinds == {"video"}
    video.thumbnail_url = None
    usual: Any = video.generate_thumbnail()
    assert usual.startswith("http")
    with pytest.raises(InvalidRequestError):
        video.generate_thumbnail(time=video.length + 3600)


@walks(
    Client.OURS,
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
def test_what_is_seen_is_understood_indexed_read_and_removed(video: Video) -> None:
    scene = {"type": "vlm", "name": "scene", "config": {"prompt": "What is it?"}, "sampling": {"frame_count": 1}}
    made_of_it = video.understand([scene], {"type": "time", "window": "2s"}).wait_until_complete(FOUND_WITHIN_S, poll_interval=0.2)
    assert made_of_it.is_successful
    assert made_of_it.id in {each.id for each in video.list_understandings()}
    analyzer = video.get_understanding(made_of_it.id).get_analyzer("scene")
    assert analyzer.get_output()
    index = video.index(analyzer, name="seen by ours, field by field").wait_until_complete(FOUND_WITHIN_S, poll_interval=0.2)
    assert index.is_successful
    assert video.get_index(name="seen by ours, field by field").index_id == video.get_index(index.index_id).index_id
    assert index.index_id in {each.index_id for each in video.list_indexes()}
    first = index.records(limit=1)
    assert index.records(limit=1, cursor=first.next_cursor)[0].start > first[0].start
    with pytest.raises(InvalidRequestError, match="index_scenes"):
        video.index([{"start": 0, "end": 1, "text": "a title card"}])
    index.delete()
    assert index.index_id not in {each.index_id for each in video.list_indexes()}
    made_of_it.delete()
    with pytest.raises(NotFoundError):
        video.get_understanding(made_of_it.id)


@walks(
    Client.OURS,
    "POST /rtstream/{rid}/export",
    "PATCH /rtstream/{rid}/status",
    "POST /collection/{cid}/capture/session/{sid}/export",
)
def test_each_stream_is_kept_and_a_display_is_exported_by_itself(own: Connection, ended: Take, session: CaptureSession) -> None:
    mic = session.get_rtstream("mic")[0]
    mic.stop()
    heard, seen = mic.export(name="Heard by ours"), session.get_rtstream("display:2")[0].export()
    assert (heard.video_id[:2], seen.video_id[:2]) == ("a-", "m-")
    assert heard.stream_url is not None
    assert played(heard.stream_url).kinds == {"audio"}
    sound = own.get_collection().get_audio(heard.video_id)
    assert sound.length == pytest.approx(heard.duration, abs=0.1)
    assert sound.generate_transcript()["success"] is True
    assert BUDGET in sound.get_transcript_text()
    assert played(str(sound.generate_url())).kinds == {"audio"}
    told = session.wait_for_export("display:2", timeout_s=FOUND_WITHIN_S)
    assert (told["video_channel_id"], told["export_status"]) == ("display:2", "exported")
    assert told["video_id"] != session.exported_video_id == session.export()["video_id"]
    mic.start_transcript()
    record = transcript(mic, BUDGET)
    assert sounded_in(next(said for said in ended.said if said.text == BUDGET), record["start"], record["end"])


@walks(
    Client.OURS,
    "GET /collection/{cid}/upload_url",
    "POST /collection/{cid}/upload",
    "DELETE /video/{vid}",
    "POST /collection",
    "PATCH /collection/{cid}",
    "GET /collection",
    "DELETE /collection/{cid}",
    "POST /collection/{cid}/capture/session",
    "GET /collection/{cid}/capture/session",
    "POST /capture/session/token",
    "GET /async-response/{oid}",
)
def test_collections_sessions_tokens_and_files_come_and_go(own: Connection, backend: SdkBackend, tmp_path: Path) -> None:
    shelf = own.create_collection("Of ours", "made by a test")
    assert own.update_collection(shelf.id, "Renamed").name == "Renamed"
    assert shelf.id in {each.id for each in own.get_collections()}
    created = shelf.create_capture_session("user_abc", metadata={"app": "a test", "nested": {"keysStay": [1, None]}})
    assert created.metadata == {"app": "a test", "nested": {"keysStay": [1, None]}}
    assert [each.id for each in shelf.list_capture_sessions()] == [created.id]
    file = made(tmp_path / "a film.mp4", *PICTURES, *TONE, *H264, *AAC)
    film: Any = shelf.upload(file_path=str(file), description="From elsewhere")
    assert (film.name, film.description, film.collection_id) == ("a film", "From elsewhere", shelf.id)
    assert played(film.stream_url).kinds == {"video", "audio"}
    film.delete()
    with pytest.raises(NotFoundError):
        own.get_collection().get_video(film.id)
    (tmp_path / "notes.txt").write_text("nothing to see or hear", "utf-8")
    with pytest.raises(InvalidRequestError):
        own.upload(str(tmp_path / "notes.txt"))
    empty = own.create_collection("Empty")
    empty.delete()
    with lookhear.connect(session_token=own.generate_client_token(expires_in=600), base_url=backend.url) as desktop:
        assert desktop.get_capture_session(created.id).status == "created"
        with pytest.raises((AuthenticationError, InvalidRequestError)):
            desktop.generate_client_token()


def test_the_half_for_loops_finds_what_was_said_and_plays_it(backend: SdkBackend, ended: Take) -> None:
    async def found() -> tuple[str, list[str | None], str, Any]:
        async with lookhear.connect_async(api_key=API_KEY, base_url=backend.url) as conn:
            session = await conn.get_capture_session(ended.session_id)
            video = await (await conn.get_collection()).get_video(str(session.exported_video_id))
            await video.index_spoken_words()
            answers = await asyncio.gather(video.search("budget discussion"), video.search("budget", search_type="keyword"))
            urls = [await answer.shots[0].generate_stream() for answer in answers]
            return str(answers[0].shots[0].text), urls, await video.get_transcript_text(), await video.aggregate(group_by="text")

    text, urls, transcribed, counted = asyncio.run(found())
    assert BUDGET in text
    assert BUDGET in transcribed
    assert BUDGET in {group["key"] for group in counted["results"]}
    assert played(str(urls[0])).kinds == {"video", "audio"}
