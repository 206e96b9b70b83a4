"""The window in front on a Mac: the first ordinary one of CoreGraphics' list, which is sorted from front to back. Declarations mostly.

Sources: CoreGraphics/CGWindow.h, CoreFoundation/CFArray.h, CFDictionary.h, CFNumber.h, CFString.h. A title is given to programs alone
that may see the screen, as a recorder does.
"""

from __future__ import annotations

import ctypes
from typing import Final

from lookhear.system.active_window.kinds import ActiveWindow

_FRAMEWORKS: Final = "/System/Library/Frameworks/{0}.framework/{0}"
_ON_SCREEN: Final = 1 << 0  # kCGWindowListOptionOnScreenOnly
_WITHOUT_DESKTOP: Final = 1 << 4  # kCGWindowListExcludeDesktopElements
_SINT32: Final = 3  # kCFNumberSInt32Type
_UTF8: Final = 0x08000100  # kCFStringEncodingUTF8
_ORDINARY_LAYER: Final = 0
_MOST_BYTES: Final = 4096


class FrontWindow:
    """`Eyes` of a Mac."""

    def __init__(self) -> None:
        graphics, core = (ctypes.CDLL(_FRAMEWORKS.format(name)) for name in ("CoreGraphics", "CoreFoundation"))
        pointer = ctypes.c_void_p
        self._copy, self._release = graphics.CGWindowListCopyWindowInfo, core.CFRelease
        self._copy.argtypes, self._copy.restype = [ctypes.c_uint32, ctypes.c_uint32], pointer
        self._release.argtypes, self._release.restype = [pointer], None
        self._count, self._item = core.CFArrayGetCount, core.CFArrayGetValueAtIndex
        self._count.argtypes, self._count.restype = [pointer], ctypes.c_long
        self._item.argtypes, self._item.restype = [pointer, ctypes.c_long], pointer
        self._value, self._number, self._string = core.CFDictionaryGetValue, core.CFNumberGetValue, core.CFStringGetCString
        self._value.argtypes, self._value.restype = [pointer, pointer], pointer
        self._number.argtypes, self._number.restype = [pointer, ctypes.c_long, pointer], ctypes.c_bool
        self._string.argtypes, self._string.restype = [pointer, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32], ctypes.c_bool
        self._name, self._owner, self._owner_name, self._layer = (
            pointer.in_dll(graphics, f"kCGWindow{key}") for key in ("Name", "OwnerPID", "OwnerName", "Layer")
        )

    def look(self) -> ActiveWindow | None:
        """See `Eyes.look`."""
        listed = self._copy(_ON_SCREEN | _WITHOUT_DESKTOP, 0)
        if not listed:
            return None
        try:
            for index in range(self._count(listed)):
                window = self._item(listed, index)
                if self._number_of(window, self._layer) == _ORDINARY_LAYER:
                    app, title = self._text_of(window, self._owner_name), self._text_of(window, self._name)
                    return ActiveWindow(app, title, self._number_of(window, self._owner))
            return None
        finally:
            self._release(listed)

    def _number_of(self, window: int, key: ctypes.c_void_p) -> int | None:
        found = self._value(window, key)
        number = ctypes.c_int32()
        return number.value if found and self._number(found, _SINT32, ctypes.byref(number)) else None

    def _text_of(self, window: int, key: ctypes.c_void_p) -> str:
        found = self._value(window, key)
        text = ctypes.create_string_buffer(_MOST_BYTES)
        return text.value.decode("utf-8", "replace") if found and self._string(found, text, _MOST_BYTES, _UTF8) else ""
