"""A narrow binding of libxcb by ctypes: the calls that grab keys and hear them. Declarations mean nothing without an X server.

libxcb may be used by several threads at once. Layouts of replies and events: the X11 core protocol.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import struct
from dataclasses import dataclass
from typing import Any, Final

from lookhear.system.hotkeys.x11_keys import Keyboard

_KEY_PRESS, _KEY_RELEASE, _CLIENT_MESSAGE, _MAPPING_NOTIFY = 2, 3, 33, 34
_ASYNC: Final = 1
_MIN_KEYCODE_AT: Final = 34  # in the set-up that the server greets with
_REPLY_HEADER_BYTES: Final = 32
_COPY_DEPTH, _INPUT_ONLY = 0, 2


class NoServer(Exception):
    """No X server answers, or there is no libxcb."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """A grabbed key went down or up; ``time_ms`` is the server's."""

    is_press: bool
    keycode: int
    state: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class MappingChanged:
    """The keyboard's layout is another one."""


@dataclass(frozen=True, slots=True)
class Woken:
    """`KeyConnection.wake` was called, or the server is gone."""


Heard = KeyEvent | MappingChanged | Woken


class KeyConnection:
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
        self._setup = self._xcb.xcb_get_setup(self._connection)
        self._root = struct.unpack("<I", ctypes.string_at(self._xcb.xcb_setup_roots_iterator(self._setup).data, 4))[0]
        self._window = self._xcb.xcb_generate_id(self._connection)  # only to send ourselves a message
        visual = 0
        self._xcb.xcb_create_window(self._connection, _COPY_DEPTH, self._window, self._root, 0, 0, 1, 1, 0, _INPUT_ONLY, visual, 0, None)
        self._xcb.xcb_flush(self._connection)

    def keyboard(self) -> Keyboard:
        """The mapping now. Raises NoServer."""
        first, last = ctypes.string_at(self._setup + _MIN_KEYCODE_AT, 2)
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        reply = self._reply(self._xcb.xcb_get_keyboard_mapping_reply, cookie)
        wide = reply[1]
        count = (last - first + 1) * wide
        syms = struct.unpack_from(f"<{count}I", reply, _REPLY_HEADER_BYTES)
        keysyms = {first + row: syms[row * wide : (row + 1) * wide] for row in range(last - first + 1)}
        reply = self._reply(self._xcb.xcb_get_modifier_mapping_reply, self._xcb.xcb_get_modifier_mapping(self._connection))
        wide = reply[1]
        codes = reply[_REPLY_HEADER_BYTES : _REPLY_HEADER_BYTES + 8 * wide]
        modifiers = [tuple(code for code in codes[row * wide : (row + 1) * wide] if code) for row in range(8)]
        return Keyboard(keysyms, modifiers)

    def grab(self, keycode: int, mask: int) -> bool:
        """Take a key for ourselves; False when another program has it. Raises NoServer."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 1, self._root, mask, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if self._xcb.xcb_connection_has_error(self._connection):
            raise NoServer("it is gone")
        if error:
            self._libc.free(error)
        return not error

    def release(self, keycode: int, mask: int) -> None:
        """Give it back."""
        self._xcb.xcb_ungrab_key(self._connection, keycode, self._root, mask)
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
        event = self._xcb.xcb_poll_for_event(self._connection)
        return self._taken(event) if event else None

    def wake(self) -> None:
        """Let `wait` return, in whichever thread it waits."""
        message = struct.pack("<BBHII20x", _CLIENT_MESSAGE, 32, 0, self._window, 0)
        self._xcb.xcb_send_event(self._connection, 0, self._window, 0, message)
        self._xcb.xcb_flush(self._connection)

    def close(self) -> None:
        """End the connection; the server gives all keys back. Nobody may wait any more."""
        self._xcb.xcb_disconnect(self._connection)

    def _taken(self, event: int) -> Heard | None:
        data = ctypes.string_at(event, 32)
        self._libc.free(event)
        match data[0] & 0x7F:
            case kind if kind in {_KEY_PRESS, _KEY_RELEASE}:
                time_ms, state = struct.unpack_from("<I", data, 4)[0], struct.unpack_from("<H", data, 28)[0]
                return KeyEvent(kind == _KEY_PRESS, data[1], state, time_ms)
            case kind if kind == _MAPPING_NOTIFY:
                return MappingChanged()
            case kind if kind == _CLIENT_MESSAGE:
                return Woken()
            case _:
                return None

    def _reply(self, ask: Any, cookie: _Cookie) -> bytes:  # noqa: ANN401 - a function of C
        reply = ask(self._connection, cookie, None)
        if not reply:
            raise NoServer("it does not answer")
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
            ("get_keyboard_mapping", _Cookie, (pointer, u8, u8)),
            ("get_keyboard_mapping_reply", pointer, (pointer, _Cookie, pointer)),
            ("get_modifier_mapping", _Cookie, (pointer,)),
            ("get_modifier_mapping_reply", pointer, (pointer, _Cookie, pointer)),
            ("grab_key_checked", _Cookie, (pointer, u8, u32, u16, u8, u8, u8)),
            ("ungrab_key", _Cookie, (pointer, u8, u32, u16)),
            ("request_check", pointer, (pointer, _Cookie)),
            ("wait_for_event", pointer, (pointer,)),
            ("poll_for_event", pointer, (pointer,)),
            ("send_event", _Cookie, (pointer, u8, u32, u32, ctypes.c_char_p)),
            ("flush", ctypes.c_int, (pointer,)),
        ):
            function = getattr(xcb, f"xcb_{name}")
            function.restype, function.argtypes = result, arguments
