"""A live picture of a display. It draws what the engine shows; what is watched is up to the window it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt, SignalInstance, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookhear.desktop.engine.events import PictureSeen, PreviewTrouble
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import Radius, Space
from lookhear.desktop.words import engine_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from lookhear.protocol.channels import ChannelId

_EMS_WIDE: Final = 20
_USUAL_SHAPE: Final = (16, 9)
_BACKDROP: Final = "#0b0d10"  # behind a picture in light as in dark, as in a cinema
_ON_BACKDROP: Final = "#d7dce3"


class Hears(Protocol):
    """What a preview needs of a `Bridge`."""

    happened: SignalInstance


class PreviewTile(QWidget):
    """Shows the newest picture of ``channel``; a number in its corner, and a sentence where there is no picture."""

    def __init__(
        self, channel: ChannelId, bridge: Hears, *, ems: float = _EMS_WIDE, ground: str = "surface", parent: QWidget | None = None
    ) -> None:
        """``ems``: how many letters m it is wide; ``ground`` is what it lies on, a field of `Colours`."""
        super().__init__(parent)
        self.channel: Final = channel
        self._ems, self._ground = ems, ground
        self._shape = _USUAL_SHAPE
        self._number = ""
        self._sentence = ""
        self._is_dim = False
        self._pixels = b""  # the picture's memory: an image does not keep what it was made of
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or all that lies under it is painted with each picture
        self.setAccessibleName(self.tr("Live preview"))
        bridge.happened.connect(self._on_happened)

    @property
    def has_picture(self) -> bool:
        """Whether there is one to be seen."""
        return self._image is not None

    def describe(self, *, number: str, name: str, width: int, height: int) -> None:
        """What it shows: ``number`` stands in its corner, ``name`` is read aloud, the size is that of the display."""
        self._number = number
        self._shape = (width, height) if width > 0 and height > 0 else _USUAL_SHAPE
        self.setAccessibleName(self.tr("Live preview of {name}").format(name=name))
        self.updateGeometry()
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Why there is no picture; empty when one is to come."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.setAccessibleDescription(sentence)
            self.update()

    def set_dim(self, *, is_dim: bool) -> None:
        """Draw it as one that is not wanted."""
        if is_dim != self._is_dim:
            self._is_dim = is_dim
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as ``ems`` letters m, in the shape of a usual display, so that several stand in line."""
        width = round(self._ems * self.fontMetrics().horizontalAdvance("m"))
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as a usual display of that width."""
        return round(width * _USUAL_SHAPE[1] / _USUAL_SHAPE[0])

    def minimumSizeHint(self) -> QSize:
        """Half of it."""
        return self.sizeHint() / 2

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, PictureSeen) and event.channel_id == self.channel:
            self._pixels = event.pixels
            self._image = QImage(self._pixels, event.width, event.height, event.stride, QImage.Format.Format_RGB32)
            self._shape = (event.width, event.height)
            self.show_sentence("")
            self.update()
        elif isinstance(event, PreviewTrouble) and event.channel_id == self.channel:
            if event.sentence:
                self._image = None
            self.show_sentence(engine_text(event.sentence))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle of a dark ground, its number, or the sentence."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(_BACKDROP))
        if self._image is not None:
            painter.drawImage(self._fitting(), self._image)
            if self._is_dim:
                painter.fillRect(self.rect(), QColor(0, 0, 0, 140))
        elif self._sentence:
            self._paint_sentence(painter)
        if self._number:
            self._paint_number(painter)
        self._paint_corners(painter)

    def _paint_corners(self, painter: QPainter) -> None:
        """Round the corners with the colour of the ground: a clip with a smooth edge costs more than the picture itself."""
        corners = QPainterPath()
        corners.addRect(QRectF(self.rect()))
        corners.addRoundedRect(QRectF(self.rect()), Radius.M, Radius.M)
        painter.fillPath(corners, QColor(getattr(colours_of(self), self._ground)))

    def _fitting(self) -> QRect:
        """The largest rectangle of the picture's shape in the middle."""
        size = QSize(*self._shape).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place

    def _paint_sentence(self, painter: QPainter) -> None:
        painter.setPen(QColor(_ON_BACKDROP))
        room = self.rect().adjusted(Space.L, Space.XL, -Space.L, -Space.M)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._sentence)

    def _paint_number(self, painter: QPainter) -> None:
        colours = colours_of(self)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        side = painter.fontMetrics().height() + Space.XS
        wide = max(side, painter.fontMetrics().horizontalAdvance(self._number) + Space.M)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = QRect(self.width() - wide - Space.S if is_mirrored else Space.S, Space.S, wide, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(place, Radius.S, Radius.S)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._number)
