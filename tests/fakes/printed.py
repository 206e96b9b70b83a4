"""A screen on which letters stand as patterns of five bits, and a reader that reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lookhear.understanding.screen_text.rects import Rect

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE_PX = 14
PAPER = 230
WIDTH, HEIGHT = 640, 480


def page(*lines: tuple[int, int, str]) -> NDArray[np.uint8]:
    """A picture with texts of small letters at places (x, y): a letter is six pixels wide."""
    rgb = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    for x, y, text in lines:
        for number, letter in enumerate(text):
            if letter != " ":
                rgb[y : y + LINE_PX, x + 6 * number : x + 6 * number + 6] = _shape(letter)[:, None, None]
    return rgb


class BarReader:
    """Counts what it was asked. Three letters' width of paper end a line."""

    def __init__(self) -> None:
        self.looked_at: list[tuple[int, int]] = []  # width and height
        self.texts: list[str] = []
        self.broken = False

    def find(self, rgb: NDArray[np.uint8]) -> list[Rect]:
        self.looked_at.append((rgb.shape[1], rgb.shape[0]))
        is_ink = rgb[:, :, 0] < PAPER - 40
        found: list[Rect] = []
        for top, bottom in _runs(np.any(is_ink, axis=1, keepdims=True)[:, 0], 6):
            found += [Rect(left, top, right, bottom) for left, right in _runs(np.any(is_ink[top:bottom], axis=0, keepdims=True)[0], 18)]
        return found

    def read(self, rgb: NDArray[np.uint8]) -> tuple[str, float]:
        if self.broken:
            raise RuntimeError("the reader broke")
        is_ink = rgb[:, :, 0] < PAPER - 40
        top, left = int(np.flatnonzero(is_ink.any(axis=1))[0]), int(np.flatnonzero(is_ink.any(axis=0))[0])
        self.texts.append("".join(_letter(is_ink[top:, x]) for x in range(left + 3, is_ink.shape[1], 6)))
        return self.texts[-1], 0.9


def _shape(letter: str) -> NDArray[np.uint8]:
    """A bar above, one below, and five bits between them."""
    number = ord(letter) - ord("a")
    bits = [1, *((number >> bit) & 1 for bit in range(5)), 1]
    return np.repeat(np.where(bits, 20, PAPER).astype(np.uint8), 2)


def _letter(is_ink: NDArray[np.bool_]) -> str:
    return chr(ord("a") + sum(1 << bit for bit in range(5) if is_ink[2 * bit + 3])) if is_ink[0] else " "


def _runs(marked: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Stretches that are marked, with gaps of less than so many between."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(marked).tolist():
        if found and at - found[-1][1] < gap:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
