"""The windows on a Mac's screen, and whether their titles are shown to this program: CoreGraphics' list. Declarations mostly.

Sources: CoreGraphics/CGWindow.h, CoreFoundation/CFArray.h, CFDictionary.h, CFNumber.h, CFString.h. A title is given to programs alone
that may see the screen; size, owner and layer are given to all.
"""

from __future__ import annotations

import ctypes
from typing import Final

_FOUNDATION: Final = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_ON_SCREEN: Final = 1 << 0  # kCGWindowListOptionOnScreenOnly
_WITHOUT_DESKTOP: Final = 1 << 4  # kCGWindowListExcludeDesktopElements
_SINT32: Final = 3  # kCFNumberSInt32Type
_ORDINARY_LAYER: Final = 0  # the Dock, the menu bar and status items lie above, and have titles that everybody sees


class WindowList:
    """The list, read afresh for each question."""

    def __init__(self, graphics: ctypes.CDLL) -> None:
        foundation = ctypes.CDLL(_FOUNDATION)
        self._copy, self._release = graphics.CGWindowListCopyWindowInfo, foundation.CFRelease
        self._copy.argtypes, self._copy.restype = [ctypes.c_uint32, ctypes.c_uint32], ctypes.c_void_p
        self._release.argtypes, self._release.restype = [ctypes.c_void_p], None
        self._count, self._item = foundation.CFArrayGetCount, foundation.CFArrayGetValueAtIndex
        self._count.argtypes, self._count.restype = [ctypes.c_void_p], ctypes.c_long
        self._item.argtypes, self._item.restype = [ctypes.c_void_p, ctypes.c_long], ctypes.c_void_p
        self._value, self._number = foundation.CFDictionaryGetValue, foundation.CFNumberGetValue
        self._value.argtypes, self._value.restype = [ctypes.c_void_p, ctypes.c_void_p], ctypes.c_void_p
        self._number.argtypes, self._number.restype = [ctypes.c_void_p, ctypes.c_long, ctypes.c_void_p], ctypes.c_bool
        self._length = foundation.CFStringGetLength
        self._length.argtypes, self._length.restype = [ctypes.c_void_p], ctypes.c_long
        self._name, self._owner, self._layer = (
            ctypes.c_void_p.in_dll(graphics, f"kCGWindow{key}") for key in ("Name", "OwnerPID", "Layer")
        )

    def names_of_others(self, own_pid: int) -> bool | None:
        """Whether an ordinary window of another program shows its title; None where there is no such window."""
        listed = self._copy(_ON_SCREEN | _WITHOUT_DESKTOP, 0)
        if not listed:
            return None
        try:
            windows = [self._item(listed, index) for index in range(self._count(listed))]
            others = [window for window in windows if self._of(window, self._layer) == _ORDINARY_LAYER]
            others = [window for window in others if self._of(window, self._owner) != own_pid]
            return any(self._is_named(window) for window in others) if others else None
        finally:
            self._release(listed)

    def _of(self, window: int, key: ctypes.c_void_p) -> int | None:
        found = self._value(window, key)
        number = ctypes.c_int32()
        return number.value if found and self._number(found, _SINT32, ctypes.byref(number)) else None

    def _is_named(self, window: int) -> bool:
        name = self._value(window, self._name)
        return bool(name) and int(self._length(name)) > 0
