"""Every setting as one value: what it takes and what it refuses, found for all that are declared."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lookhear.desktop.engine.settings.declared import Language, Settings, Theme
from lookhear.desktop.engine.settings.leaves import Leaf, leaf, leaves
from lookhear.errors import SettingsError

ALL = leaves()
FPS = leaf("recording", "fps")
COUNTDOWN = leaf("recording", "countdown_s")
THEME = leaf("general", "theme")
LOGIN = leaf("general", "start_at_login")
FOLDER = leaf("storage", "folder")


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
def test_every_default_is_a_value_that_the_setting_takes(each: Leaf) -> None:
    assert each.of(Settings()) == each.default
    assert each.taken(each.default) == each.default


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
def test_every_setting_has_words_that_begin_and_end_as_such_words_do(each: Leaf) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]", each.words.label), each.words.label
    assert not each.words.hint or each.words.hint[0].isupper() or each.words.hint[0].isdigit()


@pytest.mark.parametrize("each", [each for each in ALL if each.kind is int and each.choices is None], ids=lambda each: each.key)
def test_every_number_has_both_limits_and_keeps_them(each: Leaf) -> None:
    low, high = each.words.low, each.words.high
    assert low is not None
    assert high is not None
    assert each.taken(int(low)) == low
    assert each.taken(int(high)) == high
    for outside in (int(low) - 1, int(high) + 1):
        with pytest.raises(SettingsError, match="is a number from"):
            each.taken(outside)


@pytest.mark.parametrize("each", [each for each in ALL if issubclass(each.kind, StrEnum)], ids=lambda each: each.key)
def test_every_choice_is_read_from_its_own_word(each: Leaf) -> None:
    choices = each.choices or ()
    assert [each.taken(str(value)) for value in choices] == list(choices)


def test_a_value_is_put_into_its_place_alone() -> None:
    put = FPS.put(Settings(), 24)
    assert put.recording.fps == 24
    assert put.general == Settings().general
    assert Settings().recording.fps == 30


def test_a_word_becomes_the_choice_that_it_names() -> None:
    assert THEME.put(Settings(), "dark").general.theme is Theme.DARK
    assert leaf("general", "language").choices == tuple(Language)


@pytest.mark.parametrize(
    ("each", "raw", "rule"),
    [
        (FPS, "24", "is a whole number"),
        (FPS, True, "is a whole number"),
        (FPS, 24.5, "is a whole number"),
        (FPS, 0, "is a number from 1 to 60"),
        (COUNTDOWN, 4, "is one of 0, 3, 5, 10"),
        (THEME, "mauve", "is one of system, light, dark"),
        (THEME, 1, "is a text"),
        (LOGIN, 1, "is on or off"),
        (LOGIN, "yes", "is on or off"),
        (FOLDER, "a\nb", "is one line"),
        (FOLDER, "a\0b", "is one line"),
        (FOLDER, "a" * 5000, "at most 4096 characters"),
        (FOLDER, None, "is a text"),
        (FOLDER, ["/a"], "is a text"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_name_of_the_setting(each: Leaf, raw: object, rule: str) -> None:
    with pytest.raises(SettingsError, match=rule) as refused:
        each.taken(raw)
    assert each.key in str(refused.value)
    assert each.words.label in str(refused.value)


def test_a_setting_that_was_not_declared_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"There is no setting recording\.colour"):
        leaf("recording", "colour")


_ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.binary(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)


@given(some.sampled_from(ALL), _ANYTHING)
def test_anything_is_either_taken_or_refused(each: Leaf, raw: object) -> None:
    try:
        taken = each.taken(raw)
    except SettingsError:
        return
    assert isinstance(taken, each.kind)
    assert each.taken(taken) == taken
