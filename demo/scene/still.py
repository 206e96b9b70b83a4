"""Scenes of a desktop where little happens: a page with a blinking caret, and code that scrolls."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor

from demo.barcode import Area
from demo.display import Size
from demo.scene import paper, texts
from demo.scene.glyphs import Glyphs

if TYPE_CHECKING:
    from demo.scene.canvas import Canvas

_INK: Final = 0x24262C
_LINE_PX: Final = 20
_CODE_PAGES: Final = 3
_CLOCK_AT: Final = (544, 12)  # right behind the barcode: what changes together stands together, so the changed area stays small


class PanelClock:
    """The time of day in the panel, next to the barcode."""

    def __init__(self, canvas: Canvas) -> None:
        self._glyphs = Glyphs(canvas, Size(12, 24), ink=QColor(235, 236, 240), background=QColor(32, 34, 40))

    def draw(self) -> Area:
        """Draw the time now; gives back the place."""
        now = dt.datetime.now().astimezone()
        return self._glyphs.draw(f"{now:%H:%M:%S}", _CLOCK_AT[0], _CLOCK_AT[1])


class StaticScene:
    """A page of text: the caret behind its heading blinks twice a second, the clock in the panel goes on each second."""

    fps = 2.0

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        width, height = canvas.size
        image = paper.desk(canvas.size)
        page = paper.window(image, Area(24, 64, width * 2 // 3, height - 88), title="notes.txt")
        self._caret = paper.prose(image, page, texts.PAGE)
        side = Area(width * 2 // 3 + 48, 64, width - (width * 2 // 3 + 48) - 24, height * 3 // 5)
        content = paper.window(image, side, title="terminal", is_dark=True)
        paper.code(image, content, texts.source_lines()[: content.height // _LINE_PX])
        self._base = canvas.upload(image)
        canvas.draw(self._base, 0, 0)
        self._clock = PanelClock(canvas)
        self._clock.draw()

    def paint(self, number: int) -> Area:
        """Blink, and on every second paint move the clock on."""
        if number % 2 == 0:
            self._canvas.fill([self._caret], _INK)
            return self._caret.union(self._clock.draw())
        return self._canvas.draw(self._base, self._caret.x, self._caret.y, part=self._caret)


class ScrollScene:
    """Code that scrolls a line at a time through the left half of the screen, beside a page that stands still."""

    fps = 20.0

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        width, height = canvas.size
        image = paper.desk(canvas.size)
        self._view = paper.window(image, Area(0, paper.PANEL_PX, width // 2, height - paper.PANEL_PX), title="editor", is_dark=True)
        page = Area(width // 2 + 24, 72, width // 2 - 48, height - 96)
        paper.prose(image, paper.window(image, page, title="notes.txt"), texts.PAGE)
        canvas.draw(canvas.upload(image), 0, 0)
        lines = texts.source_lines()
        shown = -(-self._view.height // _LINE_PX)
        self._first_lines = max(1, min(len(lines) - shown, shown * _CODE_PAGES))
        tall = Size(self._view.width, (self._first_lines + shown) * _LINE_PX)
        listing = paper.blank(tall)
        paper.code(listing, Area(0, 0, *tall), lines[: self._first_lines + shown], line_px=_LINE_PX)
        self._listing = canvas.upload(listing)

    def paint(self, number: int) -> Area:
        """Show the code one line further, up and down again."""
        there_and_back = number % (2 * self._first_lines)
        first = min(there_and_back, 2 * self._first_lines - there_and_back)
        view = self._view
        return self._canvas.draw(self._listing, view.x, view.y, part=Area(0, first * _LINE_PX, view.width, view.height))
