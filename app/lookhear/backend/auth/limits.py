"""How much one key may ask for: a bucket of tokens each, filled evenly."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import TooMany

if TYPE_CHECKING:
    from collections.abc import Callable

_BURST_S: Final = 2.0  # so many seconds' worth may come at once
_REMEMBERED: Final = 4096


@dataclass(slots=True)
class _Bucket:
    left: float
    seen_s: float


class RequestLimits:
    """Counts requests by who asks. Owned by the event loop; what nobody used for longest is forgotten, which fills its bucket.

    ``per_s`` is what a key may ask for in the long run, zero for no limit; ``now_s`` is monotonic.
    """

    def __init__(self, *, per_s: float, now_s: Callable[[], float]) -> None:
        self._per_s = per_s
        self._most = max(1.0, per_s * _BURST_S)
        self._now_s = now_s
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, who: str) -> None:
        """Count one request. Raises TooMany, which says when the next one is welcome."""
        if self._per_s <= 0:
            return
        now_s = self._now_s()
        bucket = self._buckets.get(who)
        if bucket is None:
            bucket = self._buckets[who] = _Bucket(left=self._most, seen_s=now_s)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(who)
        bucket.left = min(self._most, bucket.left + (now_s - bucket.seen_s) * self._per_s)
        bucket.seen_s = now_s
        if bucket.left < 1.0:
            wait_s = (1.0 - bucket.left) / self._per_s
            raise TooMany(f"This key asks for more than {self._per_s:g} things a second.", hint="Ask again later.", retry_after_s=wait_s)
        bucket.left -= 1.0
