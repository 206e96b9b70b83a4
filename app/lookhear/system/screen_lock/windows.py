"""The lock of Windows: while it is shown, the desktop that gets the input is one that this program may not open. Declarations only.

That holds for the questions of User Account Control as well, which are nobody's business either.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

_READ_OBJECTS: Final = 0x0001  # DESKTOP_READOBJECTS


class WindowsScreenLock:
    """See `lookhear.system.screen_lock.kinds.ScreenLock`."""

    def __init__(self) -> None:
        loader: Any = getattr(ctypes, "WinDLL")  # noqa: B009 - it is on Windows only
        self._user32 = loader("user32", use_last_error=True)
        self._user32.OpenInputDesktop.argtypes = [ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32]
        self._user32.OpenInputDesktop.restype = ctypes.c_void_p
        self._user32.CloseDesktop.argtypes = [ctypes.c_void_p]
        self._user32.CloseDesktop.restype = ctypes.c_int

    def is_locked(self) -> bool:
        """See `ScreenLock.is_locked`."""
        desktop = self._user32.OpenInputDesktop(0, 0, _READ_OBJECTS)
        if not desktop:
            return True
        self._user32.CloseDesktop(desktop)
        return False

    def close(self) -> None:
        """Nothing is held between two questions."""
