from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lookhear.errors import UsageError
from lookhear.media.init_segment import build_init
from lookhear.media.movie_plan import MovieTrack, plan_movie
from lookhear.media.timeline import TimelineBuilder, TrackPart, TrackTimeline, load_track
from tests.unit.media.encoded import encode_video, tone, write_audio, write_video


def pictures(folder: Path) -> TrackTimeline[Path]:
    video = encode_video()
    line = load_track([TrackPart(build_init(video.fmt), write_video(folder, video, start_s=10.0))])
    assert line is not None
    return line


def sound(folder: Path) -> TrackTimeline[Path]:
    audio = tone()
    line = load_track([TrackPart(build_init(audio.fmt), write_audio(folder, audio, start_s=10.0))])
    assert line is not None
    return line


def test_a_plan_is_as_long_as_its_parts_and_its_chunks_are_in_order_of_time(tmp_path: Path) -> None:
    video, audio = pictures(tmp_path / "v"), sound(tmp_path / "a")
    plan = plan_movie([MovieTrack(name="Display 1", timeline=video), MovieTrack(name="Microphone", timeline=audio)])
    assert plan.size_bytes == len(plan.head) + sum(chunk.size for chunk in plan.chunks)
    assert sorted(map(id, plan.chunks)) == sorted(map(id, (*video.chunks, *audio.chunks)))
    places = {id(chunk): index for index, chunk in enumerate(plan.chunks)}
    for line in (video, audio):
        assert [places[id(chunk)] for chunk in line.chunks] == sorted(places[id(chunk)] for chunk in line.chunks)
    assert [track.name for track in plan.tracks] == ["Display 1", "Microphone"]


def test_the_first_chunk_begins_where_the_head_ends(tmp_path: Path) -> None:
    plan = plan_movie([MovieTrack(name="", timeline=pictures(tmp_path / "v"))])
    at = plan.head.index(b"stco") + 12
    assert int.from_bytes(plan.head[at : at + 4], "big") == len(plan.head)


def test_a_file_beyond_four_gibibytes_gets_64_bit_offsets(tmp_path: Path) -> None:
    line = pictures(tmp_path / "v")
    chunks = tuple(replace(chunk, size=3 << 30) for chunk in line.chunks)
    head = plan_movie([MovieTrack(name="", timeline=replace(line, chunks=chunks))]).head
    assert head[-16:] == b"\0\0\0\x01mdat" + ((3 << 30) * len(chunks) + 16).to_bytes(8, "big")
    at = head.index(b"co64") + 12
    assert [int.from_bytes(head[at + 8 * n : at + 8 * n + 8], "big") - len(head) for n in range(4)] == [n * (3 << 30) for n in range(4)]


def test_no_track_is_no_movie() -> None:
    assert TimelineBuilder[Path]().finish() is None
    with pytest.raises(UsageError, match="nothing to export"):
        plan_movie([])
