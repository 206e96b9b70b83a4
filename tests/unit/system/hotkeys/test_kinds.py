"""Combinations as Qt writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.system.hotkeys.kinds import NAMED_KEYS, Combination, Modifier, Trouble

CTRL, ALT, SHIFT, META = Modifier.CTRL, Modifier.ALT, Modifier.SHIFT, Modifier.META


@pytest.mark.parametrize(
    ("text", "modifiers", "key"),
    [
        ("Ctrl+Alt+R", {CTRL, ALT}, "R"),
        ("ctrl+r".title(), {CTRL}, "R"),
        ("Meta+F9", {META}, "F9"),
        ("Ctrl++", {CTRL}, "+"),
        ("Ctrl+Shift+PgDown", {CTRL, SHIFT}, "PgDown"),
        ("F35", set(), "F35"),
        ("Ctrl+Ü", {CTRL}, "Ü"),
    ],
)
def test_portable_text_is_read(text: str, modifiers: set[Modifier], key: str) -> None:
    assert Combination.parse(text) == Combination(frozenset(modifiers), key)


@pytest.mark.parametrize("text", ["", " ", "Ctrl+", "Ctrl", "Ctrl+K, Ctrl+C", "Hyper+R", "F36", "F0", "Ctrl+Knob", "Alt+ "])
def test_what_is_no_single_combination_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not one key with modifiers"):
        Combination.parse(text)


@given(
    st.frozensets(st.sampled_from(list(Modifier))),
    st.sampled_from([*sorted(NAMED_KEYS), "A", "5", "+", ",", "F1", "F24"]),
)
def test_what_is_written_is_read_again(modifiers: frozenset[Modifier], key: str) -> None:
    combination = Combination(modifiers, key)
    assert Combination.parse(str(combination)) == combination


@pytest.mark.parametrize(
    ("text", "spoils"), [("R", True), ("Shift+R", True), ("Space", True), ("F9", False), ("Print", False), ("Alt+R", False)]
)
def test_a_letter_alone_is_needed_for_typing(text: str, spoils: bool) -> None:  # noqa: FBT001
    assert Combination.parse(text).spoils_typing is spoils


@pytest.mark.parametrize(
    ("text", "is_common"), [("Ctrl+R", True), ("Ctrl+Shift+R", True), ("Ctrl+Alt+R", False), ("Meta+R", False), ("Ctrl+F5", False)]
)
def test_what_browsers_use_is_known(text: str, is_common: bool) -> None:  # noqa: FBT001
    assert Combination.parse(text).is_common is is_common


def test_only_a_warning_leaves_the_keys_working() -> None:
    assert [trouble for trouble in Trouble if trouble.is_warning] == [Trouble.COMMON]
