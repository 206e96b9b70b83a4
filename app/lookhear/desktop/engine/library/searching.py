"""Finding recordings again: every search is a `Finder`, and what several of them find of one recording is told together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.library.entries import Found, Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
)
_SHORTEST: Final = 3  # letters that may stand for a month


class Finder(Protocol):
    """Finds words in one thing that is known of recordings: names, dates, what was said, what was on the screen."""

    def find(self, query: LibraryQuery, entries: Sequence[LibraryEntry]) -> Mapping[str, tuple[Hit, ...]]:
        """The hits of each recording by its identifier, in the order they should be read."""
        ...

    def is_searching(self, query: LibraryQuery) -> bool:
        """Whether the first answer to a query's words is still to come; for any thread. Who answers at once need not say so."""
        del query
        return False


class Names(Finder):
    """Words in the names that people gave; a recording is found where all of them are in its name."""

    def find(self, query: LibraryQuery, entries: Sequence[LibraryEntry]) -> Mapping[str, tuple[Hit, ...]]:
        """See `Finder`."""
        words = query.text.casefold().split()
        return {
            entry.recording_id: (Hit(found=Found.NAME, text=entry.name),)
            for entry in entries
            if entry.name and all(word in entry.name.casefold() for word in words)
        }


class Dates(Finder):
    """Words in dates, as 2026-11-23, 23.11.2026, 11/23/2026 or November 2026 (English), in this computer's time; and what was meant."""

    def find(self, query: LibraryQuery, entries: Sequence[LibraryEntry]) -> Mapping[str, tuple[Hit, ...]]:
        """See `Finder`."""
        words = query.text.casefold().split()
        found: dict[str, tuple[Hit, ...]] = {}
        for entry in entries:
            began = datetime.fromtimestamp(entry.started_wall_ns / 1e9).astimezone()
            is_meant = query.meant_s is not None and query.meant_s[0] <= began.timestamp() < query.meant_s[1]
            if is_meant or all(_is_of_date(word, began) for word in words):
                found[entry.recording_id] = (Hit(found=Found.DATE, text=f"{began:%Y-%m-%d}"),)
        return found


def matching(
    query: LibraryQuery, entries: Sequence[LibraryEntry], *, finders: Sequence[Finder]
) -> list[tuple[LibraryEntry, tuple[Hit, ...]]]:
    """The entries that began within the query's times and in which some finder finds its words; all of them for no words."""
    within = [
        entry
        for entry in entries
        if (query.from_s is None or entry.started_wall_ns >= query.from_s * 1e9)
        and (query.to_s is None or entry.started_wall_ns < query.to_s * 1e9)
    ]
    if not query.text.split():
        return [(entry, ()) for entry in within]
    hits = [finder.find(query, within) for finder in finders]
    told = [(entry, tuple(hit for found in hits for hit in found.get(entry.recording_id, ()))) for entry in within]
    return [(entry, found) for entry, found in told if found]


def _is_of_date(word: str, began: datetime) -> bool:
    if word.isdecimal():
        return len(word) == len("2026") and int(word) == began.year
    if word.isalpha():
        return len(word) >= _SHORTEST and _MONTHS[began.month - 1].startswith(word)
    written = (
        *(f"{began:%Y-%m-%d}", f"{began:%d.%m.%Y}", f"{began:%m/%d/%Y}", f"{began:%d/%m/%Y}"),
        *(f"{began.day}.{began.month}.{began.year}", f"{began.month}/{began.day}/{began.year}"),
    )
    return any(form.startswith(word.rstrip(".,")) for form in written)
