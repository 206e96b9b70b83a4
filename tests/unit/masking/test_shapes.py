from __future__ import annotations

from lookhear.masking.kinds import Sort
from lookhear.masking.shapes import goes_on, shaped
from tests.fakes.secrets import Lot


def _found(text: str) -> list[tuple[str, Sort]]:
    return [(text[span.start : span.end], span.sort) for span in shaped(text)]


def test_a_known_beginning_with_enough_behind_it_is_found() -> None:
    token = "gh" + "p_" + Lot().some(36)
    assert _found(f"export T={token}; git push") == [(token, Sort.TOKEN)]


def test_too_little_behind_a_beginning_is_nothing() -> None:
    assert _found("gh" + "p_abc123 and sk-1, hf_x") == []


def test_a_placeholder_is_nothing() -> None:
    assert _found("gh" + "p_" + "x" * 36) == []


def test_a_beginning_within_a_word_is_none() -> None:
    assert _found("task-runner-with-a-very-long-name-and-1-digit") == []


def test_a_token_that_a_screen_broke_in_two_is_found_whole() -> None:
    body = Lot().some(60)
    token = "gh" + "p_" + body
    assert _found(f"{token[:30]}\n  {token[30:]}\nnext line")[0][0].replace("\n  ", "") == token
    assert _found(f"{token[:50]}\n{token[50:]}\nnext line")[0][0].replace("\n", "") == token


def test_a_line_of_words_behind_a_token_stays() -> None:
    token = "gh" + "p_" + Lot().some(40)
    assert _found(f"{token}\nrevoked") == [(token, Sort.TOKEN)]


def test_a_signed_token_is_found() -> None:
    token = "ey" + "J" + "hbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    assert _found(f"cookie {token}, ok") == [(token, Sort.TOKEN)]


def test_names_with_points_between_are_no_token() -> None:
    assert _found("Namespaces-of-some-program.Config.and-what-stands-in-that-place-x") == []


def test_what_goes_on_must_be_alike() -> None:
    text = "a" * 40 + "\n" + "Documents and settings"
    assert goes_on(text, 0, 40, chars="[A-Za-z0-9_-]") == 40
