"""How long a call may take. The time that the machine had for others is not counted against a worker, up to a point. Pure.

A worker is asked again and again how it goes. One that answers late although it had the processor is at work in native code, and its time
counts; one that answers late and had no processor was starved. Where the system says how long its threads waited for a processor, that is
no time of a call either, however soon it answers: a thread that answers needs little, one that reads a screen needs much.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

PROMPT_S: Final = 1.0  # an answer within this time is no sign of anything
MOST: Final = 4.0  # times its limit a call may take on a machine that is busy


class Verdict(Enum):
    """What is to become of a worker."""

    FINE = "fine"
    HUNG = "hung"  # it had the time, and did not get on
    STARVED = "starved"  # it had not, and nobody knows whether it ever will


@dataclass(slots=True, kw_only=True)
class Running:
    """A call that has begun. ``lost_s`` is what the worker had been kept from until then."""

    begun_s: float
    lost_s: float
    limit_s: float


@dataclass(slots=True)
class Patience:
    """What is known of a worker's share of the processor. Times are those of one monotonic clock."""

    lost_s: float = 0.0  # kept from it so far, as far as its answers tell
    _asked_s: float | None = field(default=None)
    _processor_s: float = field(default=0.0)  # of the worker, when it answered last
    _looked: tuple[float, float] | None = field(default=None)  # when somebody looked how long it had waited, and how long that was
    _waited_s: float = field(default=0.0)  # since it was asked

    @property
    def is_waiting(self) -> bool:
        """Whether a question was not answered yet."""
        return self._asked_s is not None

    def ask(self, now_s: float) -> None:
        """It is asked how it goes."""
        self._asked_s, self._waited_s = now_s, 0.0

    def waited(self, now_s: float, waited_s: float | None) -> None:
        """The system says how long its threads waited for a processor so far; None: it does not. Several that wait at once count as one."""
        if waited_s is not None and self._looked is not None:
            at_s, before_s = self._looked
            lost_s = min(max(0.0, waited_s - before_s), now_s - at_s)
            self.lost_s += lost_s
            self._waited_s += lost_s
        self._looked = None if waited_s is None else (now_s, waited_s)

    def answered(self, now_s: float, processor_s: float) -> None:
        """It says how long it has had a processor so far."""
        if self._asked_s is not None:
            self.lost_s += self._silent_s(now_s - self._asked_s, processor_s - self._processor_s)
        self._asked_s, self._processor_s = None, processor_s

    def verdict(self, running: Running, now_s: float, *, processor_s: float | None) -> Verdict:
        """Whether a call is given up. ``processor_s`` is what the system says of the worker; None: it says nothing, and silence is work."""
        taken_s = now_s - running.begun_s
        if taken_s <= running.limit_s:
            return Verdict.FINE
        lost_s = self.lost_s - running.lost_s
        if self._asked_s is not None and processor_s is not None:
            lost_s += self._silent_s(now_s - self._asked_s, processor_s - self._processor_s)
        is_starved = lost_s > taken_s / 2
        if taken_s > MOST * running.limit_s:
            return Verdict.STARVED if is_starved else Verdict.HUNG
        if taken_s - lost_s > running.limit_s:
            return Verdict.HUNG
        return Verdict.FINE

    def _silent_s(self, silent_s: float, processor_s: float) -> float:
        """What it lost while it did not answer: less what it worked, and what is counted as lost already."""
        return max(0.0, silent_s - max(0.0, processor_s) - self._waited_s) if silent_s > PROMPT_S else 0.0
