from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media import fragments, own_layout
from lookhear.media.boxes import box
from lookhear.media.fragments import build_fragment
from lookhear.media.samples import Sample

SAMPLES = st.lists(
    st.builds(Sample, st.binary(max_size=9), st.integers(0, 3) | st.integers(0, 1 << 31), st.booleans()), min_size=1, max_size=9
)


def build(samples: list[Sample], wall_ns: int | None) -> bytes:
    return build_fragment(sequence=3, base_decode_time=1 << 35, timescale=90_000, samples=samples, wall_ns=wall_ns, is_video=True)


@given(SAMPLES, st.none() | st.integers(10**18, 2 * 10**18))
def test_it_knows_every_fragment_we_build_and_tells_what_the_careful_parser_tells(samples: list[Sample], wall_ns: int | None) -> None:
    data = build(samples, wall_ns)
    assert own_layout.match(data, len(data)) is not None
    assert repr(fragments.parse_fragment(data)) == repr(fragments._parse_any(data, len(data)))


@given(samples=SAMPLES, wall_ns=st.none() | st.just(10**18), position=st.integers(0, 1 << 30), patch=st.binary(min_size=1, max_size=4))
def test_changed_bytes_are_never_read_otherwise_than_by_the_careful_parser(
    samples: list[Sample], wall_ns: int | None, *, position: int, patch: bytes
) -> None:
    data = bytearray(build(samples, wall_ns))
    at = position % len(data)
    data[at : at + len(patch)] = patch
    try:
        expected = repr(fragments._parse_any(data, len(data)))
    except MediaError:
        with pytest.raises(MediaError):
            fragments.parse_fragment(data)
        return
    assert repr(fragments.parse_fragment(data)) == expected


def test_other_layouts_are_left_to_the_careful_parser() -> None:
    data = box(b"styp", b"msdh\0\0\0\0") + build([Sample(b"x", 1, is_sync=True)], None)
    assert own_layout.match(data, len(data)) is None
    assert fragments.parse_fragment(data).sizes.tolist() == [1]
