"""Places on a screen, in pixels. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from lookhear.media.differences import TILE_PX

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


class Rect(NamedTuple):
    """A place: ``right`` and ``bottom`` are just outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, picture: NDArray[np.uint8]) -> Self:
        """All of a picture."""
        return cls(0, 0, picture.shape[1], picture.shape[0])

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def touches(self, other: Rect) -> bool:
        """Whether they have a pixel in common."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def united(self, other: Rect) -> Rect:
        """The smallest place that holds both."""
        return Rect(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))

    def common(self, other: Rect) -> Rect:
        """What is in both; they must touch."""
        return Rect(max(self.left, other.left), max(self.top, other.top), min(self.right, other.right), min(self.bottom, other.bottom))

    def grown(self, x: int, y: int) -> Rect:
        """With so much more at each side."""
        return Rect(self.left - x, self.top - y, self.right + x, self.bottom + y)

    def moved(self, x: int, y: int) -> Rect:
        """The same somewhere else."""
        return Rect(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def of_picture(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The pixels of the place."""
        return picture[self.top : self.bottom, self.left : self.right]

    def distance(self, other: Rect) -> int:
        """How far they are from each other, along the axes; 0 when they touch."""
        across = max(0, self.left - other.right, other.left - self.right)
        return across + max(0, self.top - other.bottom, other.top - self.bottom)


def areas_of(tiles: NDArray[np.bool_], screen: Rect) -> list[Rect]:
    """The places of marked tiles: those that touch, even at a corner, are in one; each is a rectangle, and they have nothing in common."""
    left = {(int(row), int(column)) for row, column in zip(*tiles.nonzero(), strict=True)}
    found: list[Rect] = []
    while left:
        begin = left.pop()
        group, todo = [begin], [begin]
        while todo:
            row, column = todo.pop()
            near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & left
            left -= near
            group += near
            todo += near
        rows, columns = [row for row, _ in group], [column for _, column in group]
        around = Rect(min(columns) * TILE_PX, min(rows) * TILE_PX, (max(columns) + 1) * TILE_PX, (max(rows) + 1) * TILE_PX)
        found.append(around.common(screen))
    return merged(found)


def merged(rects: Iterable[Rect]) -> list[Rect]:
    """The same places, with those that have something in common made one."""
    found: list[Rect] = []
    for each in rects:
        grown, is_growing = each, True
        while is_growing:
            touching = [other for other in found if other.touches(grown)]
            is_growing = bool(touching)
            for other in touching:
                found.remove(other)
                grown = grown.united(other)
        found.append(grown)
    return found


def around_lines(area: Rect, lines: Iterable[Rect]) -> Rect:
    """A place that cuts through none of the lines: grown by those it touches, as often as that takes."""
    boxes = list(lines)
    while True:
        touching = [box for box in boxes if box.touches(area)]
        if not touching:
            return area
        boxes = [box for box in boxes if not box.touches(area)]
        for box in touching:
            area = area.united(box)
