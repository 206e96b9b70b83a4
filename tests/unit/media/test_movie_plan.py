from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest

from lookhear.errors import MediaError, UsageError
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


def test_a_picture_that_stands_for_days_is_timed_more_coarsely_and_one_for_centuries_is_refused(tmp_path: Path) -> None:
    line = pictures(tmp_path / "v")
    for days, timescale in ((1, 1000), (60, 1)):
        durations = line.durations.copy()
        durations[3] = days * 86_400 * 90_000
        head = plan_movie([MovieTrack(name="", timeline=replace(line, durations=durations))]).head
        at = head.index(b"mdhd")
        assert int.from_bytes(head[at + 16 : at + 20], "big") == timescale
        table = head.index(b"stts") + 12
        rows = [head[table + 8 * n : table + 8 * n + 8] for n in range(int.from_bytes(head[table - 4 : table], "big"))]
        told = sum(int.from_bytes(row[:4], "big") * int.from_bytes(row[4:], "big") for row in rows)
        assert abs(told / timescale - durations.sum() / 90_000) <= 1
    durations = line.durations.copy()
    durations[3] = 1 << 60
    with pytest.raises(MediaError, match="more time than"):
        plan_movie([MovieTrack(name="", timeline=replace(line, durations=durations))])


def test_a_file_with_days_of_silence_is_read_by_other_programs(tmp_path: Path) -> None:
    audio = tone()
    late = write_audio(tmp_path / "late", audio, start_s=10.0 + 2 * 86_400)
    line = load_track([TrackPart(build_init(audio.fmt), [*write_audio(tmp_path / "a", audio, start_s=10.0), *late])])
    assert line is not None
    plan = plan_movie([MovieTrack(name="", timeline=line)])
    assert len(plan.head) < 20_000
    path = tmp_path / "movie.mp4"
    pieces = [c.source if isinstance(c.source, bytes) else c.source.read_bytes()[c.offset : c.offset + c.size] for c in plan.chunks]
    path.write_bytes(plan.head + b"".join(pieces))
    with av.open(str(path)) as file:
        times = [float(packet.pts * packet.time_base) for packet in file.demux(audio=0) if packet.pts is not None and packet.time_base]
    assert times == sorted(times)
    assert times[-1] > 2 * 86_400
