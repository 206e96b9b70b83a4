"""Keycodes and modifier bits, on keyboards of a test."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys.kinds import Combination
from lookhear.system.hotkeys.x11_keys import CONTROL, LOCK, MOD_1, MOD_4, SHIFT, Keyboard, keysyms_of

KEYS = {
    27: (0x72, 0x52, 0x72, 0x52),  # r R
    10: (0x31, 0x21),  # 1 !
    75: (0xFFC6,),  # F9
    64: (0xFFE9,),  # Alt_L
    133: (0xFFEB,),  # Super_L
    77: (0xFF7F,),  # Num_Lock
}
USUAL = Keyboard(KEYS, [(50,), (66,), (37,), (64,), (77,), (), (133,), ()])
TWISTED = Keyboard(KEYS, [(50,), (66,), (37,), (133,), (), (64,), (), (77,)])


@pytest.mark.parametrize(
    ("text", "keysyms"),
    [
        ("Ctrl+R", {0x72, 0x52}),
        ("F9", {0xFFC6}),
        ("Ctrl+Space", {0x20}),
        ("Ctrl+€", {0x010020AC}),
        ("Ctrl+Ü", {0xFC, 0xDC}),
        ("Ctrl+ß", {0xDF}),
    ],
)
def test_a_key_has_its_keysyms(text: str, keysyms: set[int]) -> None:
    assert keysyms_of(Combination.parse(text)) == keysyms


@pytest.mark.parametrize(("text", "codes"), [("Ctrl+Alt+R", (27,)), ("Ctrl+Shift+!", (10,)), ("Ctrl+Ä", ()), ("F9", (75,))])
def test_a_key_is_found_on_the_keyboard(text: str, codes: tuple[int, ...]) -> None:
    assert USUAL.keycodes(Combination.parse(text)) == codes


def test_modifiers_are_where_the_keyboard_has_them() -> None:
    every = Combination.parse("Ctrl+Alt+Shift+Meta+R")
    assert USUAL.mask(every) == CONTROL | MOD_1 | SHIFT | MOD_4
    assert TWISTED.mask(every) == CONTROL | 32 | SHIFT | MOD_1
    assert Keyboard({}, [()] * 8).mask(every) == CONTROL | MOD_1 | SHIFT | MOD_4


def test_locks_make_no_difference() -> None:
    assert sorted(USUAL.locks()) == [0, LOCK, 16, LOCK | 16]
    assert sorted(TWISTED.locks()) == [0, LOCK, 128, LOCK | 128]
    assert sorted(Keyboard({}, [()] * 8).locks()) == [0, LOCK]
