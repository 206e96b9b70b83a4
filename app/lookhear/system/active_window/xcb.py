"""What is asked of an X server about windows: their properties, and hearing that they change. Means nothing without a server."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from typing import ClassVar, Final

from lookhear.system.xcb import POINTER, REPLY_HEADER_BYTES, U8, U16, U32, Cookie, Declarations, HearingConnection, Woken

_DESTROY_NOTIFY, _PROPERTY_NOTIFY = 17, 28
_PROPERTY_CHANGE: Final = 1 << 22
_STRUCTURE_NOTIFY: Final = 1 << 17
_CW_EVENT_MASK: Final = 1 << 11
_MOST_WORDS: Final = 1024  # of a property, in units of four bytes


@dataclass(frozen=True, slots=True)
class Changed:
    """A property of a window is another one, or the window is gone: then ``atom`` is None."""

    window: int
    atom: int | None


Heard = Changed | Woken


class WindowConnection(HearingConnection[Changed]):
    """One connection to an X server. Raises NoServer. Windows that died meanwhile are no error."""

    declarations: ClassVar[Declarations] = (
        ("intern_atom", Cookie, (POINTER, U8, U16, ctypes.c_char_p)),
        ("intern_atom_reply", POINTER, (POINTER, Cookie, POINTER)),
        ("get_property", Cookie, (POINTER, U8, U32, U32, U32, U32, U32)),
        ("get_property_reply", POINTER, (POINTER, Cookie, POINTER)),
        ("change_window_attributes", Cookie, (POINTER, U32, U32, POINTER)),
    )

    def atom(self, name: str) -> int:
        """The number of a name. Raises NoServer."""
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
        reply = self._needed_reply(self._xcb.xcb_intern_atom_reply, cookie)
        return int(struct.unpack_from("<I", reply, 8)[0])

    def property(self, window: int, atom: int) -> bytes:
        """What a property holds; nothing where there is none, or no such window."""
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, atom, 0, 0, _MOST_WORDS)
        reply = self._reply(self._xcb.xcb_get_property_reply, cookie)
        if reply is None:
            return b""
        width, count = reply[1] // 8, struct.unpack_from("<I", reply, 16)[0]
        return reply[REPLY_HEADER_BYTES : REPLY_HEADER_BYTES + width * count]

    def listen(self, window: int, *, is_wanted: bool = True) -> None:
        """Hear of a window's properties, and that it dies; or not any more."""
        mask = ctypes.c_uint32(_PROPERTY_CHANGE | _STRUCTURE_NOTIFY if is_wanted else 0)
        self._xcb.xcb_change_window_attributes(self._connection, window, _CW_EVENT_MASK, ctypes.byref(mask))
        self._xcb.xcb_flush(self._connection)

    def _heard(self, kind: int, event: bytes) -> Changed | None:
        if kind == _PROPERTY_NOTIFY:
            return Changed(*struct.unpack_from("<II", event, 4))
        if kind == _DESTROY_NOTIFY:
            return Changed(struct.unpack_from("<I", event, 8)[0], None)
        return None
