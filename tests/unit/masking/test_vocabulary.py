from __future__ import annotations

import pytest

from lookhear.masking.vocabulary import NAMES, NO_VALUES, OWNERS, STEMS


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("db_password", "password"),
        ("passwort", "password"),
        ("db_pass", "password"),
        ("api-key", "key"),
        ("access token", "token"),
        ("cvv", "code"),
    ],
)
def test_a_word_names_its_sort(text: str, group: str) -> None:
    found = NAMES.search(text)
    assert found is not None
    assert found.lastgroup == group
    assert any(stem in text for stem in STEMS)


def test_words_within_words_name_nothing() -> None:
    assert NAMES.search("bypass the monkey") is None


def test_words_of_sentences_are_no_values() -> None:
    assert {"wrong", "required", "none"} <= NO_VALUES
    assert OWNERS.search("and my ") is not None
    assert OWNERS.search("and the ") is None
