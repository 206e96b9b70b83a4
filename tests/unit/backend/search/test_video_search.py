"""Search in videos: seconds of a file, which video shows what, and links that play it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.playback.sharing import JOINT, Sharing
from lookhear.backend.playback.videos import VideoService
from lookhear.backend.playback.virtual_file import describe
from lookhear.backend.records import ExportState
from lookhear.backend.search.scope import Choice
from lookhear.backend.search.service import Query, SearchService
from lookhear.backend.search.video_search import Target, VideoSearch, scoped
from lookhear.backend.storage.objects import LocalObjects
from lookhear.errors import NotFound
from lookhear.media.movie_plan import MoviePlan
from tests.fakes.found import DISPLAY, MIC, NS, ORIGIN_NS, SCENES, SPEECH, SUMMARY, FoundRows, record
from tests.fakes.stored import SESSION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Share
    from lookhear.backend.search.video_search import Groups

BEGINS_S = 5  # of the session's time, when the file begins
ORIGIN_S = ORIGIN_NS // NS
MAIN = replace(VIDEO, duration_s=60.0, error=None)
MIC_ALONE = replace(VIDEO, id="a-1", channel=MIC.track, is_session=False, name="Microphone", duration_s=60.0, key="a-1.lhv")
SECOND = replace(DISPLAY, id="rts-3", track="display:2", position=2, is_primary=False)
SECOND_SCENES = replace(SCENES, id="scene-idx-second", stream_id=SECOND.id)


class Shelf:
    """A store with videos, and the search in them."""

    def __init__(self, rows: FoundRows, objects: LocalObjects) -> None:
        self.rows = rows
        self.objects = objects
        sharing = Sharing(rows.store, now_ns=rows.clock)
        videos = VideoService(rows.store, objects, sharing, now_ns=rows.clock)
        self.search = VideoSearch(store=rows.store, search=SearchService(store=rows.store, meanings=None), videos=videos, sharing=sharing)

    def put(self, key: str) -> None:
        """A file is there."""
        plan: MoviePlan[str] = MoviePlan(
            head=b"head", chunks=(), size_bytes=4, duration_ns=60 * NS, session_start_ns=BEGINS_S * NS, tracks=()
        )
        facts: dict[str, object] = {"session_start_ns": plan.session_start_ns}
        self.rows.run(self.objects.put(key, describe(plan, facts)))

    def share(self, slug: str) -> Share:
        """What a link stands for."""
        found = self.rows.read(lambda tx: tx.videos.share(slug))
        assert found is not None
        return found

    def find(self, target: Target, text: str, **rest: object) -> Groups:
        return self.rows.run(self.search.find(target, replace(Query(text=text, limit=10), **rest)))  # type: ignore[arg-type]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    streams = (DISPLAY, MIC, SECOND)
    with FoundRows(tmp_path, SPEECH, SUMMARY, SCENES, SECOND_SCENES, streams=streams) as rows:
        objects = LocalObjects.open(tmp_path / "objects", threads=1)
        rows.add(MAIN, MIC_ALONE)
        made = Shelf(rows, objects)
        for video in (MAIN, MIC_ALONE):
            made.put(str(video.key))
        yield made
        rows.run(objects.close())


def places(groups: Groups) -> list[tuple[str, float, float]]:
    return [(group.video.id, shot.start_s, shot.end_s) for group in groups.groups for shot in group.shots]


def test_what_was_found_is_told_in_seconds_of_the_video(shelf: Shelf) -> None:
    shelf.rows.found(record(SPEECH, "the budget", at_s=30, length_s=2.5))
    assert places(shelf.find(Target(video_id=MAIN.id), "budget")) == [(MAIN.id, 25.0, 27.5)]


def test_a_shot_has_a_link_that_plays_just_that(shelf: Shelf) -> None:
    shelf.rows.found(record(SPEECH, "the budget", at_s=30, length_s=2.5), record(SPEECH, "budget, again", at_s=40, length_s=0.2))
    [group] = shelf.find(Target(video_id=MAIN.id), "budget").groups
    assert all(JOINT not in shot.slug for shot in group.shots)
    shares = {shot.hit.record.text: shelf.share(shot.slug) for shot in group.shots}
    assert {text: (share.target, share.from_s, share.to_s) for text, share in shares.items()} == {
        "the budget": (MAIN.id, ORIGIN_S + 30.0, ORIGIN_S + 32.5),
        "budget, again": (MAIN.id, ORIGIN_S + 40.0, ORIGIN_S + 41.0),  # long enough to be watched
    }


def test_what_lies_outside_the_video_is_left_out_and_what_reaches_into_it_is_cut(shelf: Shelf) -> None:
    shelf.rows.found(
        record(SPEECH, "budget, before", at_s=1, length_s=2),
        record(SPEECH, "budget, across the beginning", at_s=4, length_s=4),
        record(SPEECH, "budget, behind", at_s=70, length_s=2),
    )
    assert places(shelf.find(Target(video_id=MAIN.id), "budget")) == [(MAIN.id, 0.0, 3.0)]


def test_a_session_s_video_has_its_display_and_every_sound_and_no_other_display(shelf: Shelf) -> None:
    shelf.rows.found(
        record(SPEECH, "red, said", at_s=10), record(SCENES, "red, seen", at_s=11), record(SECOND_SCENES, "red, elsewhere", at_s=12)
    )
    found = {hit.record.text for hit in shelf.find(Target(video_id=MAIN.id), "red").hits}
    assert found == {"red, said", "red, seen"}
    assert {hit.record.text for hit in shelf.find(Target(video_id=MIC_ALONE.id), "red").hits} == {"red, said"}


def test_the_indexes_of_a_video_are_those_of_its_streams(shelf: Shelf) -> None:
    with pytest.raises(NotFound, match=SECOND_SCENES.id):
        shelf.find(Target(video_id=MAIN.id), "red", choice=Choice(index_ids=(SECOND_SCENES.id,)))
    with pytest.raises(NotFound, match="m-9"):
        shelf.find(Target(video_id="m-9"), "red")
    with pytest.raises(NotFound, match="m-9"):
        shelf.rows.read(scoped(Target(video_id="m-9"), Choice()))


def test_a_collection_shows_each_hit_in_the_session_s_own_video(shelf: Shelf) -> None:
    shelf.rows.found(record(SPEECH, "red, said", at_s=10), record(SECOND_SCENES, "red, where no video is", at_s=12))
    groups = shelf.find(Target(), "red")
    assert places(groups) == [(MAIN.id, 5.0, 7.0)]
    assert shelf.find(Target(session_id="cap-other"), "red").groups == ()
    assert shelf.find(Target(session_id=SESSION.id), "red").groups == groups.groups


def test_a_collection_names_the_video_with_the_best_shot_first(shelf: Shelf) -> None:
    second = replace(SESSION, id="cap-2", recording_id="rec-2", exported_video_id="m-2")
    stream = replace(MIC, id="rts-9", session_id=second.id)
    speech = replace(SPEECH, id="tr-9", stream_id=stream.id, session_id=second.id)
    video = replace(MAIN, id="m-2", session_id=second.id, key="m-2.lhv", channel=None)
    shelf.rows.add(second, stream, speech, video)
    shelf.put("m-2.lhv")
    shelf.rows.found(
        record(SPEECH, "a talk that names the budget once, among many other things", at_s=10), record(speech, "budget budget", at_s=20)
    )
    assert [group.video.id for group in shelf.find(Target(), "budget").groups] == ["m-2", MAIN.id]


def test_a_video_that_is_not_finished_says_so(shelf: Shelf) -> None:
    shelf.rows.write(lambda tx: tx.videos.update(replace(MAIN, state=ExportState.EXPORTING, key=None)))
    shelf.rows.found(record(SPEECH, "the budget", at_s=30))
    groups = shelf.find(Target(video_id=MAIN.id), "budget")
    assert groups.groups == ()
    assert [code for code, _ in groups.warnings] == ["video_not_ready"]


def test_a_video_whose_file_is_gone_shows_nothing(shelf: Shelf) -> None:
    shelf.rows.run(shelf.objects.delete([str(MAIN.key)]))
    shelf.rows.found(record(SPEECH, "the budget", at_s=30))
    assert shelf.find(Target(video_id=MAIN.id), "budget").groups == ()


def test_more_shots_than_one_link_can_join_have_links_of_their_own(shelf: Shelf) -> None:
    shelf.rows.found(*(record(SPEECH, "budget", at_s=6 + number, length_s=1) for number in range(40)))
    [group] = shelf.find(Target(video_id=MAIN.id), "budget", limit=50).groups
    assert len({shot.slug for shot in group.shots}) == 40
