"""Samples of a file become fragments."""

from __future__ import annotations

from itertools import pairwise

from lookhear.media.fragments import parse_fragment
from lookhear.media.importing.cutting import FragmentWriter, Piece
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import AudioFormat

SOUND = AudioFormat(channels=1, specific_config=b"\x11\x88", sample_rate=48_000)


def written(ticks: list[int], *, at: int | None = None) -> list[Piece]:
    """The pieces of a sound with frames at these times."""
    writer = FragmentWriter("mic:default")
    pieces = [*writer.begin(SOUND)]
    for tick in ticks:
        pieces += writer.add(b"x" * 10, tick, is_sync=True)
    return [*pieces, *writer.finish(at=at)]


def test_a_track_begins_with_its_format() -> None:
    first = written([0])[0]
    assert (first.is_init, first.number) == (True, 1)
    assert parse_init(first.data) == SOUND


def test_fragments_are_as_long_as_they_should_be_and_leave_nothing_out() -> None:
    ticks = [index * 1024 for index in range(150)]
    infos = [parse_fragment(piece.data) for piece in written(ticks, at=150 * 1024) if not piece.is_init]
    assert [info.sequence for info in infos] == list(range(1, len(infos) + 1))
    assert sum(len(info.sizes) for info in infos) == 150
    assert infos[0].total_duration >= 48_000
    assert all(before.end_decode_time == after.base_decode_time for before, after in pairwise(infos))
    assert infos[-1].end_decode_time == 150 * 1024


def test_times_that_run_back_are_put_behind_what_was_before() -> None:
    info = parse_fragment(written([1000, 500, 2000], at=3000)[-1].data)
    assert info.base_decode_time == 1000
    assert info.durations.tolist() == [1, 999, 1000]


def test_nothing_is_written_for_no_sample() -> None:
    assert [piece.is_init for piece in written([])] == [True]


def test_another_format_ends_the_fragment_and_is_another_init() -> None:
    writer = FragmentWriter("mic:default")
    pieces = [*writer.begin(SOUND), *writer.add(b"x", 0, is_sync=True), *writer.begin(SOUND, at=1024)]
    assert [(piece.is_init, piece.number) for piece in pieces] == [(True, 1), (False, 1), (True, 2)]
    assert parse_fragment(pieces[1].data).total_duration == 1024
