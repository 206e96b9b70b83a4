from __future__ import annotations

from lookhear.understanding.judging.related import RELATED
from lookhear.understanding.language.words import stem


def test_words_for_one_another_find_each_other() -> None:
    assert stem("prices") in RELATED[stem("cost")]
    assert all(word in RELATED[other] for word, group in RELATED.items() for other in group)
