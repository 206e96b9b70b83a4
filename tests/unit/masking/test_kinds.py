from __future__ import annotations

from lookhear.masking.kinds import Sort, Span, counted, merged


def test_a_mark_names_its_sort() -> None:
    assert Sort.CARD.mark == "[masked: card]"
    assert Sort.PRIVATE_KEY.mark == "[masked: private key]"


def test_spans_are_counted_by_sort() -> None:
    assert counted([Span(0, 1, Sort.CARD), Span(2, 3, Sort.CARD), Span(4, 5, Sort.KEY)]) == {"card": 2, "key": 1}


def test_several_forms_of_one_thing_count_once() -> None:
    assert merged([{"card": 1}, {"card": 2, "key": 1}, {}]) == {"card": 2, "key": 1}
