"""Engines that understand a passage at once: what is said is collected, decoded now and then, and once more when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from lookhear.understanding.speech.listening import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_REST: Final = 1.5  # times as long as an early look took, until the next


class Reader(Protocol):
    """Understands a passage: mono samples at 16 kHz, some seconds of them."""

    def read(self, samples: NDArray[np.int16], *, is_final: bool) -> Passage:
        """What is said. Not final: quickly rather than well."""
        ...


@dataclass(slots=True)
class Budget:
    """When words that are not final may be looked for: at most two fifths of the time that passes go there, over all streams."""

    now_s: Callable[[], float]
    next_s: float = float("-inf")


class PassageHearing:
    """One utterance; without a ``budget`` there are final words only."""

    def __init__(self, reader: Reader, budget: Budget | None) -> None:
        self._reader = reader
        self._budget = budget
        self._sound: list[NDArray[np.int16]] = []
        self._early = Passage()

    def accept(self, samples: NDArray[np.int16]) -> None:
        """More sound."""
        self._sound.append(samples)

    def early(self) -> Passage:
        """What was understood when there was time for it."""
        budget = self._budget
        if budget is not None and self._sound:
            started_s = budget.now_s()
            if started_s >= budget.next_s:
                self._early = self._reader.read(np.concatenate(self._sound), is_final=False)
                ended_s = budget.now_s()
                budget.next_s = ended_s + (ended_s - started_s) * _REST
        return self._early

    def close(self, length: int) -> Passage:
        """What is said in all of it."""
        samples = np.concatenate(self._sound)[:length] if self._sound else np.zeros(0, np.int16)
        return self._reader.read(samples, is_final=True) if len(samples) else Passage()
