"""A narrow binding of libxcb by ctypes: just the calls that tell which displays there are and what changed on them.

Owned by one `cap-…` thread per connection. A generated binding (xcffib) was tried first: its import alone costs 0.4 s of
processor time here, more than opening the display and encoding the first picture together; see docs/decisions.
Layouts of replies and events: the X11 core protocol and the xcb-proto descriptions of RANDR 1.5, DAMAGE 1.1 and XFIXES 5.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import selectors
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.ports import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPLY_HEADER_BYTES = 32
_DAMAGE_LEVEL_NON_EMPTY = 3
_RANDR_SCREEN_CHANGE, _RANDR_CRTC_CHANGE, _RANDR_OUTPUT_CHANGE = 1, 2, 4
_XFIXES_CURSOR_SHAPE = 1


class _ScreenIterator(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@dataclass(frozen=True, slots=True)
class Monitor:
    """One RandR monitor in physical pixels of the root window."""

    name: str
    is_primary: bool
    area: Rect


@dataclass(frozen=True, slots=True)
class Events:
    """What arrived since the last look: damage on the screen, a new cursor shape, a changed arrangement of displays."""

    damaged: bool = False
    cursor: bool = False
    arrangement: bool = False


def _library(name: str) -> ctypes.CDLL:
    for candidate in (f"lib{name}.so.1", f"lib{name}.so.0", ctypes.util.find_library(name)):
        if candidate is None:
            continue
        try:
            return ctypes.CDLL(candidate)
        except OSError:
            continue
    raise SourceUnavailable(
        f"lib{name} is not installed, so X11 displays cannot be read.", hint="Run `make setup`, or install libxcb1 and its extensions."
    )


class XConnection:
    """One connection to the X server. Raises SourceUnavailable when there is none, SourceLost when it breaks later."""

    def __init__(self, display: str | None = None) -> None:
        self._xcb = _library("xcb")
        self.randr = _library("xcb-randr")
        self._libc = ctypes.CDLL(None)
        self._libc.free.argtypes = (ctypes.c_void_p,)
        self._declare()
        self._connection: int | None = self._xcb.xcb_connect(display.encode() if display else None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise SourceUnavailable(
                f"The X server {display or 'named by DISPLAY'} does not answer.", hint="Check DISPLAY, or start a desktop session."
            )
        iterator = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        self.root = struct.unpack("<I", ctypes.string_at(iterator.data, 4))[0]
        try:
            self.reply(self.randr, "xcb_randr_query_version", 1, 5)
        except BaseException:
            self.close()
            raise

    def _declare(self) -> None:
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        self._xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
        self._xcb.xcb_get_setup.restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _ScreenIterator
        self._xcb.xcb_poll_for_event.restype = ctypes.c_void_p
        self._xcb.xcb_get_extension_data.restype = ctypes.c_void_p
        self._xcb.xcb_generate_id.restype = ctypes.c_uint32
        for name in ("connection_has_error", "get_setup", "poll_for_event", "generate_id", "flush", "get_file_descriptor", "disconnect"):
            getattr(self._xcb, f"xcb_{name}").argtypes = (ctypes.c_void_p,)
        self._xcb.xcb_setup_roots_iterator.argtypes = (ctypes.c_void_p,)
        self._xcb.xcb_get_extension_data.argtypes = (ctypes.c_void_p, ctypes.c_void_p)

    def close(self) -> None:
        """Disconnect. Harmless when called twice."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def check(self) -> None:
        """Raise SourceLost when the connection broke (server ended, session closed)."""
        if self._connection is None or self._xcb.xcb_connection_has_error(self._connection):
            raise SourceLost("The X server has gone.")

    def request(self, library: ctypes.CDLL, name: str, *args: int | ctypes.c_void_p | None) -> int:
        """Send a request; every argument is a 32-bit value or a pointer. Gives the sequence number of its cookie."""
        function = getattr(library, name)
        function.restype = ctypes.c_uint
        sequence: int = function(
            ctypes.c_void_p(self._connection), *(ctypes.c_uint32(arg) if isinstance(arg, int) else arg for arg in args)
        )
        return sequence

    def reply(self, library: ctypes.CDLL, name: str, *args: int) -> bytes:
        """Send a request and wait for its whole reply (at least 32 bytes)."""
        sequence = self.request(library, name, *args)
        function = getattr(library, f"{name}_reply")
        function.restype = ctypes.c_void_p
        pointer = function(ctypes.c_void_p(self._connection), ctypes.c_uint(sequence), None)
        if not pointer:
            self.check()
            raise SourceLost(f"The X server refused {name}.")
        try:
            length = struct.unpack("<I", ctypes.string_at(pointer + 4, 4))[0]
            return ctypes.string_at(pointer, _REPLY_HEADER_BYTES + 4 * length)
        finally:
            self._libc.free(pointer)

    def first_event(self, library: ctypes.CDLL, extension: str) -> int | None:
        """The number of an extension's first event, or None when the server does not have it."""
        data = self._xcb.xcb_get_extension_data(self._connection, ctypes.addressof(ctypes.c_char.in_dll(library, f"xcb_{extension}_id")))
        if not data:
            return None
        present, _major, first_event = struct.unpack("BBB", ctypes.string_at(data + 8, 3))
        return int(first_event) if present else None

    def root_size(self) -> tuple[int, int]:
        """Width and height of the whole X screen in pixels."""
        return struct.unpack_from("<HH", self.reply(self._xcb, "xcb_get_geometry", self.root), 16)

    def monitors(self) -> list[Monitor]:
        """The active monitors, primary first, then from left to right. A screen without any is one monitor by itself."""
        reply = self.reply(self.randr, "xcb_randr_get_monitors", self.root, 1)
        found = list(self._parse_monitors(reply))
        if not found:
            width, height = self.root_size()
            return [Monitor("screen", is_primary=True, area=Rect(0, 0, width, height))]
        if not any(monitor.is_primary for monitor in found):
            first = min(found, key=lambda monitor: (monitor.area.x, monitor.area.y))
            found = [Monitor(monitor.name, is_primary=monitor is first, area=monitor.area) for monitor in found]
        return sorted(found, key=lambda monitor: (not monitor.is_primary, monitor.area.x, monitor.area.y))

    def _parse_monitors(self, reply: bytes) -> Iterator[Monitor]:
        count = struct.unpack_from("<I", reply, 12)[0]
        at = _REPLY_HEADER_BYTES
        for _ in range(count):
            atom, primary, _automatic, outputs, x, y, width, height = struct.unpack_from("<IBBHhhHH", reply, at)
            at += 24 + 4 * outputs
            if width and height:
                yield Monitor(self._atom_name(atom), is_primary=bool(primary), area=Rect(x, y, width, height))

    def _atom_name(self, atom: int) -> str:
        reply = self.reply(self._xcb, "xcb_get_atom_name", atom)
        length = struct.unpack_from("<H", reply, 8)[0]
        return reply[_REPLY_HEADER_BYTES : _REPLY_HEADER_BYTES + length].decode("latin-1")

    def new_id(self) -> int:
        """An identifier for a resource of this connection."""
        return int(self._xcb.xcb_generate_id(self._connection))

    def flush(self) -> None:
        """Send what is still buffered."""
        self._xcb.xcb_flush(self._connection)

    def fileno(self) -> int:
        """The socket, to wait on."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def next_event_kind(self) -> int | None:
        """The number of the next event that is here already, or None."""
        pointer = self._xcb.xcb_poll_for_event(self._connection)
        if not pointer:
            return None
        kind = ctypes.string_at(pointer, 1)[0] & 0x7F
        self._libc.free(pointer)
        return kind

    def pointer(self) -> tuple[int, int]:
        """Where the pointer is, in pixels of the root window."""
        return struct.unpack_from("<hh", self.reply(self._xcb, "xcb_query_pointer", self.root), 16)


class ChangeEvents:
    """Damage, cursor-shape and arrangement events of one connection. Raises SourceUnavailable without those extensions."""

    def __init__(self, connection: XConnection) -> None:
        self._x = connection
        self._damage_lib = _library("xcb-damage")
        self._fixes_lib = _library("xcb-xfixes")
        damage = connection.first_event(self._damage_lib, "damage")
        fixes = connection.first_event(self._fixes_lib, "xfixes")
        randr = connection.first_event(connection.randr, "randr")
        if damage is None or fixes is None or randr is None:
            raise SourceUnavailable("This X server reports no changes (DAMAGE, XFIXES or RANDR is missing).")
        self._damage_event, self._cursor_event, self._randr_event = damage, fixes + 1, randr
        self._reply, self._request = connection.reply, connection.request
        self._reply(self._damage_lib, "xcb_damage_query_version", 1, 1)
        self._reply(self._fixes_lib, "xcb_xfixes_query_version", 5, 0)
        self._damage, self._region = connection.new_id(), connection.new_id()
        self._request(self._fixes_lib, "xcb_xfixes_create_region", self._region, 0, None)
        self._request(self._damage_lib, "xcb_damage_create", self._damage, connection.root, _DAMAGE_LEVEL_NON_EMPTY)
        self._request(self._fixes_lib, "xcb_xfixes_select_cursor_input", connection.root, _XFIXES_CURSOR_SHAPE)
        arrangement = _RANDR_SCREEN_CHANGE | _RANDR_CRTC_CHANGE | _RANDR_OUTPUT_CHANGE
        self._request(connection.randr, "xcb_randr_select_input", connection.root, arrangement)
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection.fileno(), selectors.EVENT_READ)
        connection.flush()

    def drain(self) -> Events:
        """The events that are here now, without waiting. Raises SourceLost when the server has gone."""
        damaged = cursor = arrangement = False
        while (kind := self._x.next_event_kind()) is not None:
            damaged |= kind == self._damage_event
            cursor |= kind == self._cursor_event
            arrangement |= kind in (self._randr_event, self._randr_event + 1)
        self._x.check()
        return Events(damaged, cursor, arrangement)

    def wait(self, timeout_s: float) -> None:
        """Sleep until something arrives, at most the timeout. Call `drain` first: xcb may have read events already."""
        self._selector.select(max(0.0, timeout_s))

    def close(self) -> None:
        """Let go of what waits on the connection; the connection itself stays open. Harmless when called twice."""
        self._selector.close()

    def take_damage(self) -> list[Rect]:
        """The rectangles damaged since the last call; from here on new changes are reported anew."""
        self._request(self._damage_lib, "xcb_damage_subtract", self._damage, 0, self._region)
        reply = self._reply(self._fixes_lib, "xcb_xfixes_fetch_region", self._region)
        body = memoryview(reply)[_REPLY_HEADER_BYTES:]
        return [Rect(*struct.unpack_from("<hhHH", body, at)) for at in range(0, len(body) - 7, 8)]
