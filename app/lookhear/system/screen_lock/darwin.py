"""The lock of a Mac: what the window server says of the session (CGSession.h). Declarations only.

The key is not in the header; every program that pauses for the lock uses it.
"""

from __future__ import annotations

import ctypes
from typing import Final

_FRAMEWORKS: Final = "/System/Library/Frameworks/{0}.framework/{0}"
_KEY: Final = b"CGSSessionScreenIsLocked"
_UTF8: Final = 0x08000100  # kCFStringEncodingUTF8


class MacScreenLock:
    """See `lookhear.system.screen_lock.kinds.ScreenLock`."""

    def __init__(self) -> None:
        self._graphics = ctypes.CDLL(_FRAMEWORKS.format("CoreGraphics"))
        self._core = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
        self._graphics.CGSessionCopyCurrentDictionary.argtypes = []
        self._graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
        self._core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        self._core.CFStringCreateWithCString.restype = ctypes.c_void_p
        self._core.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self._core.CFDictionaryGetValue.restype = ctypes.c_void_p
        self._core.CFBooleanGetValue.argtypes = [ctypes.c_void_p]
        self._core.CFBooleanGetValue.restype = ctypes.c_bool
        self._core.CFRelease.argtypes = [ctypes.c_void_p]
        self._core.CFRelease.restype = None
        self._key = self._core.CFStringCreateWithCString(None, _KEY, _UTF8)

    def is_locked(self) -> bool:
        """See `ScreenLock.is_locked`. A process that is in no session has no dictionary."""
        session = self._graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return False
        try:
            value = self._core.CFDictionaryGetValue(session, self._key)
            return bool(value) and bool(self._core.CFBooleanGetValue(value))
        finally:
            self._core.CFRelease(session)

    def close(self) -> None:
        """Nothing is held between two questions."""
