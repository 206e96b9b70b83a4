from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.entries import Found, Hit, LibraryEntry, LibraryQuery
from lookhear.desktop.engine.library.searching import Dates, Names, matching
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def at(year: int, month: int, day: int, hour: int = 12) -> int:
    """A wall time in ns, in this computer's own zone."""
    return round(datetime(year, month, day, hour).astimezone().timestamp()) * 1_000_000_000


WEEKLY = entry(1, name="Weekly Übung, part two", started_wall_ns=at(2026, 11, 23))
NAMELESS = entry(2, name="", started_wall_ns=at(2026, 3, 9))
MARCH = entry(3, name="March of the penguins", started_wall_ns=at(2025, 6, 1))
ALL = [WEEKLY, NAMELESS, MARCH]


def found(text: str, **query: object) -> list[str]:
    told = matching(LibraryQuery(text=text, **query), ALL, finders=[Names(), Dates()])  # type: ignore[arg-type]
    return [each.recording_id[-1] for each, _ in told]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["1", "2", "3"]),
        ("   ", ["1", "2", "3"]),
        ("weekly", ["1"]),
        ("two WEEKLY", ["1"]),
        ("übung", ["1"]),
        ("weekly three", []),
        ("2026-11-23", ["1"]),
        ("2026-11", ["1"]),
        ("23.11.2026", ["1"]),
        ("9.3.", ["2"]),
        ("3/9/2026", ["2"]),
        ("november 2026", ["1"]),
        ("march", ["2", "3"]),
        ("march 2026", ["2"]),
        ("2026", ["1", "2"]),
        ("zzz", []),
        ("ma", ["3"]),  # too short for a month
        ("*", []),
        ("(", []),
    ],
)
def test_words_are_found_in_names_and_dates(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_only_what_began_within_the_times_is_found() -> None:
    from_s, to_s = at(2026, 3, 1) / 1e9, at(2026, 11, 23) / 1e9
    assert found("", from_s=from_s) == ["1", "2"]
    assert found("", from_s=from_s, to_s=to_s) == ["2"]
    assert found("weekly", to_s=to_s) == []


def test_what_the_words_mean_in_the_persons_language_is_found_too() -> None:
    day = datetime(2026, 3, 9).astimezone()
    meant = (day.timestamp(), (day + timedelta(days=1)).timestamp())
    assert found("9. März", meant_s=meant) == ["2"]
    assert found("weekly", meant_s=meant) == ["1", "2"]


class Spoken:
    """Stands for a search in what was understood."""

    def is_searching(self, query: LibraryQuery) -> bool:
        return query.text == "budget"

    def find(self, query: LibraryQuery, entries: Sequence[LibraryEntry]) -> Mapping[str, tuple[Hit, ...]]:
        assert query.text
        return {each.recording_id: (Hit(found=Found.TRANSCRIPT, text="… the budget …", at_s=12.5),) for each in entries if not each.name}


def test_names_and_dates_have_their_answer_at_once() -> None:
    assert [each.is_searching(LibraryQuery(text="budget")) for each in (Names(), Dates(), Spoken())] == [False, False, True]


def test_hits_of_several_searches_are_told_together() -> None:
    told = matching(LibraryQuery(text="march"), ALL, finders=[Names(), Dates(), Spoken()])
    assert [(each.recording_id[-1], [hit.found for hit in hits]) for each, hits in told] == [
        ("2", [Found.DATE, Found.TRANSCRIPT]),
        ("3", [Found.NAME]),
    ]
