"""How long the disk lasts at the pace of the recording that runs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.writer import DEFAULT_RESERVE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOOK_EVERY_S: Final = 5.0
_PACE_OVER_S: Final = 60.0
_LONG_S: Final = 48 * 3600.0  # what lasts for longer is not worth showing


class DiskWatch:
    """Looks now and then. ``free`` gives the free bytes of a folder's disk; it blocks, so that `look` belongs on a thread."""

    def __init__(self, free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free) -> None:
        self._free = free
        self._seen: list[tuple[float, int]] = []  # times of a clock, and what was sealed until then
        self._looked_s: float | None = None

    def is_due(self, now_s: float) -> bool:
        """Whether it is time for another `look`."""
        return self._looked_s is None or now_s - self._looked_s >= LOOK_EVERY_S

    def look(self, folder: Path, *, sealed_bytes: int, now_s: float) -> float | None:
        """For how many seconds there is room; None while that is long, or cannot be told."""
        self._looked_s = now_s
        self._seen = [(at_s, size) for at_s, size in self._seen if now_s - at_s <= _PACE_OVER_S]
        self._seen.append((now_s, sealed_bytes))
        first_s, first_bytes = self._seen[0]
        if now_s - first_s < LOOK_EVERY_S or sealed_bytes <= first_bytes:
            return None
        try:
            free_bytes = self._free(folder)
        except OSError:  # the recorder will say what is wrong with it
            return None
        left_s = max(0, free_bytes - DEFAULT_RESERVE_BYTES) * (now_s - first_s) / (sealed_bytes - first_bytes)
        return left_s if left_s < _LONG_S else None
