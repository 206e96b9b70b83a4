"""Characters that wait as pixmaps, so that a clock or a counter can be painted without drawing text again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.barcode import Area
from demo.scene import paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor

    from demo.display import Size
    from demo.scene.canvas import Canvas


class Glyphs:
    """Digits and a colon of one size and colour, each in a cell of the same width."""

    def __init__(self, canvas: Canvas, cell: Size, *, ink: QColor, background: QColor, characters: Iterable[str] = "0123456789:") -> None:
        self._canvas = canvas
        self._cell = cell
        font = paper.mono(round(cell.height * 0.8))
        self._pictures = {char: canvas.upload(paper.label(char, cell, font=font, ink=ink, paper=background)) for char in characters}

    def width(self, text: str) -> int:
        """How wide a text is, pixels."""
        return len(text) * self._cell.width

    def draw(self, text: str, x: int, y: int) -> Area:
        """Draw a text on the back pixmap; gives back its place."""
        for number, char in enumerate(text):
            self._canvas.draw(self._pictures[char], x + number * self._cell.width, y)
        return Area(x, y, self.width(text), self._cell.height)
