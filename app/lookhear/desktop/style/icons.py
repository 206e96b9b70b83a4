"""Icons out of `resources/icons`: glyphs in one colour take that of the text around them, also when light turns into dark."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lookhear.desktop import resources
from lookhear.desktop.style.palettes import colours_in

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from lookhear.desktop.style.tokens import Colours

_ANY_COLOUR = "currentColor"


class GlyphEngine(QIconEngine):
    """Draws an SVG whose ``currentColor`` is the token of that name (a field of `Colours`) in the application's palette of that moment."""

    def __init__(self, source: str, colour: str) -> None:
        super().__init__()
        self._source, self._colour = source, colour
        self._drawn: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: PLR0917 - Qt's
        """Draw it into a square of ``rect``: its middle, or its beginning where that is wider, which leaves room before a text."""
        del state
        side = min(rect.width(), rect.height())
        is_mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = rect.right() + 1 - side if is_mirrored else rect.x()
        square = QRectF(left, rect.y() + (rect.height() - side) / 2, side, side)
        colour = self._colour_now(colours_in(QGuiApplication.palette()), mode)
        renderer = QSvgRenderer(QByteArray(self._source.replace(_ANY_COLOUR, colour).encode()))
        renderer.render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of it."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: PLR0917 - Qt's
        """A picture of ``size`` logical pixels, ``scale`` physical ones each."""
        size = (size * scale) if scale > 1 else size
        if size.isEmpty():  # a button that has no room yet
            return QPixmap()
        key = (size.width(), size.height(), self._colour_now(colours_in(QGuiApplication.palette()), mode))
        if key not in self._drawn:
            drawn = QPixmap(size)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            self.paint(painter, drawn.rect(), mode, state)
            painter.end()
            self._drawn[key] = drawn
        return self._drawn[key]

    def clone(self) -> QIconEngine:
        """Another one like it."""
        return GlyphEngine(self._source, self._colour)

    def _colour_now(self, colours: Colours, mode: QIcon.Mode) -> str:
        name = "text_disabled" if mode == QIcon.Mode.Disabled else self._colour
        found = getattr(colours, name)
        assert isinstance(found, str)  # noqa: S101 - narrowing
        return found


def glyph(name: str, colour: str = "text") -> QIcon:
    """An icon in one colour, by the name of its file without the ending; ``colour`` is the name of a field of `Colours`.

    An icon that is not there is an empty one: nothing stands still for a picture.
    """
    source = _source(name)
    return QIcon(GlyphEngine(source, colour)) if source else QIcon()


@functools.cache
def _source(name: str) -> str:
    """Its SVG; empty where there is none. A window has dozens of icons, and is made while somebody waits."""
    try:
        return resources.icon_file(name).read_text("utf-8")
    except OSError:
        return ""


def picture(name: str) -> QIcon:
    """An icon in its own colours."""
    return QIcon(str(resources.icon_file(name)))
