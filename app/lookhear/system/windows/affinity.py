"""Windows: SetWindowDisplayAffinity (WinUser.h), with WDA_EXCLUDEFROMCAPTURE since Windows 10 2004."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_NONE, _EXCLUDED = 0x00, 0x11
_DLL: Final = "WinDLL"  # only there on Windows, so that it is looked up while the program runs


class DisplayAffinity:
    """`KeepsOut` of Windows. ``set_affinity`` is the system's function."""

    is_available = True

    def __init__(self, set_affinity: Callable[[int, int], object]) -> None:
        self._set_affinity = set_affinity

    @classmethod
    def of_this_machine(cls) -> Self:
        """With user32.dll."""
        function = getattr(ctypes, _DLL)("user32").SetWindowDisplayAffinity
        function.argtypes, function.restype = [ctypes.c_void_p, ctypes.c_uint32], ctypes.c_int
        return cls(function)

    def set(self, window: int, *, is_out: bool) -> bool:
        """See `KeepsOut.set`."""
        return bool(self._set_affinity(window, _EXCLUDED if is_out else _NONE))
