"""The language of all that is shown: translations, numbers and dates, direction of reading. It may change while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication

from lookhear.desktop import resources
from lookhear.desktop.engine.settings.declared import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.desktop.engine.settings.declared import General

SPOKEN: Final = tuple(language for language in Language if language is not Language.SYSTEM)
_USUAL: Final = {Language.ENGLISH: "en_US", Language.GERMAN: "de_DE", Language.ARABIC: "ar_AE"}
"""Whose numbers and dates a language brings when the system speaks another one. Of the Arabic ones, one that writes digits as clocks do."""


def language_for(wished: Language, of_the_system: Sequence[str]) -> Language:
    """The language that is spoken: the wished one, else the first of the system's (such as ``de-AT``) that there is, else English."""
    if wished is not Language.SYSTEM:
        return wished
    codes = [name.replace("_", "-").split("-")[0] for name in of_the_system]
    return next((Language(code) for code in codes if code in SPOKEN), Language.ENGLISH)


def locale_for(language: Language, system: QLocale) -> QLocale:
    """The locale for numbers and dates: the system's where it is of this language, else the usual one."""
    usual = QLocale(_USUAL[language])
    return system if system.language() == usual.language() else usual


class Languages(QObject):
    """Gives an application its language. ``changed`` comes when it is another one: whoever made texts before makes them anew."""

    changed = Signal()

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self._system = QLocale.system()
        self.spoken: Language | None = None

    def follow(self, general: General) -> None:
        """Speak as these settings say, from now on."""
        language = language_for(general.language, self._system.uiLanguages())
        if language is self.spoken:
            return
        is_first = self.spoken is None
        locale = locale_for(language, self._system)
        QLocale.setDefault(locale)
        self._translate(language)
        self._application.setLayoutDirection(locale.textDirection())
        if not is_first:
            self.changed.emit()

    def forget(self) -> None:
        """Speak as the sources do, without any translation."""
        for old in self._translators:
            self._application.removeTranslator(old)
        self._translators = []
        self.spoken = None

    def _translate(self, language: Language) -> None:
        self.forget()
        self.spoken = language
        of_qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{language}.qm"
        for file in (of_qt, *(str(path) for path in resources.translation_files(language))):
            translator = QTranslator(self)
            if translator.load(file):
                self._application.installTranslator(translator)
                self._translators.append(translator)


def is_right_to_left() -> bool:
    """Whether the language that is spoken runs from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def isolated(text: str) -> str:
    """A size, name, path or address that runs in its own direction within a sentence of a language that runs from right to left."""
    return f"\u2068{text}\u2069" if is_right_to_left() and text else text
