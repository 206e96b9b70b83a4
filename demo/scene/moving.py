"""Scenes in full motion: a film of textured shapes over a panning landscape, and a counter painted at an exact rate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from demo.barcode import Area
from demo.display import Size
from demo.scene import paper, texts
from demo.scene.glyphs import Glyphs
from demo.scene.still import PanelClock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demo.scene.canvas import Canvas, Picture

FILM: Final = Size(1280, 720)
_SHAPES: Final = 7
_MARGIN_PX: Final = 320
_GRAIN_PX: Final = 256
_GOLDEN: Final = 0.6180339887


class FilmTile:
    """A film in a rectangle: a landscape that pans, shapes that fly over it, everything with the fine texture of a photograph.

    Every pixel of it changes with the time.
    """

    def __init__(self, canvas: Canvas, view: Area) -> None:
        self._canvas = canvas
        self._view = view
        rng = np.random.default_rng(2)
        wide = Size(view.width + 2 * _MARGIN_PX, view.height + 2 * _MARGIN_PX)
        self._land = canvas.upload(photo(wide, rng=rng, hue=0.0))
        scale = view.height / FILM.height
        self._shapes = [_shape(canvas, round((120 + 24 * number) * scale), rng=rng, hue=number / _SHAPES) for number in range(_SHAPES)]

    def draw(self, second: float) -> Area:
        """Draw the picture of a moment on the back pixmap; positions depend on the time alone."""
        view = self._view
        x = round(_MARGIN_PX * (1 + math.sin(second * 0.9)))
        y = round(_MARGIN_PX * (1 + math.sin(second * 0.7 + 1)))
        self._canvas.draw(self._land, view.x, view.y, part=Area(x, y, view.width, view.height))
        for index, shape in enumerate(self._shapes):
            phase = index * math.tau * _GOLDEN
            left = (view.width - shape.width) * (1 + math.sin(second * (1.1 + 0.17 * index) + phase)) / 2
            top = (view.height - shape.height) * (1 + math.sin(second * (1.7 - 0.13 * index) + 2 * phase)) / 2
            self._canvas.draw(shape, view.x + round(left), view.y + round(top))
        return view


class FilmScene:
    """A film in full motion, 1280 × 720 in the upper left corner, or on the whole screen."""

    fps = 60.0

    def __init__(self, canvas: Canvas, *, fps: float, is_full_screen: bool = False) -> None:
        self._fps = fps
        size = canvas.size if is_full_screen else Size(min(FILM.width, canvas.size.width), min(FILM.height, canvas.size.height))
        canvas.draw(canvas.upload(_surroundings(canvas.size)), 0, 0)
        self._tile = FilmTile(canvas, Area(0, 0, *size))

    def paint(self, number: int) -> Area:
        """Show the next picture of the film."""
        return self._tile.draw(number / self._fps)


class CounterScene:
    """A big number that goes on with every paint, and a bar that moves with it."""

    fps = 30.0
    _DIGITS: Final = 6

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        image = paper.desk(canvas.size)
        content = paper.window(image, Area(16, 64, 576, 320), title="counter", is_dark=True)
        width, height = canvas.size
        paper.prose(image, paper.window(image, Area(640, 72, width - 664, height - 96), title="notes.txt"), texts.PAGE)
        canvas.draw(canvas.upload(image), 0, 0)
        self._clock = PanelClock(canvas)
        self._clock.draw()
        self._glyphs = Glyphs(canvas, Size(80, 128), ink=QColor(120, 220, 150), background=QColor(30, 33, 39))
        self._at = (content.x + (content.width - 80 * self._DIGITS) // 2, content.y + 40)
        self._track = Area(content.x + 32, content.y + 210, content.width - 64, 24)

    def paint(self, number: int) -> Area:
        """Show the number."""
        digits = self._glyphs.draw(f"{number % 10**self._DIGITS:0{self._DIGITS}d}", *self._at)
        track = self._track
        self._canvas.fill([track], 0x30343C)
        step = number * 8 % (track.width - 40)
        self._canvas.fill([Area(track.x + step, track.y, 40, track.height)], 0xE0A050)
        return digits.union(track)


def photo(size: Size, *, rng: np.random.Generator, hue: float) -> QImage:
    """A picture with the statistics of a photograph: smooth light and colour, edges at all scales and a little grain.

    ``hue`` turns the colours, 0…1. Light and colour are made at half the size, the grain at the whole.
    """
    half = Size(-(-size.width // 2), -(-size.height // 2))
    light = sum((_smooth_noise(half, cells=3 << octave, rng=rng) * np.float32(0.62**octave) for octave in range(6)), np.float32(0))
    light = np.asarray((light - light.min()) / np.ptp(light), np.float32)
    warmth = _smooth_noise(half, cells=4, rng=rng)
    planes = [light * 1.15 - 0.1 + 0.16 * np.sin(math.tau * (hue + third / 3) + 1.4 * warmth) for third in range(3)]
    pixels = np.full((half.height, half.width, 4), 255, np.uint8)
    for channel, plane in enumerate(planes):
        pixels[:, :, channel] = np.clip(plane, 0, 1) * 255
    smooth = _image(pixels).scaled(
        size.width, size.height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter = QPainter(smooth)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.fillRect(smooth.rect(), QBrush(_grain(rng)))
    painter.end()
    return smooth


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _grain(rng: np.random.Generator) -> QImage:
    """A tile of grey noise, to be added to a picture."""
    tile = np.full((_GRAIN_PX, _GRAIN_PX, 4), 255, np.uint8)
    tile[:, :, :3] = np.clip(rng.normal(8, 3, (_GRAIN_PX, _GRAIN_PX, 1)), 0, 16)
    return _image(tile)


def _smooth_noise(size: Size, *, cells: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Random values on a grid with ``cells`` rows of square cells, −1…1, blown up to the size with smooth edges."""
    columns = max(2, round(cells * size.width / size.height))
    stride = -(-columns // 4) * 4
    rows = rng.integers(0, 255, (cells, stride), np.uint8)
    small = QImage(rows.tobytes(), columns, cells, stride, QImage.Format.Format_Grayscale8)
    big = small.scaled(size.width, size.height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    big = big.convertToFormat(QImage.Format.Format_Grayscale8)
    flat = np.frombuffer(bytes(big.constBits()), np.uint8).reshape(size.height, big.bytesPerLine())
    return np.asarray(flat[:, : size.width], np.float32) / np.float32(127.5) - np.float32(1)


def _shape(canvas: Canvas, pixels: int, *, rng: np.random.Generator, hue: float) -> Picture:
    """A round or square piece of a photograph."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(photo(Size(pixels, pixels), rng=rng, hue=hue)))
    inside = QRect(0, 0, pixels, pixels)
    if round(hue * _SHAPES) % 2:
        painter.drawRoundedRect(inside, pixels / 6, pixels / 6)
    else:
        painter.drawEllipse(inside)
    painter.end()
    return canvas.upload_shape(image)


def _surroundings(size: Size) -> QImage:
    """The page the film plays on: what to watch next, and what is said about it."""
    image = paper.blank(size)
    if size.width > FILM.width:
        paper.prose(image, Area(FILM.width, 0, size.width - FILM.width, size.height), texts.PAGE, pixels=15)
    if size.height > FILM.height:
        paper.prose(image, Area(0, FILM.height, FILM.width, size.height - FILM.height), texts.PAGE[::-1])
    return image
