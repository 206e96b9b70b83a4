from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.fragments import FragmentInfo, build_fragment, parse_fragment
from lookhear.media.sample_index import pack, unpack
from lookhear.media.samples import Sample


def _info(durations: list[int], sizes: list[int], is_sync: list[bool]) -> FragmentInfo:
    return FragmentInfo(
        sequence=1,
        base_decode_time=0,
        durations=np.array(durations, np.int64),
        sizes=np.array(sizes, np.int64),
        is_sync=np.array(is_sync, np.bool_),
        payload_offset=0,
        payload_bytes=sum(sizes),
        total_duration=sum(durations),
        wall_ns=None,
    )


_u32 = st.integers(0, (1 << 32) - 1)
_samples = st.lists(
    st.tuples(st.one_of(st.just(3000), _u32), st.one_of(st.integers(0, 9000), _u32), st.booleans()), min_size=1, max_size=60
)


@given(_samples)
def test_what_is_packed_comes_out_again(samples: list[tuple[int, int, bool]]) -> None:
    durations, sizes, is_sync = (list(column) for column in zip(*samples, strict=True))
    index = unpack(pack(_info(durations, sizes, is_sync)))
    assert index.durations.tolist() == durations
    assert index.sizes.tolist() == sizes
    assert index.is_sync.tolist() == is_sync


@given(_samples, st.data())
def test_an_index_that_is_cut_off_or_longer_is_refused(samples: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    durations, sizes, is_sync = (list(column) for column in zip(*samples, strict=True))
    packed = pack(_info(durations, sizes, is_sync))
    with pytest.raises(MediaError):
        unpack(packed[: data.draw(st.integers(0, len(packed) - 1))])
    with pytest.raises(MediaError):
        unpack(packed + b"\0")


def test_half_a_second_of_pictures_takes_little_room() -> None:
    samples = [Sample(bytes(4000 + number), 3000, is_sync=number == 0) for number in range(15)]
    data = build_fragment(sequence=1, base_decode_time=0, timescale=90_000, samples=samples, wall_ns=None, is_video=True)
    info = parse_fragment(data)
    packed = pack(info)
    assert len(packed) == 40
    assert unpack(packed).sizes.tolist() == info.sizes.tolist()


def test_sound_keeps_neither_durations_nor_sync_bits() -> None:
    assert len(pack(_info([1024] * 24, [300] * 24, [True] * 24))) == 6 + 4 + 2 * 24


@pytest.mark.parametrize(("durations", "sizes"), [([1 << 32], [1]), ([1], [1 << 32]), ([-1], [1])])
def test_numbers_beyond_32_bits_are_refused(durations: list[int], sizes: list[int]) -> None:
    with pytest.raises(MediaError):
        pack(_info(durations, sizes, [True]))


def test_an_index_of_another_version_is_refused() -> None:
    packed = pack(_info([1], [1], [True]))
    with pytest.raises(MediaError, match="newer"):
        unpack(b"\x02" + packed[1:])
    with pytest.raises(MediaError, match="newer"):
        unpack(packed[:1] + b"\x80" + packed[2:])
    with pytest.raises(MediaError):
        unpack(packed[:2] + (0).to_bytes(4, "big") + packed[6:])
