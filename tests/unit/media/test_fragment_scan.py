"""The quick reading of a fragment says exactly what the careful one says, or refuses what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media import sample_index
from lookhear.media.boxes import box
from lookhear.media.fragment_scan import FragmentScan, _careful, scan_fragment
from lookhear.media.fragments import build_fragment, parse_fragment
from lookhear.media.samples import Sample

SAMPLES = st.lists(
    st.builds(Sample, st.binary(min_size=1, max_size=9), st.sampled_from([1, 1024, 3000]), st.booleans()), min_size=1, max_size=30
)
WALL_NS = 1_700_000_000_123_456_789


def fragment(samples: list[Sample], *, wall_ns: int | None = None, is_video: bool = True) -> bytes:
    return build_fragment(sequence=7, base_decode_time=1 << 40, timescale=90_000, samples=samples, wall_ns=wall_ns, is_video=is_video)


def as_parsed(data: bytes) -> FragmentScan:
    info = parse_fragment(data)
    return FragmentScan(
        sequence=info.sequence,
        base_decode_time=info.base_decode_time,
        total_duration=info.total_duration,
        samples=len(info.sizes),
        begins_with_sync=bool(info.is_sync[0]),
        payload_offset=info.payload_offset,
        payload_bytes=info.payload_bytes,
        wall_ns=info.wall_ns,
        table=sample_index.pack(info),
    )


@given(SAMPLES, st.sampled_from([None, WALL_NS]), st.booleans())
def test_it_says_what_the_careful_parser_says(samples: list[Sample], wall_ns: int | None, is_video: bool) -> None:  # noqa: FBT001 - hypothesis
    data = fragment(samples, wall_ns=wall_ns, is_video=is_video)
    assert scan_fragment(data) == as_parsed(data) == _careful(data)


def test_samples_of_more_than_16_bits_are_told_too() -> None:
    data = fragment([Sample(bytes(70_000), 3000, is_sync=True), Sample(b"x", 3000, is_sync=False)])
    assert scan_fragment(data) == as_parsed(data)


def test_another_layout_is_read_as_well() -> None:
    data = box(b"styp", b"cmfs", bytes(4)) + fragment([Sample(b"abc", 3000, is_sync=True)])
    assert scan_fragment(data) == as_parsed(data)


@given(SAMPLES, st.data())
def test_a_damaged_fragment_is_refused_or_read_as_the_careful_parser_reads_it(samples: list[Sample], data: st.DataObject) -> None:
    damaged = bytearray(fragment(samples, wall_ns=WALL_NS))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = scan_fragment(bytes(damaged))
    except MediaError:
        return
    assert found == as_parsed(bytes(damaged))


def test_what_stands_around_a_fragment_makes_it_none() -> None:
    data = fragment([Sample(b"abc", 3000, is_sync=True)])
    for wrong in (box(b"moov", b"") + data, data + box(b"free", b""), data + data, data[:-1], b"", data[:50]):
        with pytest.raises(MediaError):
            scan_fragment(wrong)
