"""Whether work on a live recording falls behind. Pure."""

from __future__ import annotations

import math
from typing import Final

_LATE_S: Final = 1.0


class Lateness:
    """Remembers how near to the time they show pictures were at best. Owned by one task or thread."""

    def __init__(self) -> None:
        self._least_s = math.inf

    def is_late(self, behind_s: float) -> bool:
        """Whether this comes later behind its time than it did before: its work does not keep up.

        ``behind_s`` is now less the time of a picture; the two clocks need not begin together. A recording that is worked up afterwards is
        not late as long as the work gets nearer to its end.
        """
        self._least_s = min(self._least_s, behind_s)
        return behind_s - self._least_s > _LATE_S
