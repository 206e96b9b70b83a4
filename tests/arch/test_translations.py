"""Every text is translated into every language, as it stands now, with the same places for values."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET  # our own files
from typing import TYPE_CHECKING

import pytest

from scripts import translations
from scripts.translations import Text

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = pytest.mark.parametrize("language", [name for name in translations.LANGUAGES if name != translations.PLURALS_ONLY])
PLACES = re.compile(r"\{\w*\}|%n|%\d")
FORMS = {"en": 2, "de": 2, "ar": 6}


def messages(language: str) -> list[tuple[str, ET.Element]]:
    """Context and element of every message of a language."""
    tree = ET.parse(translations.FOLDER / f"lookhear_{language}.ts")  # noqa: S314 - our own file
    return [(context.findtext("name") or "", message) for context in tree.iter("context") for message in context.iter("message")]


def forms(message: ET.Element) -> list[str]:
    """What it is translated with: one text, or one for each plural."""
    found = message.find("translation")
    assert found is not None
    return [form.text or "" for form in found.iter("numerusform")] or [found.text or ""]


def test_files_and_sources_agree() -> None:
    assert translations.differences() == [], "run `make translations`, and translate what is new"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    unfinished = [
        f"{context}: {message.findtext('source')}"
        for context, message in messages(language)
        if message.find("translation[@type]") is not None or not all(forms(message))
    ]
    assert unfinished == []


@LANGUAGES
def test_values_have_their_places_in_every_translation(language: str) -> None:
    wrong = []
    for context, message in messages(language):
        wanted = set(PLACES.findall(message.findtext("source") or ""))
        for form in forms(message):
            found = set(PLACES.findall(form))
            if found != wanted and not (message.get("numerus") and found == wanted - {"%n"}):  # "one day" needs no digit
                wrong.append(f"{context}: {form}")
    assert wrong == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_plurals_have_as_many_forms_as_the_language(language: str) -> None:
    plurals = [message for _, message in messages(language) if message.get("numerus")]
    assert plurals
    assert [message.findtext("source") for message in plurals if len(forms(message)) != FORMS[language]] == []


@LANGUAGES
def test_translations_end_as_their_sources_do(language: str) -> None:
    """A sentence stays a sentence, a beginning a beginning."""
    ends = {".": ".", "…": "…", "?": "?؟", ":": ":"}
    wrong = [
        form
        for _, message in messages(language)
        for form in forms(message)
        if (end := (message.findtext("source") or "")[-1:]) in ends and form[-1:] not in ends[end]
    ]
    assert wrong == []


def test_arabic_sentences_run_from_right_to_left_whatever_they_begin_with() -> None:
    wrong = [
        form
        for _, message in messages("ar")
        for form in forms(message)
        if any("\u0600" <= letter <= "\u06ff" for letter in form)
        and next((kind for kind in map(unicodedata.bidirectional, form) if kind in {"L", "R", "AL"}), "") == "L"
    ]
    assert wrong == [], "begin them with U+200F"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class A(QObject):\n def f(self): self.tr('%n file(s)', '', 3)", [Text("A", "%n file(s)", "", is_plural=True)]),
        ("def f(): return QCoreApplication.translate('B', 'Plain', 'hint')", [Text("B", "Plain", "hint")]),
        ("def f(): return translate('B', '%n left', '', round(2.5))", [Text("B", "%n left", "", is_plural=True)]),
        ("T = QT_TRANSLATE_NOOP('C', 'later')", [Text("C", "later")]),
        ("def f(text): return translate('C', text)", []),
        ("def f(context): return translate(context, 'of another')", []),
    ],
)
def test_texts_are_found_wherever_they_stand(source: str, found: list[Text], tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(source, "utf-8")
    assert translations.Finder(path).texts == found


def test_a_text_that_is_no_literal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("class A(QObject):\n def f(self): self.tr(f'{self.name} is gone')", "utf-8")
    with pytest.raises(ValueError, match=r"module\.py:2: a text to be translated has to be a literal"):
        translations.Finder(path)
