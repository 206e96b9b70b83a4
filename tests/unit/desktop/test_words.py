from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop import words
from lookhear.desktop.bridge import UnexpectedError
from lookhear.desktop.engine.settings.declared import General, Language
from lookhear.desktop.i18n.languages import Languages
from lookhear.desktop.words import Told, engine_text, told
from lookhear.errors import BackendRefused, DiskFull, LookhearError, NothingToCapture, SettingsError, SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

SHOWN = (
    "lookhear.errors.capture",
    "lookhear.errors.control",
    "lookhear.errors.storage",
    "lookhear.errors.upload",
    "lookhear.errors.settings",
)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.follow(General(language=Language.GERMAN))
    yield
    languages.follow(General(language=Language.ENGLISH))
    languages.forget()
    languages.deleteLater()


def kinds(of: type[LookhearError] = LookhearError) -> Iterator[type[LookhearError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_in_english_the_engines_own_sentence_is_told() -> None:
    assert told(DiskFull("The disk that holds /r has 2 MB left.")) == Told(
        sentence="The disk that holds /r has 2 MB left.", hint="Free some space; what was recorded so far is safe."
    )


def test_a_hint_for_a_terminal_is_replaced_by_one_for_windows() -> None:
    assert "`" in NothingToCapture("Nothing works.").hint
    assert told(NothingToCapture("Nothing works.")).hint == "Choose others; Settings → Permissions and health shows what is missing."
    assert told(BackendRefused("It refuses.")).hint == "It is safe here; sign in again in Settings → Backend."


def test_a_hint_of_its_own_is_kept() -> None:
    assert told(SettingsError("That is no folder.", hint="Choose it with “Change…”.")).hint == "Choose it with “Change…”."


@pytest.mark.usefixtures("german")
def test_a_sentence_with_a_name_in_it_is_told_by_its_code_and_kept_as_a_detail() -> None:
    error = told(SourceUnavailable("There is no microphone “Yeti” here."))
    assert error.sentence == "Eine gewählte Quelle ist nicht da."
    assert error.detail == "There is no microphone “Yeti” here."
    assert error.hint == "Schließen Sie sie an oder wählen Sie eine andere."
    assert error.all == "Eine gewählte Quelle ist nicht da. Schließen Sie sie an oder wählen Sie eine andere."


@pytest.mark.usefixtures("german")
def test_a_sentence_that_is_always_the_same_is_translated_as_it_stands() -> None:
    assert engine_text("No microphone is connected.") == "Es ist kein Mikrofon angeschlossen."
    assert told(SourceUnavailable("No microphone is connected.")) == Told(
        sentence="Es ist kein Mikrofon angeschlossen.", hint="Schließen Sie sie an oder wählen Sie eine andere."
    )
    assert engine_text("Something that nobody translated.") == "Something that nobody translated."
    assert engine_text("") == ""


def test_every_error_that_can_be_shown_has_words_of_its_own() -> None:
    shown = {kind for kind in kinds() if kind.__module__ in SHOWN} | {UnexpectedError}
    assert sorted({kind.code for kind in shown} - words._BY_CODE.keys()) == []


def test_an_error_without_words_has_those_of_its_kind() -> None:
    class Cancelled(SettingsError):
        code = "test.cancelled"

    assert told(Cancelled("It was cancelled.")).hint == "The former value is kept."

    class Strange(LookhearError):
        code = "test.strange"

    assert told(Strange("It is strange.")) == Told(sentence="It is strange.")
