"""Flash and beep at the same instant, each second: what a recording's picture and sound are measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.barcode import Area
from demo.scene import paper
from demo.scene.canvas import WHITE
from demo.scene.still import PanelClock

if TYPE_CHECKING:
    from demo.scene.canvas import Canvas
    from demo.scene.log import EventLog

FLASH_AREA: Final = Area(16, 64, 512, 288)
_DARK: Final = 0x14161A
_PAINTS_A_SECOND: Final = 10


class FlashScene:
    """A rectangle (`FLASH_AREA`) that is white for the first tenth of each second, and nearly black otherwise."""

    fps = float(_PAINTS_A_SECOND)

    def __init__(self, canvas: Canvas, *, log: EventLog) -> None:
        self._canvas = canvas
        self._log = log
        canvas.draw(canvas.upload(paper.desk(canvas.size)), 0, 0)
        canvas.fill([FLASH_AREA], _DARK)
        PanelClock(canvas).draw()

    def paint(self, number: int) -> Area | None:
        """White at the second, dark a tenth later, nothing in between."""
        phase = number % _PAINTS_A_SECOND
        if phase > 1:
            return None
        self._canvas.fill([FLASH_AREA], WHITE if phase == 0 else _DARK)
        return FLASH_AREA

    def shown(self, number: int, *, sent_ns: int, shown_ns: int) -> None:
        """Log the flash once it is on the screen."""
        if number % _PAINTS_A_SECOND == 0:
            self._log.add("flash", second=number // _PAINTS_A_SECOND, n=number, sent_ns=sent_ns, t_ns=shown_ns)
