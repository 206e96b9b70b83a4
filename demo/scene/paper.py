"""What a desktop looks like, drawn once with Qt: wallpaper, panel, windows, text and code."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QLinearGradient, QPainter, QPainterPath

from demo.barcode import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.display import Size

PANEL_PX: Final = 48
TITLE_PX: Final = 34
_PANEL: Final = QColor(32, 34, 40)
_TITLE: Final = QColor(222, 224, 228)
_INK: Final = QColor(36, 38, 44)
_DARK_INK: Final = QColor(212, 216, 224)
_DARK: Final = QColor(30, 33, 39)
_PAGE: Final = QColor(252, 252, 250)
_COMMENT: Final = QColor(124, 132, 146)
_STRING: Final = QColor(152, 195, 121)
_WORD: Final = QColor(198, 140, 232)
_NUMBER: Final = QColor(209, 154, 102)
_TOKENS: Final = re.compile(
    r"""(?P<comment>\#.*)|(?P<string>[fb]?"[^"]*"|'[^']*')|(?P<word>[A-Za-z_]\w*)|(?P<number>\d[\d_.]*)|(?P<other>.)"""
)


def start_qt() -> QGuiApplication:
    """The application object that Qt wants before it draws text; without a window system. Keep it while drawing."""
    return QGuiApplication(["scene", "-platform", "offscreen"])


def sans(pixels: int, *, is_bold: bool = False) -> QFont:
    """A font for people's text."""
    font = QFont("DejaVu Sans")
    font.setPixelSize(pixels)
    font.setBold(is_bold)
    return font


def mono(pixels: int) -> QFont:
    """A font for code."""
    font = QFont("DejaVu Sans Mono")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(pixels)
    return font


def blank(size: Size, colour: QColor = _PAGE) -> QImage:
    """A picture of one colour."""
    image = QImage(size.width, size.height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def desk(size: Size) -> QImage:
    """Wallpaper and the panel on top; the barcode's place in the panel is left empty."""
    image = blank(size)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, size.width, size.height)
    for at, colour in ((0.0, QColor(38, 70, 110)), (0.55, QColor(92, 128, 160)), (1.0, QColor(214, 160, 128))):
        sky.setColorAt(at, colour)
    painter.fillRect(image.rect(), sky)
    for step, colour in enumerate((QColor(36, 62, 92), QColor(28, 48, 74), QColor(20, 34, 54))):
        painter.fillPath(_hills(size, step), colour)
    painter.fillRect(0, 0, size.width, PANEL_PX, _PANEL)
    painter.setFont(sans(15))
    painter.setPen(_DARK_INK)
    painter.drawText(QRect(680, 0, 400, PANEL_PX), Qt.AlignmentFlag.AlignVCenter, "Files    Edit    View    Help")
    painter.end()
    return image


def window(image: QImage, place: Area, *, title: str, is_dark: bool = False) -> Area:
    """Draw a window with its title bar on a picture; gives back the place of its content."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spread in range(8, 0, -2):
        shadow = QRectF(place.x - spread, place.y - spread + 4, place.width + 2 * spread, place.height + 2 * spread)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 26))
        painter.drawRoundedRect(shadow, 8, 8)
    painter.fillRect(QRect(*place), _DARK if is_dark else _PAGE)
    painter.fillRect(place.x, place.y, place.width, TITLE_PX, QColor(48, 52, 60) if is_dark else _TITLE)
    for number, colour in enumerate((QColor(236, 106, 94), QColor(244, 191, 79), QColor(97, 197, 84))):
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(place.x + 20 + 22 * number, place.y + TITLE_PX / 2), 6.5, 6.5)
    painter.setPen(_DARK_INK if is_dark else _INK)
    painter.setFont(sans(14, is_bold=True))
    painter.drawText(QRect(place.x, place.y, place.width, TITLE_PX), Qt.AlignmentFlag.AlignCenter, title)
    painter.end()
    return Area(place.x, place.y + TITLE_PX, place.width, place.height - TITLE_PX)


def prose(image: QImage, place: Area, paragraphs: Sequence[str], *, pixels: int = 17) -> Area:
    """Set paragraphs on a page, the first one as a heading; gives back where a caret stands after the first line of text."""
    painter = QPainter(image)
    painter.setPen(_INK)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(QRect(*place))
    top = float(place.y + 18)
    caret = Area(place.x, place.y, 2, pixels)
    for number, paragraph in enumerate(paragraphs):
        font = sans(pixels + 8, is_bold=True) if number == 0 else sans(pixels)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for line in _wrapped(paragraph, width=place.width - 56, metrics=metrics):
            painter.drawText(QPointF(place.x + 28, top + metrics.ascent()), line)
            if number == 0:
                right = place.x + 30 + round(metrics.horizontalAdvance(line))
                caret = Area(right, round(top), 2, round(metrics.height()))
            top += metrics.height() * 1.25
        top += metrics.height() * 0.6
    painter.end()
    return caret


def code(image: QImage, place: Area, lines: Sequence[str], *, line_px: int = 20, first_number: int = 1) -> None:
    """Set lines of Python with line numbers and colours on a dark page, one each ``line_px``."""
    painter = QPainter(image)
    painter.fillRect(QRect(*place), _DARK)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(QRect(*place))
    font = mono(line_px - 6)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    advance = metrics.horizontalAdvance("0")
    for row, line in enumerate(lines):
        baseline = place.y + row * line_px + metrics.ascent() + 2
        painter.setPen(QColor(84, 90, 104))
        painter.drawText(QPointF(place.x + 10, baseline), f"{first_number + row:5d}")
        for token in _TOKENS.finditer(line):
            painter.setPen(_ink_of(token))
            painter.drawText(QPointF(place.x + 26 + advance * (6 + token.start()), baseline), token.group())
    painter.end()


def label(text: str, size: Size, *, font: QFont, ink: QColor = _DARK_INK, paper: QColor = _PANEL) -> QImage:
    """A word in the middle of a small picture."""
    image = blank(size, paper)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def _hills(size: Size, step: int) -> QPainterPath:
    width, height = size
    base = height * (0.62 + 0.12 * step)
    path = QPainterPath(QPointF(0, base))
    for part in range(3):
        left, right = width * part / 3, width * (part + 1) / 3
        lift = height * (0.16 if (part + step) % 2 else -0.05)
        path.cubicTo(left + width / 9, base - lift, right - width / 9, base - lift, right, base)
    path.lineTo(width, height)
    path.lineTo(0, height)
    return path


def _wrapped(text: str, *, width: float, metrics: QFontMetricsF) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _ink_of(token: re.Match[str]) -> QColor:
    if token.lastgroup == "comment":
        return _COMMENT
    if token.lastgroup == "string":
        return _STRING
    if token.lastgroup == "number":
        return _NUMBER
    return _WORD if keyword.iskeyword(token.group()) else _DARK_INK
