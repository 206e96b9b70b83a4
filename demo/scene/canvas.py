"""A full-screen window whose pictures wait in pixmaps of the X server: painting is telling the server what to copy."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import xcffib
import xcffib.xproto as xp

from demo.barcode import Area, area, white_cells
from demo.display import Size
from demo.process import DesktopError
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

BLACK: Final = 0x000000
WHITE: Final = 0xFFFFFF
_CHUNK_BYTES: Final = 200_000  # below the 256 KiB that every X server takes in one request
_DEPTH: Final = 24
_RECTANGLE: Final = struct.Struct("=hhHH")
_PUT_IMAGE: Final = struct.Struct("=xB2xIIHHhhBB2x")  # the request of the X protocol; xcb fills in opcode and length
_PUT_IMAGE_OPCODE: Final = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the server's memory; ``mask`` is a one-bit pixmap when only part of the rectangle belongs to it."""

    pixmap: int
    width: int
    height: int
    mask: int | None = None


class Canvas:
    """The window and its back pixmap. Owned by one thread.

    Drawing changes the back pixmap only; `present` shows it with one CopyArea, so no client of the server ever sees half a
    paint. The window is not managed, covers what is below it (nothing, when it is ``is_behind`` all others) and takes no input.
    """

    def __init__(self, *, display: str | None = None, size: Size | None = None, is_behind: bool = False) -> None:
        try:
            self._connection: Any = xcffib.connect(display=display)
        except xcffib.ConnectionException as exc:
            raise DesktopError("There is no X display to paint on. Set DISPLAY or use a virtual desktop.") from exc
        self._core: Any = self._connection.core
        screen = self._connection.get_setup().roots[0]
        if screen.root_depth != _DEPTH:
            raise DesktopError(f"Scenes need a display of {_DEPTH} bits, and this one has {screen.root_depth}.")
        self.size = size or Size(screen.width_in_pixels, screen.height_in_pixels)
        self._root: int = screen.root
        self.back = self._new_pixmap(_DEPTH, self.size)
        self._gc = self._new_id()
        self._core.CreateGC(self._gc, self.back.pixmap, xp.GC.GraphicsExposures, [0])
        self._clip_gc = self._new_id()
        self._core.CreateGC(self._clip_gc, self.back.pixmap, xp.GC.GraphicsExposures, [0])
        self._is_behind = is_behind
        self._window = self._open_window(screen.root_visual)

    def upload(self, image: QImage) -> Picture:
        """Put a picture into the server's memory."""
        from PySide6.QtGui import QImage as Image

        image = image.convertToFormat(Image.Format.Format_RGB32)
        size = Size(image.width(), image.height())
        picture = self._new_pixmap(_DEPTH, size)
        self._put(picture.pixmap, self._gc, depth=_DEPTH, data=bytes(image.constBits()), stride=image.bytesPerLine(), size=size)
        return picture

    def upload_shape(self, image: QImage) -> Picture:
        """Put a picture with transparent parts into the server's memory; a pixel is either there or not."""
        from PySide6.QtGui import QImage as Image

        picture = self.upload(image)
        alpha = image.createAlphaMask().convertToFormat(Image.Format.Format_MonoLSB)
        size = Size(picture.width, picture.height)
        mask = self._new_pixmap(1, size).pixmap
        mask_gc = self._new_id()
        self._core.CreateGC(mask_gc, mask, 0, [])
        self._put(mask, mask_gc, depth=1, data=bytes(alpha.constBits()), stride=alpha.bytesPerLine(), size=size)
        self._core.FreeGC(mask_gc)
        return Picture(picture.pixmap, picture.width, picture.height, mask)

    def draw(self, picture: Picture, x: int, y: int, *, part: Area | None = None) -> Area:
        """Copy a picture, or a part of it, to a place on the back pixmap; gives back the place."""
        source = part or Area(0, 0, picture.width, picture.height)
        gc = self._gc
        if picture.mask is not None:
            gc = self._clip_gc
            values = [x - source.x, y - source.y, picture.mask]
            self._core.ChangeGC(gc, xp.GC.ClipOriginX | xp.GC.ClipOriginY | xp.GC.ClipMask, values)
        self._core.CopyArea(picture.pixmap, self.back.pixmap, gc, source.x, source.y, x, y, source.width, source.height)
        return Area(x, y, source.width, source.height)

    def fill(self, areas: Sequence[Area], colour: int) -> None:
        """Fill rectangles of the back pixmap with a colour, 0xRRGGBB."""
        self._core.ChangeGC(self._gc, xp.GC.Foreground, [colour])
        rectangles = [_RECTANGLE.pack(*place) for place in areas]  # packed here: a tenth of the time that xcffib takes for it
        self._core.PolyFillRectangle(self.back.pixmap, self._gc, len(rectangles), rectangles)

    def draw_number(self, number: int) -> Area:
        """Draw the barcode of a paint (`demo.barcode`)."""
        place = area()
        self.fill([place], BLACK)
        self.fill(white_cells(number), WHITE)
        return place

    def present(self, place: Area) -> tuple[int, int]:
        """Show a part of the back pixmap with one request. Gives back when it was sent, and when the server had done it (ns)."""
        sent_ns = raw_now_ns()
        self._core.CopyArea(self.back.pixmap, self._window, self._gc, place.x, place.y, place.x, place.y, place.width, place.height)
        self._core.GetInputFocus().reply()  # the server answers in order: the paint is done
        return sent_ns, raw_now_ns()

    def present_all(self) -> tuple[int, int]:
        """Show the whole back pixmap."""
        return self.present(Area(0, 0, *self.size))

    def close(self) -> None:
        """Remove the window and let go of the server."""
        self._connection.disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _open_window(self, visual: int) -> int:
        window = self._new_id()
        # The server itself repaints from the back pixmap what was covered. Override-redirect: no frame, no focus, no delay.
        mask = xp.CW.BackPixmap | xp.CW.OverrideRedirect | xp.CW.EventMask
        values = [self.back.pixmap, 1, xp.EventMask.StructureNotify]
        width, height = self.size
        inout = xp.WindowClass.InputOutput
        self._core.CreateWindow(_DEPTH, window, self._root, 0, 0, width, height, 0, inout, visual, mask, values)
        if self._is_behind:
            self._core.ConfigureWindow(window, xp.ConfigWindow.StackMode, [xp.StackMode.Below])
        self._core.MapWindow(window)
        self._connection.flush()
        while not isinstance(self._connection.wait_for_event(), xp.MapNotifyEvent):
            pass
        return window

    def _new_id(self) -> int:
        return int(self._connection.generate_id())

    def _new_pixmap(self, depth: int, size: Size) -> Picture:
        pixmap = self._new_id()
        self._core.CreatePixmap(depth, pixmap, self._root, size.width, size.height)
        return Picture(pixmap, size.width, size.height)

    def _put(self, pixmap: int, gc: int, *, depth: int, data: bytes, stride: int, size: Size) -> None:
        """Send pixels in strips; ``stride`` bytes a row, as Qt and X both pad rows to 32 bits."""
        rows = max(1, _CHUNK_BYTES // stride)
        for top in range(0, size.height, rows):
            strip = data[top * stride : (top + rows) * stride]
            height = len(strip) // stride
            head = _PUT_IMAGE.pack(xp.ImageFormat.ZPixmap, pixmap, gc, size.width, height, 0, top, 0, depth)
            # Not PutImage: xcffib would make a Python number of every byte first.
            self._core.send_request(_PUT_IMAGE_OPCODE, io.BytesIO(head + strip), is_checked=False)
        self._core.GetInputFocus().reply()  # so that no more than one picture waits in this process
