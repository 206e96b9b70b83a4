"""Combinations as macOS wants them."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys.darwin_keys import key_code, modifier_bits
from lookhear.system.hotkeys.kinds import Combination


@pytest.mark.parametrize(("text", "bits"), [("Ctrl+R", 0x0100), ("Meta+R", 0x1000), ("Alt+Shift+R", 0x0A00), ("F9", 0)])
def test_ctrl_is_the_command_key_as_in_qt(text: str, bits: int) -> None:
    assert modifier_bits(Combination.parse(text)) == bits


PLACES = {
    "Ctrl+A": 0x00,
    "Ctrl+Z": 0x06,
    "Ctrl+R": 0x0F,
    "Ctrl+0": 0x1D,
    "Ctrl+L": 0x25,
    "Ctrl+M": 0x2E,
    "Ctrl+.": 0x2F,
    "Ctrl+`": 0x32,
    "Ctrl+Space": 0x31,
    "F1": 0x7A,
    "F9": 0x65,
    "F20": 0x5A,
    "F21": None,
    "Ctrl+Ü": None,
    "Print": None,
}


@pytest.mark.parametrize(("text", "code"), PLACES.items())
def test_a_key_has_its_place(text: str, code: int | None) -> None:
    assert key_code(Combination.parse(text)) == code
