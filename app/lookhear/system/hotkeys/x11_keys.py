"""Which keycodes and modifier bits a combination means on an X11 keyboard: tables and arithmetic, no connection.

Keysyms: X11/keysymdef.h and X11/XF86keysym.h. Characters below U+0100 are their own keysym, others 0x01000000 plus the character.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.system.hotkeys.kinds import Modifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lookhear.system.hotkeys.kinds import Combination

SHIFT, LOCK, CONTROL, MOD_1, MOD_4 = 1, 2, 4, 8, 64
_FIRST_F: Final = 0xFFBE
_LATIN_1: Final = 0x100
_UNICODE: Final = 0x01000000
_KEYCODES_PER_MODIFIER: Final = 8  # rows of the modifier mapping
_NUM_LOCK: Final = 0xFF7F
_ALT: Final = frozenset({0xFFE9, 0xFFEA})
_META: Final = frozenset({0xFFEB, 0xFFEC})  # what keyboards call the system or Windows key is "super" here
_NAMED: Final = {
    "Space": 0x20,
    "Backspace": 0xFF08,
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Pause": 0xFF13,
    "ScrollLock": 0xFF14,
    "Esc": 0xFF1B,
    "Home": 0xFF50,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "PgUp": 0xFF55,
    "PgDown": 0xFF56,
    "End": 0xFF57,
    "Print": 0xFF61,
    "Ins": 0xFF63,
    "Enter": 0xFF8D,
    "Del": 0xFFFF,
    "Media Play": 0x1008FF14,
    "Media Stop": 0x1008FF15,
    "Media Record": 0x1008FF1C,
    "Media Pause": 0x1008FF31,
}


def keysyms_of(combination: Combination) -> frozenset[int]:
    """The keysyms that its key may have: a letter's both cases."""
    if (number := combination.function_number) is not None:
        return frozenset({_FIRST_F + number - 1})
    if (named := _NAMED.get(combination.key)) is not None:
        return frozenset({named})
    return frozenset(_of_character(case) for case in {combination.key.lower(), combination.key.upper()} if len(case) == 1)


def _of_character(character: str) -> int:
    point = ord(character)
    return point if point < _LATIN_1 else _UNICODE + point


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A keyboard's mapping as the X server tells it: the keysyms of each keycode, and the keycodes of the eight modifiers."""

    keysyms: Mapping[int, Sequence[int]]
    modifiers: Sequence[Sequence[int]]

    def keycodes(self, combination: Combination) -> tuple[int, ...]:
        """The keycodes of its key; none where this keyboard has no such key."""
        wanted = keysyms_of(combination)
        return tuple(sorted(code for code, syms in self.keysyms.items() if wanted.intersection(syms)))

    def mask(self, combination: Combination) -> int:
        """The modifier bits that must be down."""
        bits = {
            Modifier.SHIFT: SHIFT,
            Modifier.CTRL: CONTROL,
            Modifier.ALT: self._bit_of(_ALT) or MOD_1,
            Modifier.META: self._bit_of(_META) or MOD_4,
        }
        return sum(bits[modifier] for modifier in combination.modifiers)

    def locks(self) -> Iterator[int]:
        """Every state of the locks with which a hotkey is to work all the same: caps lock and num lock."""
        switches = [bit for bit in (LOCK, self._bit_of(frozenset({_NUM_LOCK}))) if bit]
        for length in range(len(switches) + 1):
            for on in itertools.combinations(switches, length):
                yield sum(on)

    def _bit_of(self, keysyms: frozenset[int]) -> int:
        """The bit of the modifier that a key with one of these belongs to; zero for none."""
        for index, keycodes in enumerate(self.modifiers[:_KEYCODES_PER_MODIFIER]):
            if any(keysyms.intersection(self.keysyms.get(code, ())) for code in keycodes):
                return 1 << index
        return 0
