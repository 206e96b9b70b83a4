"""Whether a place was scrolled: its rows are there as before, only higher or lower. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_ROWS: Final = 64
_NOTICEABLE: Final = 28
_SHARE_OF_ROWS: Final = 0.7  # that must be found again, of those that can be
_SHARE_OF_PIXELS: Final = 0.004  # of a row that may differ
_MOST_TRIED: Final = 4


@dataclass(frozen=True, slots=True)
class Scrolled:
    """``down_px`` is how much lower things are now. ``is_known`` says for each row of the place now whether it was there before."""

    down_px: int
    is_known: NDArray[np.bool_]

    def bands(self) -> list[tuple[int, int]]:
        """The stretches of rows that are new."""
        edges = np.flatnonzero(np.diff(np.concatenate(([True], self.is_known, [True])).astype(np.int8)))
        return [(int(begin), int(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def scrolled(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Scrolled | None:
    """How a place was scrolled up or down; None when it was not, or too little of it is left to tell."""
    rows = before.shape[0]
    if rows < _LEAST_ROWS:
        return None
    for down in _likely(_profile(before), _profile(after)):
        is_known = np.zeros(rows, np.bool_)
        now, then = (slice(down, rows), slice(0, rows - down)) if down > 0 else (slice(0, rows + down), slice(-down, rows))
        differs = np.maximum(before[then], after[now]) - np.minimum(before[then], after[now]) > _NOTICEABLE
        is_known[now] = np.count_nonzero(differs, axis=1) <= _SHARE_OF_PIXELS * before.shape[1]
        if np.count_nonzero(is_known) >= _SHARE_OF_ROWS * (rows - abs(down)):
            return Scrolled(down, is_known)
    return None


def _profile(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How much is going on in each row, less what is usual."""
    left, right = grey[:, :-1], grey[:, 1:]
    sums = (np.maximum(left, right) - np.minimum(left, right)).sum(axis=1, dtype=np.float64)
    return np.asarray(sums - sums.mean(), np.float64)


def _likely(before: NDArray[np.float64], after: NDArray[np.float64]) -> list[int]:
    """The shifts at which two profiles are most alike, up to three quarters of their length; the best one first."""
    rows = len(before)
    size = 1 << (2 * rows - 1).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(after, size) * np.conj(np.fft.rfft(before, size)), size)
    shifts = np.concatenate((np.arange(1, rows * 3 // 4), -np.arange(1, rows * 3 // 4)))
    best = np.argsort(likeness[shifts])[::-1][:_MOST_TRIED]
    return [int(shift) for shift in shifts[best]]
