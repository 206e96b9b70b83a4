"""From evidence to how sure one may be. Pure.

The weights are those of a logistic regression over the labelled texts of `bench/data/judge.json`, made by `python -m bench.judge`, which
prints them with a table of how often what is said with a confidence is so.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.understanding.judging.evidence import Evidence

# coverage, strong, phrase, is_turned, then the bias; with the similarity of the meanings before the bias
BY_WORDS: Final = (2.80, 2.55, 0.45, -0.12, -2.41)
BY_MEANING: Final = (1.32, 1.72, 0.25, -0.70, 5.97, -3.54)
TRIGGERS: Final = 0.4  # with meanings it finds a fifth more than from 0.5, and tells of 4 texts in 1000 that have nothing to do with it
_NOT_LITERALLY: Final = 0.1  # at most, where a quoted phrase is not there
_UNWANTED: Final = 0.3  # at most, where something is there that must not be


def confidence_of(evidence: Evidence, similarity: float | None) -> float:
    """How sure one may be, 0 to 1; ``similarity`` of the meanings, None where nobody knows meanings."""
    weights = BY_WORDS if similarity is None else BY_MEANING
    numbers = (*evidence.numbers(), *(() if similarity is None else (similarity,)), 1.0)
    sure = 1 / (1 + math.exp(-sum(weight * number for weight, number in zip(weights, numbers, strict=True))))
    if evidence.phrase < 0:
        sure = min(sure, _NOT_LITERALLY)
    return min(sure, _UNWANTED) if evidence.unwanted else sure
