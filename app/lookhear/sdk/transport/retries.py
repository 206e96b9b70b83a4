"""How long the SDK waits for a backend, and what it asks a second time (contract §1.4, §1.5). No I/O."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

_HARMLESS: Final = frozenset({"GET", "PUT", "DELETE"})  # asked twice they do what they do once
_PASSING: Final = frozenset({502, 503, 504})  # who stands in front of the backend says so, or the backend while it starts
_PATIENT: Final = frozenset({429, 503})  # with Retry-After: it was not done, and will be later


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What is waited for, in seconds, and how often a question is asked at most.

    ``answer_s`` is one answer with its whole body, ``processing_s`` an operation that the backend works on, polled every ``poll_s``.
    A Retry-After of more than ``retry_after_s`` is not waited for.
    """

    connect_s: float = 10.0
    read_s: float = 60.0
    answer_s: float = 180.0
    processing_s: float = 500.0  # as the official SDK
    poll_s: float = 5.0
    first_poll_s: float = 0.5
    retry_after_s: float = 30.0
    first_pause_s: float = 0.25
    attempts: int = 3

    def pause_after_failure(self, method: str, *, attempt: int, was_sent: bool) -> float | None:
        """Seconds until the next attempt after one that got no answer, None for giving up. ``attempt`` counts from one."""
        if attempt >= self.attempts or (was_sent and method not in _HARMLESS):
            return None
        return self._pause(attempt)

    def pause_after_answer(self, method: str, *, attempt: int, status: int, retry_after_s: float) -> float | None:
        """Seconds until the next attempt after an answer, None for taking it as it is."""
        if attempt >= self.attempts or retry_after_s > self.retry_after_s:
            return None
        if retry_after_s > 0 and status in _PATIENT:
            return retry_after_s
        return self._pause(attempt) if status in _PASSING and method in _HARMLESS else None

    def pause_before_poll(self, polls: int) -> float:
        """Seconds before an operation is asked after again: few at first, since much is done soon. ``polls`` counts those before."""
        return min(self.poll_s, self.first_poll_s * 2**polls) if polls < 10 else self.poll_s  # noqa: PLR2004 - long since the most

    def _pause(self, attempt: int) -> float:
        return self.first_pause_s * float(2 ** (attempt - 1)) * random.uniform(0.5, 1.5)  # noqa: S311 - so that many do not come at once
