"""How a level is shown: decibels on a scale that people know from mixers, and how it falls when it is quiet again. No Qt here."""

from __future__ import annotations

import math
from typing import Final

FLOOR_DB: Final = -60.0
MID_DB: Final = -18.0  # speech lies around here
HIGH_DB: Final = -6.0  # louder than this may soon be too loud
_FALL_DB_PER_S: Final = 36.0
_HOLD_S: Final = 1.2


def share_of(peak: float) -> float:
    """How far the meter goes, 0…1, for the highest sample (0…1 of full scale)."""
    return 0.0 if peak <= 0 else share_of_db(20 * math.log10(peak))


def share_of_db(decibels: float) -> float:
    """The same for decibels below full scale."""
    return min(1.0, max(0.0, 1 - decibels / FLOOR_DB))


class Ballistics:
    """Rises at once, falls slowly, and remembers the highest for a moment. ``level`` and ``highest`` are shares, 0…1."""

    def __init__(self) -> None:
        self.level = 0.0
        self.highest = 0.0
        self._at_s = 0.0
        self._highest_at_s = 0.0

    @property
    def is_still(self) -> bool:
        """Whether it has come to rest at nothing."""
        return not self.level and not self.highest

    def hear(self, peak: float, now_s: float) -> None:
        """A new peak, 0…1 of full scale."""
        self.fall(now_s)
        share = share_of(peak)
        self.level = max(self.level, share)
        if share >= self.highest:
            self.highest, self._highest_at_s = share, now_s

    def fall(self, now_s: float) -> None:
        """Time went by."""
        fallen = max(0.0, now_s - self._at_s) * _FALL_DB_PER_S / -FLOOR_DB
        self._at_s = now_s
        self.level = max(0.0, self.level - fallen)
        if now_s - self._highest_at_s > _HOLD_S:
            self.highest = max(self.level, self.highest - fallen)

    def forget(self) -> None:
        """Nothing is heard any more."""
        self.level = self.highest = 0.0
