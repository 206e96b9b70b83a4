"""Somebody writes: letter after letter of a letter, and now and then a paragraph beside it is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from demo.barcode import Area
from demo.display import Size
from demo.scene import paper, texts
from demo.scene.glyphs import Glyphs

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from demo.scene.canvas import Canvas
    from demo.scene.log import EventLog

PARAGRAPHS: Final = 40
EVERY: Final = 77
"""Paints from one paragraph to the next: no whole number of seconds, so that they come at all moments of a window."""

_INK: Final = QColor(36, 38, 44)
_PAGE: Final = QColor(252, 252, 250)
_LINES: Final = 3
_WORDS: Final = 8  # of a line
_LETTERS: Final = 4  # of a word at least
_LINE_PX: Final = 28
_FONT_PX: Final = 17
_PARAGRAPH: Final = Size(820, _LINES * _LINE_PX)
_LETTER: Final = Size(11, 22)
_COLUMNS: Final = 68
_ROWS: Final = 30


def paragraph(number: int) -> tuple[str, ...]:
    """The lines of a paragraph: words of the scenes' pages in another order each time."""
    words = sorted({word for page in texts.PAGE for word in page.lower().split() if word.isalpha() and len(word) >= _LETTERS})
    chosen = np.random.default_rng(number).permutation(words)[: _WORDS * _LINES].tolist()
    return tuple(" ".join(chosen[_WORDS * line : _WORDS * (line + 1)]) for line in range(_LINES))


class TypingScene:
    """A letter that is typed, 12 letters a second, and a paragraph that is replaced every 6.4 seconds, which is logged."""

    fps = 12.0

    def __init__(self, canvas: Canvas, *, log: EventLog) -> None:
        self._canvas, self._log = canvas, log
        width, height = canvas.size
        image = paper.desk(canvas.size)
        left = paper.window(image, Area(24, 64, width // 2 - 48, height - 88), title="letter")
        right = paper.window(image, Area(width // 2, 64, width // 2 - 24, 200), title="news")
        page = paper.window(image, Area(width // 2, 300, width // 2 - 24, height - 324), title="notes.txt")
        paper.prose(image, page, texts.PAGE)
        self._base = canvas.upload(image)
        canvas.draw(self._base, 0, 0)
        self._columns, self._rows = min(_COLUMNS, (left.width - 60) // _LETTER.width), min(_ROWS, (left.height - 48) // _LETTER.height)
        once = "".join(word.lower() + " " for each in texts.PAGE for word in each.split() if word.isascii())
        self._text = once * (1 + self._columns * self._rows // len(once))
        characters = set(self._text[: self._columns * self._rows])
        self._glyphs = Glyphs(canvas, _LETTER, ink=_INK, background=_PAGE, characters=characters)
        self._letters = Area(left.x + 30, left.y + 24, self._columns * _LETTER.width, self._rows * _LETTER.height)
        self._at = (right.x + 24, right.y + 30)
        self._paragraphs = [canvas.upload(_drawn(number)) for number in range(PARAGRAPHS)]

    def paint(self, number: int) -> Area:
        """Type a letter; put another paragraph where it is time."""
        at = number % (self._columns * self._rows)
        row, column = divmod(at, self._columns)
        letters = self._letters
        place = self._canvas.draw(self._base, letters.x, letters.y, part=letters) if at == 0 else letters
        written = self._glyphs.draw(self._text[at], letters.x + column * _LETTER.width, letters.y + row * _LETTER.height)
        if at:
            place = written
        if number % EVERY == 0:
            return place.union(self._canvas.draw(self._paragraphs[number // EVERY % PARAGRAPHS], *self._at))
        return place

    def shown(self, number: int, *, sent_ns: int, shown_ns: int) -> None:
        """Log a paragraph that is on the screen."""
        if number % EVERY == 0:
            self._log.add("paragraph", number=number // EVERY % PARAGRAPHS, t_ns=sent_ns, shown_ns=shown_ns)


def _drawn(number: int) -> QImage:
    image = paper.blank(_PARAGRAPH, _PAGE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(paper.sans(_FONT_PX))
    painter.setPen(_INK)
    for row, line in enumerate(paragraph(number)):
        painter.drawText(0, row * _LINE_PX, _PARAGRAPH.width, _LINE_PX, Qt.AlignmentFlag.AlignVCenter, line)
    painter.end()
    return image
