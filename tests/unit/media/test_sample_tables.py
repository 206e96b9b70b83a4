from __future__ import annotations

import itertools
import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lookhear.media import sample_tables

NUMBERS = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def rows(data: bytes, width: int) -> list[tuple[int, ...]]:
    count = int.from_bytes(data[12:16], "big")
    values = struct.unpack(f">{count * width}I", data[16:])
    return [values[start : start + width] for start in range(0, len(values), width)]


@given(NUMBERS)
def test_times_to_sample_expand_to_the_durations(durations: list[int]) -> None:
    table = rows(sample_tables.stts(np.array(durations, np.int64)), 2)
    assert [delta for count, delta in table for _ in range(count)] == durations
    assert all(left[1] != right[1] for left, right in itertools.pairwise(table))


@given(NUMBERS, st.data())
def test_samples_to_chunk_expand_to_every_chunk(counts: list[int], data: st.DataObject) -> None:
    descriptions = data.draw(st.lists(st.integers(1, 3), min_size=len(counts), max_size=len(counts)))
    table = rows(sample_tables.stsc(np.array(counts, np.int64), np.array(descriptions, np.int64)), 3)
    ends = [row[0] for row in table[1:]] + [len(counts) + 1]
    expanded = [(row[1], row[2]) for row, end in zip(table, ends, strict=True) for _ in range(row[0], end)]
    assert expanded == list(zip(counts, descriptions, strict=True))


def test_sync_samples_count_from_one_and_are_left_out_when_all_are() -> None:
    assert rows(sample_tables.stss(np.array([True, False, True])), 1) == [(1,), (3,)]
    assert sample_tables.stss(np.array([True, True])) == b""


def test_offsets_are_as_wide_as_they_must_be() -> None:
    offsets = np.array([48, 1 << 33], np.int64)
    assert sample_tables.chunk_offsets(offsets, is_large=True)[-16:] == struct.pack(">QQ", 48, 1 << 33)
    assert sample_tables.chunk_offsets(offsets[:1], is_large=False)[4:] == b"stco" + struct.pack(">4xII", 1, 48)


def test_sizes_are_listed() -> None:
    assert sample_tables.stsz(np.array([7, 8], np.int64))[12:] == struct.pack(">IIII", 0, 2, 7, 8)
