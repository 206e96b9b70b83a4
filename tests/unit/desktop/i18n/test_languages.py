from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt

from lookhear.desktop.engine.settings.declared import General, Language
from lookhear.desktop.i18n.languages import SPOKEN, Languages, is_right_to_left, isolated, language_for, locale_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    made.follow(General(language=Language.ENGLISH))
    yield made
    made.follow(General(language=Language.ENGLISH))
    made.forget()
    made.deleteLater()


@pytest.mark.parametrize(
    ("wished", "of_the_system", "spoken"),
    [
        (Language.GERMAN, ["en-US"], Language.GERMAN),
        (Language.SYSTEM, ["de-AT", "en-US"], Language.GERMAN),
        (Language.SYSTEM, ["ar_EG"], Language.ARABIC),
        (Language.SYSTEM, ["fr-FR", "de-DE"], Language.GERMAN),
        (Language.SYSTEM, ["fr-FR"], Language.ENGLISH),
        (Language.SYSTEM, ["C"], Language.ENGLISH),
        (Language.SYSTEM, [], Language.ENGLISH),
    ],
)
def test_the_wish_goes_before_the_system_and_english_is_the_last_resort(
    wished: Language, of_the_system: list[str], spoken: Language
) -> None:
    assert language_for(wished, of_the_system) is spoken


def test_numbers_are_those_of_the_system_where_it_speaks_the_language() -> None:
    austria = QLocale("de_AT")
    assert locale_for(Language.GERMAN, austria) == austria
    assert locale_for(Language.GERMAN, QLocale("en_GB")) == QLocale("de_DE")
    assert locale_for(Language.ENGLISH, QLocale("en_GB")) == QLocale("en_GB")
    assert locale_for(Language.ARABIC, QLocale("de_DE")).toString(12) == "12"


def test_another_language_is_spoken_at_once(languages: Languages, qtbot: QtBot) -> None:
    assert QCoreApplication.translate("Errors", "The disk is full.") == "The disk is full."
    with qtbot.waitSignal(languages.changed):
        languages.follow(General(language=Language.GERMAN))
    assert QCoreApplication.translate("Errors", "The disk is full.") == "Der Datenträger ist voll."
    assert QLocale().language() == QLocale.Language.German
    assert not is_right_to_left()


def test_arabic_runs_from_right_to_left_and_back(languages: Languages, qapp: QApplication) -> None:
    languages.follow(General(language=Language.ARABIC))
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert isolated("1920 × 1080") == "\u20681920 × 1080\u2069"
    languages.follow(General(language=Language.ENGLISH))
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert isolated("1920 × 1080") == "1920 × 1080"


def test_the_same_language_again_changes_nothing(languages: Languages, qtbot: QtBot) -> None:
    languages.follow(General(language=Language.GERMAN))
    with qtbot.assertNotEmitted(languages.changed):
        languages.follow(General(language=Language.GERMAN))


def test_qts_own_words_are_translated_too(languages: Languages) -> None:
    languages.follow(General(language=Language.GERMAN))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_every_language_but_the_systems_is_spoken() -> None:
    assert set(SPOKEN) | {Language.SYSTEM} == set(Language)
