"""docs/settings.md tells of every setting that is declared, and of no other."""

from __future__ import annotations

from lookhear.desktop.engine.settings.leaves import leaves
from scripts import settings_docs


def test_the_page_is_what_is_declared() -> None:
    assert settings_docs.PAGE.read_text("utf-8") == settings_docs.page(), "make settings-docs"


def test_every_setting_stands_there_with_its_words() -> None:
    text = settings_docs.PAGE.read_text("utf-8")
    assert [each.key for each in leaves() if f"| `{each.name}` | {each.words.label}" not in text] == []
