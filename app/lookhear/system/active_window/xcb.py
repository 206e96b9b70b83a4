"""A narrow binding of libxcb by ctypes: properties of windows, and hearing that they change. Declarations mean nothing without a server.

Layouts of replies and events: the X11 core protocol. Errors of requests about windows that died meanwhile come as events of kind 0.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import struct
from dataclasses import dataclass
from typing import Any, Final

_DESTROY_NOTIFY, _PROPERTY_NOTIFY, _CLIENT_MESSAGE = 17, 28, 33
_PROPERTY_CHANGE: Final = 1 << 22
_STRUCTURE_NOTIFY: Final = 1 << 17
_CW_EVENT_MASK: Final = 1 << 11
_REPLY_HEADER_BYTES: Final = 32
_MOST_WORDS: Final = 1024  # of a property, in units of four bytes
_INPUT_ONLY: Final = 2


class NoServer(Exception):
    """No X server answers, or there is no libxcb."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@dataclass(frozen=True, slots=True)
class Changed:
    """A property of a window is another one, or the window is gone: then ``atom`` is None."""

    window: int
    atom: int | None


@dataclass(frozen=True, slots=True)
class Woken:
    """`WindowConnection.wake` was called, or the server is gone."""


Heard = Changed | Woken


class WindowConnection:
    """One connection to an X server. Raises NoServer."""

    def __init__(self, display: str) -> None:
        try:
            self._xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
        except OSError as exc:
            raise NoServer(str(exc)) from exc
        self._libc = ctypes.CDLL(None)
        self._libc.free.argtypes = (ctypes.c_void_p,)
        self._declare()
        self._connection = self._xcb.xcb_connect(display.encode(), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise NoServer(display)
        setup = self._xcb.xcb_get_setup(self._connection)
        self.root: int = struct.unpack("<I", ctypes.string_at(self._xcb.xcb_setup_roots_iterator(setup).data, 4))[0]
        self._window = self._xcb.xcb_generate_id(self._connection)  # only to send ourselves a message
        self._xcb.xcb_create_window(self._connection, 0, self._window, self.root, 0, 0, 1, 1, 0, _INPUT_ONLY, 0, 0, None)
        self._xcb.xcb_flush(self._connection)

    def atom(self, name: str) -> int:
        """The number of a name. Raises NoServer."""
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
        reply = self._reply(self._xcb.xcb_intern_atom_reply, cookie)
        if reply is None:
            raise NoServer("it does not answer")
        return int(struct.unpack_from("<I", reply, 8)[0])

    def property(self, window: int, atom: int) -> bytes:
        """What a property holds; nothing where there is none, or no such window."""
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, atom, 0, 0, _MOST_WORDS)
        reply = self._reply(self._xcb.xcb_get_property_reply, cookie)
        if reply is None:
            return b""
        width, count = reply[1] // 8, struct.unpack_from("<I", reply, 16)[0]
        return reply[_REPLY_HEADER_BYTES : _REPLY_HEADER_BYTES + width * count]

    def listen(self, window: int, *, is_wanted: bool = True) -> None:
        """Hear of a window's properties, and that it dies; or not any more."""
        mask = ctypes.c_uint32(_PROPERTY_CHANGE | _STRUCTURE_NOTIFY if is_wanted else 0)
        self._xcb.xcb_change_window_attributes(self._connection, window, _CW_EVENT_MASK, ctypes.byref(mask))
        self._xcb.xcb_flush(self._connection)

    def wait(self) -> Heard:
        """The next thing heard. Blocks; `wake` ends it."""
        while True:
            event = self._xcb.xcb_wait_for_event(self._connection)
            if not event:
                return Woken()
            if (heard := self._taken(event)) is not None:
                return heard

    def poll(self) -> Heard | None:
        """What was heard already, or None."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            if (heard := self._taken(event)) is not None:
                return heard
        return None

    def wake(self) -> None:
        """Let `wait` return, in whichever thread it waits."""
        message = struct.pack("<BBHII20x", _CLIENT_MESSAGE, 32, 0, self._window, 0)
        self._xcb.xcb_send_event(self._connection, 0, self._window, 0, message)
        self._xcb.xcb_flush(self._connection)

    def close(self) -> None:
        """End the connection. Nobody may wait any more."""
        self._xcb.xcb_disconnect(self._connection)

    def _taken(self, event: int) -> Heard | None:
        data = ctypes.string_at(event, 32)
        self._libc.free(event)
        match data[0] & 0x7F:
            case kind if kind == _PROPERTY_NOTIFY:
                return Changed(*struct.unpack_from("<II", data, 4))
            case kind if kind == _DESTROY_NOTIFY:
                return Changed(struct.unpack_from("<I", data, 8)[0], None)
            case kind if kind == _CLIENT_MESSAGE and struct.unpack_from("<I", data, 4)[0] == self._window:
                return Woken()
            case _:  # and messages to other windows: a tray that comes is told of through the root window
                return None

    def _reply(self, ask: Any, cookie: _Cookie) -> bytes | None:  # noqa: ANN401 - a function of C
        error = ctypes.c_void_p()
        reply = ask(self._connection, cookie, ctypes.byref(error))
        if not reply:
            self._libc.free(error)
            return None
        length = struct.unpack("<I", ctypes.string_at(reply + 4, 4))[0] * 4
        data = ctypes.string_at(reply, _REPLY_HEADER_BYTES + length)
        self._libc.free(reply)
        return data

    def _declare(self) -> None:
        xcb, pointer, u8, u16, u32 = self._xcb, ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
        i16 = ctypes.c_int16
        for name, result, arguments in (
            ("connect", pointer, (ctypes.c_char_p, pointer)),
            ("connection_has_error", ctypes.c_int, (pointer,)),
            ("disconnect", None, (pointer,)),
            ("get_setup", pointer, (pointer,)),
            ("setup_roots_iterator", _Roots, (pointer,)),
            ("generate_id", u32, (pointer,)),
            ("create_window", _Cookie, (pointer, u8, u32, u32, i16, i16, u16, u16, u16, u16, u32, u32, pointer)),
            ("intern_atom", _Cookie, (pointer, u8, u16, ctypes.c_char_p)),
            ("intern_atom_reply", pointer, (pointer, _Cookie, pointer)),
            ("get_property", _Cookie, (pointer, u8, u32, u32, u32, u32, u32)),
            ("get_property_reply", pointer, (pointer, _Cookie, pointer)),
            ("change_window_attributes", _Cookie, (pointer, u32, u32, pointer)),
            ("wait_for_event", pointer, (pointer,)),
            ("poll_for_event", pointer, (pointer,)),
            ("send_event", _Cookie, (pointer, u8, u32, u32, ctypes.c_char_p)),
            ("flush", ctypes.c_int, (pointer,)),
        ):
            function = getattr(xcb, f"xcb_{name}")
            function.restype, function.argtypes = result, arguments
