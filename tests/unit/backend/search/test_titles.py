"""Search by name."""

from __future__ import annotations

import pytest

from lookhear.backend.search.titles import by_title

NAMES = ["Weekly budget talk", "Budget", "Über die Größe", "Talk about the budget", "Nothing"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("budget talk", ["Weekly budget talk", "Talk about the budget", "Budget"]),
        ("BUDGETS", []),
        ("budg", ["Budget", "Weekly budget talk", "Talk about the budget"]),
        ("grosse", ["Über die Größe"]),
        ("große", ["Über die Größe"]),
        ("grüße", []),
        ("uber", ["Über die Größe"]),
        ("ÜBER die große", ["Über die Größe"]),
        ("", []),
        ("!?", []),
    ],
)
def test_names_that_share_words_are_found_the_one_with_most_first(query: str, found: list[str]) -> None:
    assert by_title(query, NAMES, name_of=str) == found
