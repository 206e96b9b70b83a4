"""Lines of text on a screen, and the order in which they are read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from lookhear.understanding.screen_text.rects import Rect

_NEAR_ABOVE: Final = 1.2  # line heights between two lines of one block
_NEAR_BESIDE: Final = 2.0
_NOT_A_WORD: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read. ``score`` is how sure the reader was, 0 to 1."""

    box: Rect
    text: str
    score: float


def essence(text: str) -> str:
    """What must differ for a line to be another one: letters and digits, in either case. A caret is often read as a stroke."""
    return _NOT_A_WORD.sub("", text).casefold()


def blocks_of(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines as they are read: columns and windows one behind the other, each from top to bottom."""
    given = list(lines)
    if not given:
        return []
    boxes = np.array([line.box for line in given], np.float64)
    near = _are_near(boxes)
    left = set(range(len(given)))
    groups: list[list[int]] = []
    while left:
        todo = [min(left)]
        left -= set(todo)
        group: list[int] = []
        while todo:
            at = todo.pop()
            group.append(at)
            beside = left & set(near[at].nonzero()[0].tolist())
            left -= beside
            todo += beside
        groups.append(group)
    found = [_in_rows([given[at] for at in group]) for group in groups]
    return sorted(found, key=lambda block: (min(line.box.top for line in block), block[0].box.left))


def passage_of(lines: Iterable[Line]) -> str:
    """The lines as a text: a block goes on from line to line, and a dash stands between two."""
    return " — ".join(" ".join(line.text for line in block) for block in blocks_of(lines))


def _are_near(boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each two boxes whether they belong to one block."""
    left, top, right, bottom = (boxes[:, index] for index in range(4))
    height = np.minimum.outer(bottom - top, bottom - top)
    across = np.maximum.outer(left, left) - np.minimum.outer(right, right)  # the gap between them; negative where they overlap
    down = np.maximum.outer(top, top) - np.minimum.outer(bottom, bottom)
    is_below: NDArray[np.bool_] = (across < 0) & (down < _NEAR_ABOVE * height)
    is_beside: NDArray[np.bool_] = (down < -height / 2) & (across < _NEAR_BESIDE * height)
    return is_below | is_beside


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom, and what stands side by side from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box.top + each.box.bottom):
        first = rows[-1][0].box if rows else None
        if first is not None and (line.box.top + line.box.bottom) / 2 < first.bottom - first.height / 4:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.box.left)]
