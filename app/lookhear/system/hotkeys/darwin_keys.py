"""A combination as macOS wants it: Carbon's modifier bits and the code of a key's place (HIToolbox/Events.h)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.system.hotkeys.kinds import Modifier

if TYPE_CHECKING:
    from lookhear.system.hotkeys.kinds import Combination

_BITS: Final = {Modifier.CTRL: 0x0100, Modifier.SHIFT: 0x0200, Modifier.ALT: 0x0800, Modifier.META: 0x1000}  # Ctrl is Command in Qt
_ANSI: Final = "ASDFHGZXCV\0BQWERYT123465=97-80]OU[IP\0LJ'K;\\,/NM."  # the place's number is that in this row
_BACKQUOTE: Final = 0x32
_NAMED: Final = {
    "Return": 0x24,
    "Tab": 0x30,
    "Space": 0x31,
    "Backspace": 0x33,
    "Esc": 0x35,
    "Enter": 0x4C,
    "Ins": 0x72,
    "Home": 0x73,
    "PgUp": 0x74,
    "Del": 0x75,
    "End": 0x77,
    "PgDown": 0x79,
    "Left": 0x7B,
    "Right": 0x7C,
    "Down": 0x7D,
    "Up": 0x7E,
    "`": _BACKQUOTE,
}
_FUNCTION: Final = (
    *(0x7A, 0x78, 0x63, 0x76, 0x60, 0x61, 0x62, 0x64, 0x65, 0x6D),
    *(0x67, 0x6F, 0x69, 0x6B, 0x71, 0x6A, 0x40, 0x4F, 0x50, 0x5A),
)


def modifier_bits(combination: Combination) -> int:
    """What RegisterEventHotKey takes."""
    return sum(_BITS[modifier] for modifier in combination.modifiers)


def key_code(combination: Combination) -> int | None:
    """The key's place on an ANSI keyboard; None where there is no such key."""
    if (number := combination.function_number) is not None:
        return _FUNCTION[number - 1] if number <= len(_FUNCTION) else None
    if combination.key in _NAMED:
        return _NAMED[combination.key]
    place = _ANSI.find(combination.key) if len(combination.key) == 1 else -1
    return place if place >= 0 else None
