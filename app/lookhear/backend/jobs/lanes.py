"""What jobs have to share: how many of a lane run at a time, which lanes are left in peace, and when one is back. Owned by the event loop.

A lane is what may be slow or gone for all jobs that need it, such as one receiver of webhooks.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_REST_S: Final = 30.0
_FIRST_REST_S: Final = 1.0
_HASTENED_EVERY_S: Final = 60.0
_REMEMBERED: Final = 4096  # lanes; one that is forgotten counts as one that was never used


class LaneHealth(Enum):
    """What a try says about the lane of a job."""

    WELL = auto()
    ILL = auto()  # it answers, and not as it should: perhaps to this job only
    DOWN = auto()  # it is not there, or does not answer in time: no job of it gets on


@dataclass(slots=True)
class _Lane:
    is_well: bool = False
    misses: int = 0  # in a row
    rests_until_ns: int = 0
    hastened_ns: int | None = None


class Lanes:
    """So many jobs of a lane at a time, one of a lane that is down; between two tries that one rests, for half a minute at most.

    ``limit`` None: as many as there are.
    """

    def __init__(self, *, limit: int | None) -> None:
        self._limit = limit
        self._running: Counter[str] = Counter()
        self._lanes: OrderedDict[str, _Lane] = OrderedDict()
        self._down: set[str] = set()  # those of them that were missed last

    def enter(self, lane: str | None) -> None:
        """A job of a lane begins."""
        if lane is not None:
            self._running[lane] += 1

    def leave(self, lane: str | None) -> None:
        """It is over."""
        if lane is not None:
            self._running[lane] -= 1
            if self._running[lane] <= 0:
                del self._running[lane]

    def rooms(self, *, now_ns: int) -> Rooms:
        """How many jobs of which lanes may begin now: a copy, good for one unit of work on another thread."""
        longest_ns = LONGEST_REST_S * NS_PER_S  # a clock that was put back must not make it longer
        resting = [name for name in self._down if 0 < self._lanes[name].rests_until_ns - now_ns <= longest_ns]
        return Rooms(limit=self._limit, running=Counter(self._running), narrow=self._down, closed=resting)

    def missed(self, lane: str | None, health: LaneHealth, *, now_ns: int) -> float:
        """A try failed; gives for how many seconds the lane rests, zero for not at all."""
        if lane is None or health is LaneHealth.WELL:
            return 0.0
        found = self._known(lane)
        found.is_well = False
        if health is LaneHealth.ILL:
            return 0.0
        found.misses += 1
        self._down.add(lane)
        rest_s = min(LONGEST_REST_S, _FIRST_REST_S * float(1 << min(found.misses - 1, 16)))
        found.rests_until_ns = now_ns + round(rest_s * NS_PER_S)
        return rest_s

    def reached(self, lane: str | None, *, now_ns: int) -> bool:
        """A try went well; True when jobs of the lane that wait for another time should have it now.

        So it is after a failure, and the first time, when failures may be older than this process; not again and again for a
        lane that takes the one and never the other.
        """
        if lane is None:
            return False
        found = self._known(lane)
        was_down = found.misses > 0
        found.misses = found.rests_until_ns = 0
        self._down.discard(lane)
        if found.is_well:
            return False
        is_soon = found.hastened_ns is not None and 0 <= now_ns - found.hastened_ns < _HASTENED_EVERY_S * NS_PER_S
        if is_soon and not was_down:
            return False
        found.is_well = True
        found.hastened_ns = now_ns
        return True

    def _known(self, lane: str) -> _Lane:
        found = self._lanes.setdefault(lane, _Lane())
        self._lanes.move_to_end(lane)
        if len(self._lanes) > _REMEMBERED:
            self._down.discard(self._lanes.popitem(last=False)[0])
        return found


class Rooms:
    """Lanes as they were at one moment, filled by whoever takes jobs."""

    def __init__(self, *, limit: int | None, running: Counter[str], narrow: Iterable[str], closed: Iterable[str]) -> None:
        self._limit = limit
        self._running = running
        self._narrow = frozenset(narrow)
        self._closed = set(closed)
        for lane in running:
            self._look(lane)

    def take(self, lane: str | None) -> None:
        """Another job of a lane was taken."""
        if lane is not None:
            self._running[lane] += 1
            self._look(lane)

    def closed(self) -> list[str]:
        """The lanes that no job is to be taken of."""
        return sorted(self._closed)

    def _look(self, lane: str) -> None:
        limit = 1 if lane in self._narrow else self._limit
        if limit is not None and self._running[lane] >= limit:
            self._closed.add(lane)
