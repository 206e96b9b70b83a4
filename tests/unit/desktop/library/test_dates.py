from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QLocale

from lookhear.desktop.library.dates import When, days_of, meant_days, names, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("qapp")
TODAY = QDate(2026, 11, 23)  # a Monday


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def test_every_choice_has_words() -> None:
    assert [when for when, _ in names()] == list(When)
    assert all(text for _, text in names())


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (When.ANY, None),
        (When.CHOSEN, None),
        (When.TODAY, (TODAY, TODAY)),
        (When.WEEK, (QDate(2026, 11, 17), TODAY)),
        (When.MONTH, (QDate(2026, 10, 25), TODAY)),
        (When.YEAR, (QDate(2026, 1, 1), TODAY)),
    ],
)
def test_a_choice_stands_for_days(when: When, days: object) -> None:
    assert days_of(when, TODAY) == days


def test_the_last_day_counts_to_its_end() -> None:
    from_s, to_s = times_of(TODAY, TODAY)
    assert to_s - from_s == 86_400


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", (2026, 11, 23), (2026, 11, 23)),
        ("Yesterday", (2026, 11, 22), (2026, 11, 22)),
        ("monday", (2026, 11, 23), (2026, 11, 23)),
        ("tuesday", (2026, 11, 17), (2026, 11, 17)),
        ("november", (2026, 11, 1), (2026, 11, 30)),
        ("december", (2025, 12, 1), (2025, 12, 31)),
        ("february 2024", (2024, 2, 1), (2024, 2, 29)),
        ("2026-03-09", (2026, 3, 9), (2026, 3, 9)),
        ("9.3.2026", (2026, 3, 9), (2026, 3, 9)),
        ("March 9, 2026", (2026, 3, 9), (2026, 3, 9)),
        ("March 9", (2026, 3, 9), (2026, 3, 9)),
        ("December 24", (2025, 12, 24), (2025, 12, 24)),
    ],
)
def test_words_may_mean_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert meant_days(text, TODAY) == (QDate(*first), QDate(*last))


@pytest.mark.parametrize("text", ["", "  ", "weekly call", "31.2.2026", "november call", "february 99999", "1"])
def test_other_words_mean_none(text: str) -> None:
    assert meant_days(text, TODAY) is None


@pytest.mark.usefixtures("german")
def test_they_are_words_of_the_persons_language() -> None:
    assert meant_days("9. März", TODAY) == (QDate(2026, 3, 9), QDate(2026, 3, 9))
    assert meant_days("Dienstag", TODAY) == (QDate(2026, 11, 17), QDate(2026, 11, 17))
    assert meant_days("märz 2025", TODAY) == (QDate(2025, 3, 1), QDate(2025, 3, 31))
    assert meant_days("09.03.26", TODAY) == (QDate(2026, 3, 9), QDate(2026, 3, 9))
