"""A growing set of whole numbers, kept as ranges: nearly always one, whatever the length of the recording."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.protocol.ingest import Ranges


class Numbers:
    """Starts with ascending ranges and takes numbers one by one."""

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, ranges: Ranges = ()) -> None:
        self._firsts = [first for first, _ in ranges]
        self._lasts = [last for _, last in ranges]

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]

    def add(self, number: int) -> None:
        """Take a number in; one that is there already changes nothing."""
        after = bisect_right(self._firsts, number)
        joins_before = after > 0 and number <= self._lasts[after - 1] + 1
        joins_after = after < len(self._firsts) and self._firsts[after] == number + 1
        if joins_before and joins_after:
            self._lasts[after - 1] = self._lasts.pop(after)
            del self._firsts[after]
        elif joins_before:
            self._lasts[after - 1] = max(self._lasts[after - 1], number)
        elif joins_after:
            self._firsts[after] = number
        else:
            self._firsts.insert(after, number)
            self._lasts.insert(after, number)

    @property
    def ranges(self) -> Ranges:
        """The numbers as ascending inclusive ranges."""
        return tuple(zip(self._firsts, self._lasts, strict=True))

    @property
    def highest(self) -> int:
        """The largest number, zero when there is none."""
        return self._lasts[-1] if self._lasts else 0

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Numbers:
        """The set of these numbers."""
        made = cls()
        for number in numbers:
            made.add(number)
        return made
