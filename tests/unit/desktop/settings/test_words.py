from __future__ import annotations

from enum import StrEnum

import pytest

from lookhear.desktop.engine.settings.declared import Language
from lookhear.desktop.engine.settings.leaves import Leaf, leaf, leaves
from lookhear.desktop.resources import icon_file
from lookhear.desktop.settings import words


def test_everything_that_was_declared_is_given_to_translators_once() -> None:
    texts = words.texts()
    assert len(set(texts)) == len(texts)
    assert {each.words.label for each in leaves()} <= set(texts)
    assert {each.words.hint for each in leaves() if each.words.hint} <= set(texts)
    assert "" not in texts


@pytest.mark.parametrize("each", [each for each in leaves() if issubclass(each.kind, StrEnum)], ids=lambda each: each.key)
def test_every_choice_has_words_of_its_own(each: Leaf) -> None:
    shown = [words.value_text(each, value) for value in each.choices or ()]
    assert len(set(shown)) == len(shown)
    assert not set(shown) & set(map(str, each.choices or ()))


def test_languages_are_called_as_their_speakers_call_them() -> None:
    assert words.value_text(leaf("general", "language"), Language.GERMAN) == "Deutsch"


def test_values_are_told_with_their_unit() -> None:
    assert words.value_text(leaf("storage", "keep_days"), 1200) == "1,200 days"
    assert words.value_text(leaf("recording", "fps"), 24) == "24"
    assert words.value_text(leaf("general", "notifies"), value=True) == "on"


def test_every_page_has_a_title_and_an_icon() -> None:
    pages = {each.page for each in leaves()} | {words.HEALTH, words.ABOUT}
    assert pages == set(words.ICONS)
    assert len({words.page_title(page) for page in pages}) == len(pages)
    assert [icon for icon in words.ICONS.values() if not icon_file(icon).exists()] == []
