from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.boxes import box
from lookhear.media.fragments import FragmentInfo, build_fragment, parse_fragment, read_fragment_info
from lookhear.media.samples import Sample

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = st.lists(st.builds(Sample, st.binary(max_size=50), st.integers(0, 0xFFFF_FFFF), st.booleans()), min_size=1, max_size=20)


def fragment(samples: list[Sample] | None = None, *, wall_ns: int | None = None, is_video: bool = True) -> bytes:
    chosen = samples or [Sample(b"key", 3000, is_sync=True), Sample(b"delta", 1500, is_sync=False)]
    return build_fragment(sequence=7, base_decode_time=1 << 40, timescale=90_000, samples=chosen, wall_ns=wall_ns, is_video=is_video)


def same(left: FragmentInfo, right: FragmentInfo) -> bool:
    return repr(left) == repr(right)


@given(SAMPLES, st.tuples(st.integers(0, 0xFFFF_FFFF), st.integers(0, (1 << 63) - 1)), st.booleans())
def test_what_is_built_is_read_back(samples: list[Sample], numbers: tuple[int, int], is_video: bool) -> None:  # noqa: FBT001 - hypothesis
    sequence, base = numbers
    data = build_fragment(sequence=sequence, base_decode_time=base, timescale=90_000, samples=samples, wall_ns=None, is_video=is_video)
    info = parse_fragment(data)
    assert (info.sequence, info.base_decode_time, info.wall_ns) == (sequence, base, None)
    assert info.durations.tolist() == [sample.duration for sample in samples]
    assert info.sizes.tolist() == [len(sample.data) for sample in samples]
    assert info.is_sync.tolist() == [sample.is_sync or not is_video for sample in samples]
    assert data[info.payload_offset :] == b"".join(sample.data for sample in samples)
    assert info.total_duration == info.end_decode_time - base == sum(sample.duration for sample in samples)


@given(st.integers(0, 4_000_000_000_000_000_000))
def test_the_wall_time_survives_to_the_nanosecond(wall_ns: int) -> None:
    wall_ns %= (2**32 - 2_208_988_800) * 1_000_000_000  # NTP's first era ends in 2036
    assert abs((parse_fragment(fragment(wall_ns=wall_ns)).wall_ns or 0) - wall_ns) <= 1


@settings(max_examples=20)
@given(SAMPLES, st.booleans())
def test_every_truncation_is_a_media_error(samples: list[Sample], has_wall: bool) -> None:  # noqa: FBT001 - hypothesis
    data = fragment(samples, wall_ns=1_700_000_000_000_000_000 if has_wall else None)
    payload = sum(len(sample.data) for sample in samples)
    for length in range(len(data)):
        with pytest.raises(MediaError):
            parse_fragment(data[:length])
    assert parse_fragment(data).payload_bytes == payload


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_changed_bytes_give_a_fragment_that_adds_up_or_a_media_error(position: int, patch: bytes) -> None:
    data = bytearray(fragment(wall_ns=1_700_000_000_000_000_000))
    start = position % len(data)
    data[start : start + len(patch)] = patch
    try:
        info = parse_fragment(data)
    except MediaError:
        return
    assert info.payload_offset + int(info.sizes.sum()) == len(data)


def test_bytes_behind_the_media_data_are_refused() -> None:
    for tail in (b"x", box(b"free"), fragment()):
        with pytest.raises(MediaError):
            parse_fragment(fragment() + tail)


def test_a_count_that_would_need_gigabytes_is_refused() -> None:
    data = bytearray(fragment())
    count = data.index(b"trun") + 8
    data[count : count + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(MediaError):
        parse_fragment(data)


@pytest.mark.parametrize("count", [1, 30, 3000])
def test_reading_only_the_header_of_a_file_tells_the_same(tmp_path: Path, count: int) -> None:
    data = fragment([Sample(bytes(9), number + 1, is_sync=number % 7 == 0) for number in range(count)], wall_ns=10**18)
    path = tmp_path / "1.m4s"
    path.write_bytes(data)
    assert same(read_fragment_info(path), parse_fragment(data))


@pytest.mark.parametrize("count", [2, 3000])
def test_every_truncation_of_a_file_is_a_media_error(tmp_path: Path, count: int) -> None:
    data = fragment([Sample(bytes(4), number + 1, is_sync=False) for number in range(count)])
    path = tmp_path / "1.m4s"
    for length in {*range(0, len(data), max(1, len(data) // 200)), len(data) - 1}:
        path.write_bytes(data[:length])
        with pytest.raises(MediaError):
            read_fragment_info(path)


def test_no_samples_and_negative_times_are_refused() -> None:
    for samples, base in (([], 0), ([Sample(b"x", 1, is_sync=True)], -1), ([Sample(b"x", 1 << 32, is_sync=True)], 0)):
        with pytest.raises(MediaError):
            build_fragment(sequence=1, base_decode_time=base, timescale=90_000, samples=samples, wall_ns=None, is_video=True)


def test_sound_of_equal_frames_costs_four_header_bytes_a_frame() -> None:
    sizes = [len(fragment([Sample(b"", 1024, is_sync=True)] * count, is_video=False)) for count in (10, 11)]
    assert sizes[1] - sizes[0] == 4
