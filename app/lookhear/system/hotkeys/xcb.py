"""What is asked of an X server about keys: grabbing them, and hearing them. Means nothing without a server."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from typing import ClassVar, Final

from lookhear.system.hotkeys.x11_keys import Keyboard
from lookhear.system.xcb import POINTER, REPLY_HEADER_BYTES, U8, U16, U32, Cookie, Declarations, HearingConnection, NoServer, Woken

_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34
_ASYNC: Final = 1
_MIN_KEYCODE_AT: Final = 34  # in the set-up that the server greets with


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


Heard = KeyEvent | MappingChanged | Woken


class KeyConnection(HearingConnection[KeyEvent | MappingChanged]):
    """One connection to an X server, which gives all keys back when it ends. Raises NoServer."""

    declarations: ClassVar[Declarations] = (
        ("get_keyboard_mapping", Cookie, (POINTER, U8, U8)),
        ("get_keyboard_mapping_reply", POINTER, (POINTER, Cookie, POINTER)),
        ("get_modifier_mapping", Cookie, (POINTER,)),
        ("get_modifier_mapping_reply", POINTER, (POINTER, Cookie, POINTER)),
        ("grab_key_checked", Cookie, (POINTER, U8, U32, U16, U8, U8, U8)),
        ("ungrab_key", Cookie, (POINTER, U8, U32, U16)),
        ("request_check", POINTER, (POINTER, Cookie)),
    )

    def keyboard(self) -> Keyboard:
        """The mapping now. Raises NoServer."""
        first, last = ctypes.string_at(self._setup + _MIN_KEYCODE_AT, 2)
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        reply = self._needed_reply(self._xcb.xcb_get_keyboard_mapping_reply, cookie)
        wide = reply[1]
        count = (last - first + 1) * wide
        syms = struct.unpack_from(f"<{count}I", reply, REPLY_HEADER_BYTES)
        keysyms = {first + row: syms[row * wide : (row + 1) * wide] for row in range(last - first + 1)}
        reply = self._needed_reply(self._xcb.xcb_get_modifier_mapping_reply, self._xcb.xcb_get_modifier_mapping(self._connection))
        wide = reply[1]
        codes = reply[REPLY_HEADER_BYTES : REPLY_HEADER_BYTES + 8 * wide]
        modifiers = [tuple(code for code in codes[row * wide : (row + 1) * wide] if code) for row in range(8)]
        return Keyboard(keysyms, modifiers)

    def grab(self, keycode: int, mask: int) -> bool:
        """Take a key for ourselves; False when another program has it. Raises NoServer."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 1, self.root, mask, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if self._xcb.xcb_connection_has_error(self._connection):
            raise NoServer("it is gone")
        if error:
            self._libc.free(error)
        return not error

    def release(self, keycode: int, mask: int) -> None:
        """Give it back."""
        self._xcb.xcb_ungrab_key(self._connection, keycode, self.root, mask)
        self._xcb.xcb_flush(self._connection)

    def _heard(self, kind: int, event: bytes) -> KeyEvent | MappingChanged | None:
        if kind in {_KEY_PRESS, _KEY_RELEASE}:
            time_ms, state = struct.unpack_from("<I", event, 4)[0], struct.unpack_from("<H", event, 28)[0]
            return KeyEvent(kind == _KEY_PRESS, event[1], state, time_ms)
        return MappingChanged() if kind == _MAPPING_NOTIFY else None
