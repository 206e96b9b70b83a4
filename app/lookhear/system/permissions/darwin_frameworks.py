"""The frameworks of macOS that `darwin` asks, through their C functions and the Objective-C runtime. Declarations only.

Sources: CoreGraphics/CGWindow.h, HIServices/AXUIElement.h, AVFoundation/AVCaptureDevice.h, and Clang's "Block Implementation
Specification" for the question's completion handler.
"""

from __future__ import annotations

import ctypes
import os
import threading
from typing import Any, ClassVar, Final

from lookhear.system.permissions.kinds import ANSWERED_WITHIN_S

_FRAMEWORKS: Final = "/System/Library/Frameworks/{0}.framework/{0}"
_AUDIO: Final = b"soun"  # AVMediaTypeAudio
_BLOCK_IS_GLOBAL: Final = 1 << 28  # it captures nothing, so nobody copies or frees it

_Answered = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_bool)


class _Descriptor(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [("reserved", ctypes.c_ulong), ("size", ctypes.c_ulong)]


class _Block(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [
        ("isa", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("reserved", ctypes.c_int),
        ("invoke", _Answered),
        ("descriptor", ctypes.POINTER(_Descriptor)),
    ]


class MacFrameworks:
    """`Frameworks` of this Mac."""

    def __init__(self) -> None:
        self._graphics = ctypes.CDLL(_FRAMEWORKS.format("CoreGraphics"))
        self._services = ctypes.CDLL(_FRAMEWORKS.format("ApplicationServices"))
        ctypes.CDLL(_FRAMEWORKS.format("AVFoundation"))
        self._objc = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
        for function in (self._graphics.CGPreflightScreenCaptureAccess, self._graphics.CGRequestScreenCaptureAccess):
            function.argtypes, function.restype = [], ctypes.c_bool
        self._services.AXIsProcessTrusted.argtypes, self._services.AXIsProcessTrusted.restype = [], ctypes.c_bool
        for lookup in (self._objc.objc_getClass, self._objc.sel_registerName):
            lookup.argtypes, lookup.restype = [ctypes.c_char_p], ctypes.c_void_p
        self._block: _Block | None = None  # the system may still call it when the wait is over

    def microphone_status(self) -> int:
        """See `Frameworks`."""
        send = self._message(ctypes.c_long, ctypes.c_void_p)
        return int(send(self._device(), self._selector(b"authorizationStatusForMediaType:"), self._sound()))

    def ask_for_microphone(self) -> None:
        """See `Frameworks`."""
        answered = threading.Event()
        invoke = _Answered(lambda _block, _is_granted: answered.set())
        descriptor = _Descriptor(0, ctypes.sizeof(_Block))
        isa = ctypes.addressof(ctypes.c_void_p.in_dll(ctypes.CDLL(None), "_NSConcreteGlobalBlock"))
        self._block = _Block(isa, _BLOCK_IS_GLOBAL, 0, invoke, ctypes.pointer(descriptor))
        send = self._message(None, ctypes.c_void_p, ctypes.c_void_p)
        ask = self._selector(b"requestAccessForMediaType:completionHandler:")
        send(self._device(), ask, self._sound(), ctypes.addressof(self._block))
        answered.wait(ANSWERED_WITHIN_S)

    def may_see_screen(self) -> bool:
        """See `Frameworks`."""
        return bool(self._graphics.CGPreflightScreenCaptureAccess())

    def ask_for_screen(self) -> bool:
        """See `Frameworks`."""
        return bool(self._graphics.CGRequestScreenCaptureAccess())

    def names_of_others(self) -> bool | None:
        """See `Frameworks`."""
        from lookhear.system.permissions.darwin_windows import WindowList

        return WindowList(self._graphics).names_of_others(os.getpid())

    def is_trusted(self) -> bool:
        """See `Frameworks`."""
        return bool(self._services.AXIsProcessTrusted())

    def _device(self) -> int:
        return int(self._objc.objc_getClass(b"AVCaptureDevice"))

    def _selector(self, name: bytes) -> int:
        return int(self._objc.sel_registerName(name))

    def _sound(self) -> int:
        send = self._message(ctypes.c_void_p, ctypes.c_char_p)
        return int(send(self._objc.objc_getClass(b"NSString"), self._selector(b"stringWithUTF8String:"), _AUDIO))

    def _message(self, answer: Any, *arguments: Any) -> Any:  # noqa: ANN401 - types of C
        """`objc_msgSend` with these types after the receiver and the selector."""
        return ctypes.CFUNCTYPE(answer, ctypes.c_void_p, ctypes.c_void_p, *arguments)(("objc_msgSend", self._objc))
