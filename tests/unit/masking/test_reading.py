from __future__ import annotations

from lookhear.masking.kinds import Sort, Span
from lookhear.masking.reading import plain, put_back, seen


def test_the_digits_of_every_script_are_read_in_their_places() -> None:
    assert plain("\uff14\uff11\uff11\uff11 \u0664\u0661\u0661\u0661 \u096a\u0967 \uff21\uff1a\u3000é²") == "4111 4111 41 A: é²"
    assert plain("4111") == "4111"


def test_what_nobody_sees_is_left_out_and_its_place_is_known() -> None:
    text = "a\u200bb\u00adcd"
    found = seen(text)
    assert found is not None
    assert found[0] == "abcd"
    assert put_back(Span(1, 3, Sort.KEY), found[1]) == Span(2, 5, Sort.KEY)


def test_a_text_of_which_all_is_seen_is_none() -> None:
    assert seen("abc") is None
    assert seen("äbc") is None
