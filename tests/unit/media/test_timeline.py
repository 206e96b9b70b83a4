from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.fragments import build_fragment, parse_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.samples import Sample
from lookhear.media.timeline import TimelineBuilder, TrackPart, TrackTimeline, load_track
from tests.unit.media.encoded import encode_video, tone, write_audio


def built(init: bytes, fragments: list[tuple[int, list[int]]]) -> TrackTimeline[Path]:
    """A track of fragments given as decode time and durations."""
    builder = TimelineBuilder[Path]()
    builder.begin_part(init)
    for number, (base, durations) in enumerate(fragments, 1):
        samples = [Sample(b"x", duration, is_sync=True) for duration in durations]
        data = build_fragment(sequence=number, base_decode_time=base, timescale=90_000, samples=samples, wall_ns=None, is_video=False)
        builder.add(Path(f"{number:08d}.m4s"), parse_fragment(data))
    timeline = builder.finish()
    assert timeline is not None
    return timeline


def placed(gaps: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Fragments given as gap to the one before and durations, as decode time and durations."""
    fragments, position = [], 90_000
    for gap, durations in gaps:
        fragments.append((position + gap, durations))
        position += gap + sum(durations)
    return fragments


GAPS = st.lists(st.tuples(st.integers(0, 200_000), st.lists(st.integers(1, 6000), min_size=1, max_size=5)), min_size=1, max_size=12)


@given(GAPS)
def test_every_picture_is_where_its_decode_time_says_and_none_is_added(gaps: list[tuple[int, list[int]]]) -> None:
    fragments = placed(gaps)
    line = built(build_init(encode_video().fmt), fragments)
    assert [chunk.start for chunk in line.chunks] == [base for base, _ in fragments]
    assert len(line.durations) == sum(len(durations) for _, durations in fragments)
    assert line.start + line.duration == fragments[-1][0] + sum(fragments[-1][1])


@given(GAPS)
def test_every_sound_is_where_its_decode_time_says_and_silence_fills_the_rest(gaps: list[tuple[int, list[int]]]) -> None:
    fragments = placed(gaps)
    line = built(build_init(tone().fmt), fragments)
    assert [chunk.start for chunk in line.chunks if isinstance(chunk.source, Path)] == [base for base, _ in fragments]
    assert line.silent_frames == sum(gap // 1024 for gap, _ in gaps[1:])
    assert sum(chunk.samples for chunk in line.chunks) == len(line.sizes) == len(line.durations) == len(line.is_sync)
    assert line.start + line.duration == fragments[-1][0] + sum(fragments[-1][1])


def test_pictures_that_overlap_become_short_and_what_is_too_much_is_caught_up_later() -> None:
    init = build_init(encode_video().fmt)
    assert built(init, [(1000, [100, 100]), (1150, [100])]).durations.tolist() == [100, 50, 100]
    assert built(init, [(1000, [100, 100]), (1050, [100])]).durations.tolist() == [49, 1, 100]
    line = built(init, [(1000, [100, 100]), (900, [100]), (1400, [100])])
    assert line.durations.tolist() == [1, 1, 398, 100]
    assert line.chunks[-1].start == 1400


def test_sound_that_overlaps_gives_up_its_last_frames() -> None:
    init = build_init(tone().fmt)
    line = built(init, [(5000, [1024, 1024]), (7048, [1024, 1024]), (7048 - 24, [1024])])
    assert line.durations.tolist() == [1024, 1000, 1024]
    assert [(chunk.start, chunk.samples, chunk.size) for chunk in line.chunks] == [(5000, 2, 2), (7024, 1, 1)]
    assert built(init, [(5000, [1024]), (5000, [1024, 1024])]).durations.tolist() == [1024, 1024]
    assert built(init, [(5000, [1024]), (4000, [1024])]).start == 4000
    line = built(init, [(5000, [1024]), (8072, [1024]), (7048, [1024])])  # one of two silent frames is too much
    assert (line.silent_frames, [chunk.start for chunk in line.chunks]) == (1, [5000, 6024, 7048])
    assert line.chunks[1].size == line.sizes[1]


def test_a_track_without_fragments_is_none(tmp_path: Path) -> None:
    assert load_track([]) is None
    assert load_track([TrackPart(tmp_path / "never read", [])]) is None


def test_the_init_segment_may_be_a_file_and_must_be_there(tmp_path: Path) -> None:
    audio = tone()
    paths = write_audio(tmp_path / "a", audio, start_s=10.0)
    init = tmp_path / "init-1.mp4"
    with pytest.raises(MediaError, match=r"init-1\.mp4 is missing"):
        load_track([TrackPart(init, paths)])
    init.write_bytes(build_init(audio.fmt))
    line = load_track([TrackPart(init, paths), TrackPart(init, [])])
    assert line is not None
    assert (line.fmt, line.priming, len(line.sample_entries), len(line.chunks)) == (audio.fmt, 1024, 1, len(paths))


def test_silence_of_days_is_a_frame_that_lasts() -> None:
    init = build_init(tone().fmt)
    days = 10 * 86_400 * 48_000
    line = built(init, [(5000, [1024]), (5000 + days, [1024])])
    assert len(line.chunks) < 30
    assert line.silent_frames < 30
    assert line.start + line.duration == 5000 + days + 1024
    assert line.chunks[-1].start == 5000 + days
    with pytest.raises(MediaError, match="more time than"):
        built(init, [(5000, [1024]), (5000 + (1 << 60), [1024])])


def test_silence_again_and_again_is_bounded_too() -> None:
    init = build_init(tone().fmt)
    hole = 3500 * 48_000
    line = built(init, [(number * hole, [1024]) for number in range(60)])
    assert line.silent_frames < 12 * 170_000 + 60
    assert line.start + line.duration == 59 * hole + 1024
    assert line.silent_frames > 11 * 160_000
