"""When a stream's samples were heard, from repeated looks at how far the stream had come. Pure arithmetic.

Each look gives one time of sample zero, ``when looked − samples captured by then``. What disturbs a look (a busy machine,
samples that lie in a server which does not count them) makes it seem later, never earlier, so the earliest of the
last few looks is the best. They are few, so that the true clock of the device can be followed.
"""

from __future__ import annotations

from collections import deque
from typing import Final

NS_PER_S: Final = 1_000_000_000
_LOOKS: Final = 8


class StreamClock:
    """Maps sample numbers of one stream at ``rate`` Hz to session time. Owned by the thread that reads the stream."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._origins_ns: deque[int] = deque(maxlen=_LOOKS)

    @property
    def looks(self) -> int:
        """How many looks count now; before the first one nothing is known."""
        return len(self._origins_ns)

    def look(self, *, t_ns: int, captured: float) -> None:
        """At session time ``t_ns`` the device had captured that many samples of the stream."""
        self._origins_ns.append(t_ns - round(captured * NS_PER_S / self._rate))

    def forget(self) -> None:
        """The stream paused: what was seen before says nothing about the samples to come."""
        self._origins_ns.clear()

    def time_of(self, sample: int) -> int:
        """Session time of a sample. Needs a look first."""
        return min(self._origins_ns) + sample * NS_PER_S // self._rate
