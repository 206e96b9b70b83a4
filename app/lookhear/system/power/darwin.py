"""Keeping a Mac awake: an assertion of I/O Kit's power management, which the system drops with the process.

Source: IOKit/pwr_mgt/IOPMLib.h (IOPMAssertionCreateWithName, kIOPMAssertPreventUserIdleDisplaySleep).
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

_KIND: Final = b"PreventUserIdleDisplaySleep"  # a dark display would be recorded dark; it keeps the system awake as well
_LEVEL_ON: Final = 255
_UTF8: Final = 0x08000100
_FRAMEWORKS: Final = "/System/Library/Frameworks/{0}.framework/{0}"


class Power(Protocol):
    """As much of I/O Kit as is needed here."""

    def assert_awake(self, why: bytes) -> int | None:
        """Make an assertion, which people see by that name; its number, None when the system refuses."""
        ...

    def release(self, number: int) -> None:
        """Let it go."""
        ...


class MacKeepAwake:
    """See `lookhear.system.power.kinds.KeepAwake`. ``open_power`` may raise OSError."""

    def __init__(self, open_power: Callable[[], Power]) -> None:
        self._open = open_power
        self._power: Power | None = None
        self._held: int | None = None
        self.trouble = ""

    def hold(self) -> None:
        """See the port."""
        if self._held is not None:
            return
        try:
            self._power = self._power or self._open()
            self._held = self._power.assert_awake(b"Lookhear is recording")
        except (OSError, AttributeError):
            self._held = None
        self.trouble = "" if self._held is not None else "macOS does not let Lookhear keep the computer awake."

    def release(self) -> None:
        """See the port."""
        self.trouble = ""
        if self._held is not None and self._power is not None:
            self._power.release(self._held)
            self._held = None


class IOKit:
    """`Power` of this Mac."""

    def __init__(self) -> None:
        self._kit = ctypes.CDLL(_FRAMEWORKS.format("IOKit"))
        self._core = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
        text = self._core.CFStringCreateWithCString
        text.argtypes, text.restype = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32], ctypes.c_void_p
        self._core.CFRelease.argtypes, self._core.CFRelease.restype = [ctypes.c_void_p], None
        create = self._kit.IOPMAssertionCreateWithName
        create.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32)]
        create.restype = ctypes.c_int
        self._kit.IOPMAssertionRelease.argtypes, self._kit.IOPMAssertionRelease.restype = [ctypes.c_uint32], ctypes.c_int

    def assert_awake(self, why: bytes) -> int | None:
        """See `Power`."""
        number = ctypes.c_uint32(0)
        kind, name = (self._core.CFStringCreateWithCString(None, text, _UTF8) for text in (_KIND, why))
        try:
            code = self._kit.IOPMAssertionCreateWithName(kind, _LEVEL_ON, name, ctypes.byref(number))
        finally:
            self._core.CFRelease(kind)
            self._core.CFRelease(name)
        return number.value if code == 0 else None

    def release(self, number: int) -> None:
        """See `Power`."""
        self._kit.IOPMAssertionRelease(number)
