"""The functions of Carbon that `darwin` asks. Declarations only. Source: HIToolbox/CarbonEvents.h."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CARBON: Final = "/System/Library/Frameworks/Carbon.framework/Carbon"
_SIGNATURE: Final = int.from_bytes(b"Lkhr", "big")
_KEYBOARD: Final = int.from_bytes(b"keyb", "big")  # kEventClassKeyboard
_HOTKEY_PRESSED: Final = 5
_DIRECT_OBJECT: Final = int.from_bytes(b"----", "big")
_TYPE_HOTKEY: Final = int.from_bytes(b"hkid", "big")
_EXCLUSIVE: Final = 1  # kEventHotKeyExclusive: another program's keys are told, not shared

_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class _EventType(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32)]


class _HotkeyId(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [("signature", ctypes.c_uint32), ("number", ctypes.c_uint32)]


class Carbon:
    """`HotkeyEvents` of this Mac."""

    def __init__(self) -> None:
        self._carbon = carbon = ctypes.CDLL(_CARBON)
        carbon.GetApplicationEventTarget.argtypes, carbon.GetApplicationEventTarget.restype = [], ctypes.c_void_p
        pointer, u32 = ctypes.c_void_p, ctypes.c_uint32
        carbon.InstallEventHandler.argtypes = [pointer, _Handler, ctypes.c_ulong, ctypes.POINTER(_EventType), pointer, pointer]
        carbon.RemoveEventHandler.argtypes = [pointer]
        carbon.GetEventParameter.argtypes = [pointer, u32, u32, pointer, ctypes.c_ulong, pointer, pointer]
        carbon.RegisterEventHotKey.argtypes = [u32, u32, _HotkeyId, pointer, u32, pointer]
        carbon.UnregisterEventHotKey.argtypes = [pointer]
        self._target = carbon.GetApplicationEventTarget()
        self._handler: Any = None
        self._installed = ctypes.c_void_p()
        self._keys: dict[int, ctypes.c_void_p] = {}

    def listen(self, pressed: Callable[[int], object]) -> None:
        """See `HotkeyEvents`."""

        def on_event(_next: int, event: int, _data: int) -> int:
            which = _HotkeyId()
            size = ctypes.sizeof(which)
            self._carbon.GetEventParameter(event, _DIRECT_OBJECT, _TYPE_HOTKEY, None, size, None, ctypes.addressof(which))
            pressed(int(which.number))
            return 0

        self._handler = _Handler(on_event)
        kind = _EventType(_KEYBOARD, _HOTKEY_PRESSED)
        self._carbon.InstallEventHandler(self._target, self._handler, 1, ctypes.byref(kind), None, ctypes.addressof(self._installed))

    def register(self, number: int, modifiers: int, key: int) -> int:
        """See `HotkeyEvents`."""
        held = ctypes.c_void_p()
        name = _HotkeyId(_SIGNATURE, number)
        status = int(self._carbon.RegisterEventHotKey(key, modifiers, name, self._target, _EXCLUSIVE, ctypes.addressof(held)))
        if status == 0:
            self._keys[number] = held
        return status

    def unregister(self, number: int) -> None:
        """See `HotkeyEvents`."""
        if (held := self._keys.pop(number, None)) is not None:
            self._carbon.UnregisterEventHotKey(held)

    def close(self) -> None:
        """See `HotkeyEvents`."""
        if self._installed.value:
            self._carbon.RemoveEventHandler(self._installed)
