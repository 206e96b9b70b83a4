"""Several rankings become one: the score is the sum of 1/(60 + rank) over the rankings that have it.

Ranks and not scores, because those of words and those of meanings cannot be compared. Source: Cormack, Clarke and Buettcher,
"Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods" (SIGIR 2009), with its constant of 60.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAMPING: Final = 60
_WHOLE: Final = 100.0
_PLACES: Final = 6  # as they are shown: who names a score that was shown means all that had it


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Ids with their scores, best first, ids that are level by their size. 1.0 is first in every ranking that has something at all.

    An id that stands twice in one ranking counts where it stands first.
    """
    used = [ranking for ranking in rankings if ranking]
    sums: dict[int, float] = {}
    for ranking in used:
        for rank, each in enumerate(dict.fromkeys(ranking), 1):
            sums[each] = sums.get(each, 0.0) + 1.0 / (_DAMPING + rank)
    best = len(used) / (_DAMPING + 1)
    return sorted(((each, round(score / best, _PLACES)) for each, score in sums.items()), key=lambda pair: (-pair[1], pair[0]))


def cut(
    ranked: Sequence[tuple[int, float]], *, least_score: float | None = None, percentage: float | None = None
) -> list[tuple[int, float]]:
    """What is good enough of a fused ranking: at least ``least_score``, and in the upper ``percentage`` of the range the scores span.

    A percentage of 100 keeps all, one of 0 those that are level with the best.
    """
    if not ranked:
        return []
    least = least_score or 0.0
    if percentage is not None:
        best, worst = ranked[0][1], ranked[-1][1]
        least = max(least, best - (best - worst) * min(percentage, _WHOLE) / _WHOLE)
    return [(each, score) for each, score in ranked if score >= least]
