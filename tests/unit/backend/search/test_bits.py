"""Vectors by one bit a dimension, and the rescoring of what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.backend.search.bits import BitIndex, Entry, codes_of, nearest, packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUP, OTHER = 0, 1
EVERYTHING = (None, None)


def vectors(count: int, *, dimensions: int = 384, seed: int = 7) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dimensions))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def filled(rows: NDArray[np.float32], *, group: int = GROUP) -> BitIndex:
    index = BitIndex()
    index.add(
        Entry(record_id=number, vector=data, group=group, start_ns=number, end_ns=number + 1) for number, data in enumerate(packed(rows), 1)
    )
    return index


def test_what_is_really_near_is_among_what_the_bits_find() -> None:
    rows = vectors(3000)
    rows[500:510] = 0.8 * rows[500:510] + 0.6 * vectors(1, seed=8)  # ten that have something in common
    query = vectors(1, seed=8)[0]
    near = filled(rows).snapshot().near(query, groups=[GROUP], span_ns=EVERYTHING, limit=100)
    assert len(near) == 100
    assert set(range(501, 511)) <= set(near.tolist())


def test_only_wanted_groups_and_times_are_looked_at() -> None:
    rows = vectors(10)
    index = filled(rows)
    index.add([Entry(record_id=99, vector=packed(rows[:1])[0], group=OTHER, start_ns=50, end_ns=60)])
    snapshot = index.snapshot()
    assert snapshot.near(rows[0], groups=[OTHER], span_ns=EVERYTHING, limit=5).tolist() == [99]
    assert sorted(snapshot.near(rows[0], groups=[GROUP], span_ns=(4, 6), limit=9).tolist()) == [3, 4, 5, 6]
    assert snapshot.near(rows[0], groups=[OTHER], span_ns=(61, None), limit=5).tolist() == []
    assert snapshot.near(rows[0], groups=[], span_ns=EVERYTHING, limit=5).tolist() == []


def test_it_grows_beyond_its_first_size_and_a_snapshot_stays_as_it_was() -> None:
    rows = vectors(3000, dimensions=64)
    index = filled(rows[:1000])
    before = index.snapshot()
    index.add(Entry(record_id=number, vector=data, group=GROUP, start_ns=0, end_ns=1) for number, data in enumerate(packed(rows), 1))
    assert len(index) == 3000
    assert len(before.ids) == 1000
    assert before.near(rows[2000], groups=[GROUP], span_ns=EVERYTHING, limit=3000).max() == 1000


def test_what_was_removed_is_not_found_and_may_come_again() -> None:
    rows = vectors(3)
    index = filled(rows)
    index.forget([2, 77])
    assert sorted(index.snapshot().near(rows[1], groups=[GROUP], span_ns=EVERYTHING, limit=9).tolist()) == [1, 3]
    assert (len(index), 2 in index, 3 in index) == (2, False, True)


def test_an_empty_vector_and_one_of_other_dimensions_are_left_out() -> None:
    index = filled(vectors(2, dimensions=64))
    index.add([Entry(record_id=50, vector=b"", group=GROUP, start_ns=0, end_ns=1)])
    index.add([Entry(record_id=51, vector=packed(vectors(1, dimensions=128))[0], group=GROUP, start_ns=0, end_ns=1)])
    assert len(index) == 2
    assert len(index.snapshot().near(vectors(1, dimensions=128)[0], groups=[GROUP], span_ns=EVERYTHING, limit=9)) == 0
    assert len(BitIndex().snapshot().near(vectors(1)[0], groups=[GROUP], span_ns=EVERYTHING, limit=9)) == 0


@pytest.mark.parametrize(("dimensions", "words"), [(1, 1), (64, 1), (65, 2), (384, 6)])
def test_bits_fill_whole_words(dimensions: int, words: int) -> None:
    assert codes_of(np.ones((2, dimensions), np.float32)).shape == (2, words)


def test_rescoring_orders_by_the_cosine_and_leaves_out_what_is_far() -> None:
    stored = list(zip([5, 3, 9, 1], packed(np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0]], np.float32)), strict=True))
    assert nearest(np.array([1, 0], np.float32), stored, least=0.5) == [1, 5, 3]
    assert nearest(np.array([1, 0], np.float32), [], least=0.5) == []


def test_rescoring_leaves_out_vectors_of_other_dimensions_and_of_no_length() -> None:
    stored = [(1, b""), (2, b"\0\0\0\0"), (3, packed(np.ones((1, 3), np.float32))[0])]
    assert nearest(np.array([1, 0], np.float32), stored, least=0.1) == []
