"""Desktops that nobody has: pictures for previews and thumbnails, painted the same every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from lookhear.desktop.engine.events import PictureSeen

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId

_WALLS = (("#20485a", "#0c1d26"), ("#6b4a7a", "#241a33"), ("#3f5d3a", "#17261a"), ("#8a5a3b", "#2c1c14"))
_INKS = ("#58c4e2", "#f5c069", "#74d69a", "#ff8a80", "#c3a6ff")


def desktop(width: int, height: int, *, number: int = 0) -> QImage:
    """A desktop with a few windows; each ``number`` is another one."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wall = QLinearGradient(QPointF(0, 0), QPointF(width, height))
    top, bottom = _WALLS[number % len(_WALLS)]
    wall.setColorAt(0, QColor(top))
    wall.setColorAt(1, QColor(bottom))
    painter.fillRect(image.rect(), wall)
    dice = random.Random(number)  # noqa: S311 - a drawing
    unit = width / 100
    if number % 2 == 0:
        _editor(painter, QRectF(6 * unit, 6 * unit, 52 * unit, height - 16 * unit), unit, dice)
        _page(painter, QRectF(48 * unit, 12 * unit, 46 * unit, height - 20 * unit), unit, dice)
    else:
        _page(painter, QRectF(8 * unit, 5 * unit, 60 * unit, height - 14 * unit), unit, dice)
        _chart(painter, QRectF(56 * unit, 18 * unit, 38 * unit, 30 * unit), unit, dice)
    painter.fillRect(QRectF(0, height - 4 * unit, width, 4 * unit), QColor(10, 14, 18, 220))
    for slot in range(6):
        painter.setBrush(QColor(_INKS[slot % len(_INKS)]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF((2 + slot * 4) * unit, height - 3.2 * unit, 2.4 * unit, 2.4 * unit), unit / 2, unit / 2)
    painter.end()
    return image


def seen(channel: ChannelId, width: int, height: int, *, number: int = 0) -> PictureSeen:
    """What the engine would show of such a desktop."""
    image = desktop(width, height, number=number)
    return PictureSeen(channel, width, height, image.bytesPerLine(), bytes(image.constBits()))


def thumbnail(number: int) -> bytes:
    """A JPEG of such a desktop."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    desktop(320, 180, number=number).save(buffer, "JPG", 85)  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(data.data())


def _window(painter: QPainter, place: QRectF, unit: float, ground: str) -> QRectF:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 70))
    painter.drawRoundedRect(place.translated(unit * 0.6, unit * 0.8), unit, unit)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place, unit, unit)
    painter.setBrush(QColor(128, 136, 148, 60))
    painter.drawRoundedRect(QRectF(place.x(), place.y(), place.width(), 3 * unit), unit, unit)
    for slot, colour in enumerate(("#ef5350", "#f5c069", "#4cc27d")):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(place.x() + (1.8 + slot * 1.8) * unit, place.y() + 1.5 * unit), unit * 0.55, unit * 0.55)
    return place.adjusted(2 * unit, 5 * unit, -2 * unit, -2 * unit)


def _editor(painter: QPainter, place: QRectF, unit: float, dice: random.Random) -> None:
    inner = _window(painter, place, unit, "#1b2027")
    y = inner.y()
    while y < inner.bottom() - unit:
        x = inner.x() + dice.choice((0, 2, 4, 6)) * unit
        for _ in range(dice.randint(1, 4)):
            length = dice.uniform(3, 10) * unit
            if x + length > inner.right():
                break
            painter.setBrush(QColor(dice.choice(_INKS)).darker(120))
            painter.drawRoundedRect(QRectF(x, y, length, unit * 0.8), unit * 0.4, unit * 0.4)
            x += length + unit
        y += 2 * unit


def _page(painter: QPainter, place: QRectF, unit: float, dice: random.Random) -> None:
    inner = _window(painter, place, unit, "#f7f8fa")
    painter.setBrush(QColor("#20485a"))
    painter.drawRoundedRect(QRectF(inner.x(), inner.y(), inner.width() * 0.55, 2.4 * unit), unit * 0.5, unit * 0.5)
    painter.setBrush(QColor("#d3e6ec"))
    painter.drawRoundedRect(QRectF(inner.x(), inner.y() + 5 * unit, inner.width(), 11 * unit), unit * 0.6, unit * 0.6)
    y = inner.y() + 19 * unit
    painter.setBrush(QColor("#c3c9d1"))
    while y < inner.bottom() - unit:
        painter.drawRoundedRect(QRectF(inner.x(), y, inner.width() * dice.uniform(0.6, 1), unit * 0.9), unit * 0.4, unit * 0.4)
        y += 2.2 * unit


def _chart(painter: QPainter, place: QRectF, unit: float, dice: random.Random) -> None:
    inner = _window(painter, place, unit, "#ffffff")
    width = inner.width() / 9
    for slot in range(9):
        tall = dice.uniform(0.2, 1) * inner.height()
        painter.setBrush(QColor(_INKS[slot % 3]).darker(110))
        painter.drawRoundedRect(QRectF(inner.x() + slot * width, inner.bottom() - tall, width * 0.7, tall), unit * 0.4, unit * 0.4)
