"""Combinations as macOS wants them."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys.darwin_keys import key_code, modifier_bits
from lookhear.system.hotkeys.kinds import Combination


@pytest.mark.parametrize(("text", "bits"), [("Ctrl+R", 0x0100), ("Meta+R", 0x1000), ("Alt+Shift+R", 0x0A00), ("F9", 0)])
def test_ctrl_is_the_command_key_as_in_qt(text: str, bits: int) -> None:
    assert modifier_bits(Combination.parse(text)) == bits


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ctrl+A", 0),
        ("Ctrl+Z", 6),
        ("Ctrl+R", 15),
        ("Ctrl+M", 46),
        ("Ctrl+0", 29),
        ("Ctrl+L", 37),
        ("Ctrl+.", 47),
        ("Ctrl+`", 50),
        ("F1", 122),
        ("F9", 101),
        ("F20", 90),
        ("F21", None),
        ("Ctrl+Space", 49),
        ("Ctrl+Ü", None),
        ("Print", None),
    ],
)
def test_a_key_has_its_place(text: str, code: int | None) -> None:
    assert key_code(Combination.parse(text)) == code
