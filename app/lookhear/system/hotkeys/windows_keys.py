"""A combination as Windows wants it: modifier bits and a virtual-key code (WinUser.h)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.system.hotkeys.kinds import Modifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.hotkeys.kinds import Combination

_BITS: Final = {Modifier.ALT: 0x1, Modifier.CTRL: 0x2, Modifier.SHIFT: 0x4, Modifier.META: 0x8}
NO_REPEAT: Final = 0x4000
_FIRST_F: Final = 0x70
_LAST_F: Final = 24
_NAMED: Final = {
    "Backspace": 0x08,
    "Tab": 0x09,
    "Return": 0x0D,
    "Enter": 0x0D,
    "Pause": 0x13,
    "Esc": 0x1B,
    "Space": 0x20,
    "PgUp": 0x21,
    "PgDown": 0x22,
    "End": 0x23,
    "Home": 0x24,
    "Left": 0x25,
    "Up": 0x26,
    "Right": 0x27,
    "Down": 0x28,
    "Print": 0x2C,
    "Ins": 0x2D,
    "Del": 0x2E,
    "ScrollLock": 0x91,
    "Media Stop": 0xB2,
    "Media Play": 0xB3,
    "Media Pause": 0xB3,
}


def modifier_bits(combination: Combination) -> int:
    """What RegisterHotKey takes; a key that is held is heard once."""
    return NO_REPEAT | sum(_BITS[modifier] for modifier in combination.modifiers)


def virtual_key(combination: Combination, *, of_character: Callable[[str], int | None]) -> int | None:
    """The key's code; ``of_character`` knows the layout of this keyboard. None where there is no such key."""
    if (number := combination.function_number) is not None:
        return _FIRST_F + number - 1 if number <= _LAST_F else None
    if combination.key in _NAMED:
        return _NAMED[combination.key]
    if combination.key.isascii() and combination.key.isalnum():
        return ord(combination.key)
    return of_character(combination.key) if len(combination.key) == 1 else None
