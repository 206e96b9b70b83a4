from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lookhear.masking.text import mask
from tests.fakes.secrets import secrets


def test_what_stands_around_a_secret_stays() -> None:
    found = mask("Pay with 4111 1111 1111 1111 today, password: hunter2.")
    assert found.text == "Pay with [masked: card] today, password: [masked: password]."
    assert found.counts == {"card": 1, "password": 1}


def test_no_secret_stays_in_its_text() -> None:
    assert not [each for each in secrets() if each.secret in mask(each.text).text]


def test_masking_twice_changes_nothing_more() -> None:
    assert not [each for each in secrets() if mask(mask(each.text).text).counts]


def test_a_text_that_goes_on_holds_back_what_may_become_a_number() -> None:
    assert mask("my card is 4111 1111 11", is_unfinished=True).text == "my card is [masked: card]"


@given(st.text(alphabet=st.sampled_from(list("aZ4 1-:=\n\"'pasword.@/eyJ[]İé")), max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    found = mask(text)
    assert bool(found.counts) == (found.text != text)
