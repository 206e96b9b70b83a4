"""macOS: the sharing type of an NSWindow. Programs that capture through ScreenCaptureKit on macOS 15 and later see it all the same."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_NOT_SHARED, _READ_ONLY = 0, 1  # NSWindowSharingNone, NSWindowSharingReadOnly
_OBJC: Final = "/usr/lib/libobjc.A.dylib"


class WindowSharing:
    """`KeepsOut` of macOS. ``window_of`` gives the NSWindow of an NSView, zero for none; ``set_sharing`` sets its type."""

    is_available = True

    def __init__(self, window_of: Callable[[int], int], set_sharing: Callable[[int, int], object]) -> None:
        self._window_of, self._set_sharing = window_of, set_sharing

    @classmethod
    def of_this_machine(cls) -> Self:
        """With the Objective-C runtime."""
        objc = ctypes.CDLL(_OBJC)
        objc.sel_registerName.argtypes, objc.sel_registerName.restype = [ctypes.c_char_p], ctypes.c_void_p
        pointer = ctypes.c_void_p
        window = ctypes.CFUNCTYPE(pointer, pointer, pointer)(("objc_msgSend", objc))
        sharing = ctypes.CFUNCTYPE(None, pointer, pointer, ctypes.c_ulong)(("objc_msgSend", objc))
        of_view, of_type = objc.sel_registerName(b"window"), objc.sel_registerName(b"setSharingType:")

        def window_of(view: int) -> int:
            return window(view, of_view) or 0

        def set_sharing(found: int, kind: int) -> None:
            sharing(found, of_type, kind)

        return cls(window_of, set_sharing)

    def set(self, window: int, *, is_out: bool) -> bool:
        """See `KeepsOut.set`. Qt's number is that of the view."""
        found = self._window_of(window)
        if found:
            self._set_sharing(found, _NOT_SHARED if is_out else _READ_ONLY)
        return bool(found)
