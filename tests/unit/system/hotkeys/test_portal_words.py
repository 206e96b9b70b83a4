"""Combinations as portals want them."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys.kinds import Combination
from lookhear.system.hotkeys.portal_words import trigger_of


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ctrl+Alt+R", "CTRL+ALT+r"),
        ("Meta+F9", "LOGO+F9"),
        ("Ctrl++", "CTRL+plus"),
        ("Shift+Del", "SHIFT+Delete"),
        ("Ctrl+PgUp", "CTRL+Page_Up"),
        ("Media Record", "XF86AudioRecord"),
        ("Print", "Print"),
    ],
)
def test_a_trigger_is_written_as_the_specification_says(text: str, trigger: str) -> None:
    assert trigger_of(Combination.parse(text)) == trigger
