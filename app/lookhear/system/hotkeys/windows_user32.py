"""The functions of user32.dll that `windows` asks. Declarations only. Source: WinUser.h.

What of `ctypes` is there on Windows alone is looked up while the program runs: this file is checked elsewhere too.
"""

from __future__ import annotations

import ctypes
from typing import Any, ClassVar, Final

from lookhear.system.hotkeys.windows import Pressed

_HOTKEY: Final = 0x0312
_APP: Final = 0x8000
_NO_SUCH_KEY: Final = -1
_DLL: Final = "WinDLL"


class _Message(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wide", ctypes.c_size_t),  # wParam
        ("long", ctypes.c_ssize_t),  # lParam
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_long),
        ("y", ctypes.c_long),
    ]


class User32:
    """`Messages` of the thread that makes it."""

    def __init__(self) -> None:
        load = getattr(ctypes, _DLL)
        self._user: Any = load("user32")
        self._user.GetMessageW.argtypes = [ctypes.POINTER(_Message), ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint]
        self._user.PostThreadMessageW.argtypes = [ctypes.c_uint32, ctypes.c_uint, ctypes.c_size_t, ctypes.c_ssize_t]
        self._user.RegisterHotKey.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_uint]
        self._user.UnregisterHotKey.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._user.VkKeyScanW.argtypes, self._user.VkKeyScanW.restype = [ctypes.c_wchar], ctypes.c_short
        self._thread = int(load("kernel32").GetCurrentThreadId())
        self._user.PeekMessageW(ctypes.byref(_Message()), None, _APP, _APP, 0)  # makes the thread's queue

    def register(self, number: int, modifiers: int, key: int) -> bool:
        """See `Messages`."""
        return bool(self._user.RegisterHotKey(None, number, modifiers, key))

    def unregister(self, number: int) -> None:
        """See `Messages`."""
        self._user.UnregisterHotKey(None, number)

    def of_character(self, character: str) -> int | None:
        """See `Messages`."""
        code = int(self._user.VkKeyScanW(character))
        return None if code == _NO_SUCH_KEY else code & 0xFF

    def wait(self) -> Pressed | None:
        """See `Messages`."""
        message = _Message()
        while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _HOTKEY:
                return Pressed(int(message.wide))
            if message.message == _APP:
                return None
        return None

    def rouse(self) -> None:
        """See `Messages`."""
        self._user.PostThreadMessageW(self._thread, _APP, 0, 0)
