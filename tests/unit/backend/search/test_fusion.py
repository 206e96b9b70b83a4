"""One ranking of several."""

from __future__ import annotations

import pytest

from lookhear.backend.search.fusion import cut, fuse

RANKED = [(1, 1.0), (2, 0.8), (3, 0.5), (4, 0.2)]


def test_one_ranking_stays_as_it_is_and_its_first_has_a_score_of_one() -> None:
    assert [each for each, _ in fuse([[3, 1, 2]])] == [3, 1, 2]
    assert fuse([[3, 1, 2]])[0][1] == 1.0


def test_ranks_are_summed_as_the_formula_says() -> None:
    scores = dict(fuse([[1, 2], [2, 3]]))
    best = 2 / 61
    assert scores == pytest.approx({1: (1 / 61) / best, 2: (1 / 62 + 1 / 61) / best, 3: (1 / 62) / best}, abs=1e-6)


def test_what_several_rankings_have_comes_before_what_one_has() -> None:
    assert fuse([[1, 2, 3], [4, 3, 5]])[0][0] == 3


def test_ids_that_are_level_stand_in_the_order_of_their_size() -> None:
    assert fuse([[9, 1], [1, 9]]) == fuse([[1, 9], [9, 1]])
    assert [each for each, _ in fuse([[9], [1]])] == [1, 9]


def test_a_ranking_without_anything_makes_no_score_smaller() -> None:
    assert fuse([[1, 2], []]) == fuse([[1, 2]])
    assert fuse([]) == fuse([[], []]) == []


def test_an_id_that_stands_twice_counts_once() -> None:
    assert fuse([[1, 1, 2]]) == fuse([[1, 2]])


def test_a_least_score_cuts_what_is_below_it() -> None:
    assert cut(RANKED, least_score=0.5) == RANKED[:3]
    assert cut(RANKED, least_score=1.1) == []
    assert cut([], least_score=0.5, percentage=20) == []


@pytest.mark.parametrize(("percentage", "kept"), [(0, 1), (20, 1), (25, 2), (50, 2), (100, 4), (1000, 4)])
def test_a_percentage_keeps_the_upper_part_of_the_range(percentage: float, kept: int) -> None:
    assert cut(RANKED, percentage=percentage) == RANKED[:kept]
