"""Combinations as Windows wants them."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys.kinds import Combination
from lookhear.system.hotkeys.windows_keys import NO_REPEAT, modifier_bits, virtual_key

LAYOUT = {"+": 0xBB, "Ü": 0xBA}


@pytest.mark.parametrize(("text", "bits"), [("Ctrl+Alt+R", 0x3), ("Shift+Meta+R", 0xC), ("F9", 0)])
def test_modifiers_are_bits(text: str, bits: int) -> None:
    assert modifier_bits(Combination.parse(text)) == bits | NO_REPEAT


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ctrl+R", 0x52),
        ("Ctrl+5", 0x35),
        ("F9", 0x78),
        ("F24", 0x87),
        ("F25", None),
        ("Ctrl+PgUp", 0x21),
        ("Ctrl++", 0xBB),
        ("Ctrl+é", None),
    ],
)
def test_a_key_has_a_virtual_code(text: str, key: int | None) -> None:
    assert virtual_key(Combination.parse(text), of_character=LAYOUT.get) == key


def test_a_key_that_windows_has_no_code_for_is_none() -> None:
    assert virtual_key(Combination.parse("Media Record"), of_character=LAYOUT.get) is None
