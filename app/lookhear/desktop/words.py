"""What went wrong, told in the person's language: an expected error becomes a sentence and what to do next in this application.

The engine words its errors in English, often with a name or a number in them. A sentence that is always the same is translated as it
stands (context "Engine", collected by scripts/translations.py); another one is told by its code, and what the engine said is ``detail``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

if TYPE_CHECKING:
    from lookhear.errors import LookhearError

ENGINE: Final = "Engine"
_ERRORS: Final = "Errors"
OF_A_TERMINAL: Final = ("`", "--", "LOOKHEAR_", "Ctrl-C", "make setup")
"""What a hint has in it that helps at a command line and nowhere else."""

_BY_CODE: Final[dict[str, tuple[object, object]]] = {
    "lookhear.error": (QT_TRANSLATE_NOOP("Errors", "That did not work."), ""),
    "usage": (QT_TRANSLATE_NOOP("Errors", "That makes no sense as it stands."), ""),
    "desktop.unexpected": (
        QT_TRANSLATE_NOOP("Errors", "Something unexpected happened."),
        QT_TRANSLATE_NOOP("Errors", "Settings → Permissions and health saves a diagnostic archive that helps to mend it."),
    ),
    "capture.error": (
        QT_TRANSLATE_NOOP("Errors", "A source cannot be recorded."),
        QT_TRANSLATE_NOOP("Errors", "Choose another one, or plug it in again."),
    ),
    "capture.permission": (
        QT_TRANSLATE_NOOP("Errors", "The system does not allow that to be recorded."),
        QT_TRANSLATE_NOOP("Errors", "Settings → Permissions and health shows what to allow."),
    ),
    "capture.unavailable": (
        QT_TRANSLATE_NOOP("Errors", "A source that was chosen is not there."),
        QT_TRANSLATE_NOOP("Errors", "Plug it in, or choose another one."),
    ),
    "capture.lost": (
        QT_TRANSLATE_NOOP("Errors", "A source has gone."),
        QT_TRANSLATE_NOOP("Errors", "It is taken up again by itself as soon as it is back."),
    ),
    "capture.nothing": (
        QT_TRANSLATE_NOOP("Errors", "None of the chosen sources can be recorded."),
        QT_TRANSLATE_NOOP("Errors", "Choose others; Settings → Permissions and health shows what is missing."),
    ),
    "encode.error": (
        QT_TRANSLATE_NOOP("Errors", "No encoder for pictures or sound works on this computer."),
        QT_TRANSLATE_NOOP("Errors", "Settings → Permissions and health shows what is missing."),
    ),
    "control.error": (QT_TRANSLATE_NOOP("Errors", "The recording that runs cannot be told that."), ""),
    "control.nothing": (QT_TRANSLATE_NOOP("Errors", "Nothing is being recorded."), ""),
    "control.not_now": (QT_TRANSLATE_NOOP("Errors", "That is not possible now."), ""),
    "shutting_down": (
        QT_TRANSLATE_NOOP("Errors", "Lookhear is just closing."),
        QT_TRANSLATE_NOOP("Errors", "Start it again to go on."),
    ),
    "control.no_answer": (
        QT_TRANSLATE_NOOP("Errors", "The recording that runs does not answer."),
        QT_TRANSLATE_NOOP("Errors", "What was recorded is safe; it can be stopped where it was started."),
    ),
    "engine.failed": (QT_TRANSLATE_NOOP("Errors", "The recording engine failed."), ""),
    "engine.busy": (QT_TRANSLATE_NOOP("Errors", "The recording engine is busy."), QT_TRANSLATE_NOOP("Errors", "Try again in a moment.")),
    "settings.invalid": (
        QT_TRANSLATE_NOOP("Errors", "This setting makes no sense."),
        QT_TRANSLATE_NOOP("Errors", "The former value is kept."),
    ),
    "settings.damaged": (
        QT_TRANSLATE_NOOP("Errors", "The settings could not be read and are at their defaults."),
        QT_TRANSLATE_NOOP("Errors", "Look through them; what was there is kept beside them."),
    ),
    "storage.error": (
        QT_TRANSLATE_NOOP("Errors", "The folder for recordings cannot be used."),
        QT_TRANSLATE_NOOP("Errors", "Check the disk, or choose another folder in Settings → Storage."),
    ),
    "storage.unwritable": (
        QT_TRANSLATE_NOOP("Errors", "The folder cannot be written."),
        QT_TRANSLATE_NOOP("Errors", "Choose another folder, or change its permissions."),
    ),
    "storage.full": (
        QT_TRANSLATE_NOOP("Errors", "The disk is full."),
        QT_TRANSLATE_NOOP("Errors", "Free some space; what was recorded so far is safe."),
    ),
    "storage.damaged": (
        QT_TRANSLATE_NOOP("Errors", "The files of this recording cannot be read."),
        QT_TRANSLATE_NOOP("Errors", "They are left as they are."),
    ),
    "storage.not_found": (QT_TRANSLATE_NOOP("Errors", "This recording is not there any more."), ""),
    "storage.busy": (
        QT_TRANSLATE_NOOP("Errors", "This recording is in use."),
        QT_TRANSLATE_NOOP("Errors", "Try again when that is done."),
    ),
    "media.invalid": (QT_TRANSLATE_NOOP("Errors", "The media of this recording is damaged."), ""),
    "upload.error": (
        QT_TRANSLATE_NOOP("Errors", "The recording cannot be handed over now."),
        QT_TRANSLATE_NOOP("Errors", "It is safe on this computer."),
    ),
    "upload.unreachable": (
        QT_TRANSLATE_NOOP("Errors", "The backend does not answer."),
        QT_TRANSLATE_NOOP("Errors", "It is tried again by itself; recordings are safe here meanwhile."),
    ),
    "upload.busy": (
        QT_TRANSLATE_NOOP("Errors", "The backend is busy."),
        QT_TRANSLATE_NOOP("Errors", "It is tried again by itself; recordings are safe here meanwhile."),
    ),
    "upload.full": (
        QT_TRANSLATE_NOOP("Errors", "The backend has no room left."),
        QT_TRANSLATE_NOOP("Errors", "Whoever runs it has to free some space; recordings are safe here meanwhile."),
    ),
    "upload.unsuitable": (
        QT_TRANSLATE_NOOP("Errors", "What answers there is no capture backend, or too old a one."),
        QT_TRANSLATE_NOOP("Errors", "Check the address in Settings → Backend."),
    ),
    "upload.refused": (
        QT_TRANSLATE_NOOP("Errors", "The backend refuses this recording."),
        QT_TRANSLATE_NOOP("Errors", "It is safe here; sign in again in Settings → Backend."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``sentence`` says what happened, ``hint`` what to do next, ``detail`` what the engine said where that says more."""

    sentence: str
    hint: str = ""
    detail: str = ""

    @property
    def all(self) -> str:
        """Sentence and hint."""
        return f"{self.sentence} {self.hint}".strip()


def told(error: LookhearError) -> Told:
    """An error for people, in the language of the application."""
    by_code = _BY_CODE.get(error.code) or next((_BY_CODE[of] for of in _codes(error) if of in _BY_CODE), _BY_CODE["lookhear.error"])
    own = str(error)
    sentence = engine_text(own)
    if sentence == own and not _speaks_english():
        sentence = QCoreApplication.translate(_ERRORS, str(by_code[0]))
    return Told(sentence=sentence, hint=_hint(error, str(by_code[1])), detail=own if sentence != own and engine_text(own) == own else "")


def engine_text(text: str) -> str:
    """A sentence of the engine that is always the same, translated; any other one as it is."""
    return QCoreApplication.translate(ENGINE, text) if text else ""


def _hint(error: LookhearError, usual: str) -> str:
    """The error's own hint where it helps here and can be said in this language, else that of its kind."""
    own = error.hint
    is_for_here = bool(own) and not any(word in own for word in OF_A_TERMINAL)
    if is_for_here and (_speaks_english() or engine_text(own) != own):
        return engine_text(own)
    return QCoreApplication.translate(_ERRORS, usual) if usual else ""


def _codes(error: LookhearError) -> list[str]:
    """The codes of the kinds of error that this one is, the nearest first."""
    return [code for kind in type(error).__mro__ if isinstance(code := getattr(kind, "code", None), str)]


def _speaks_english() -> bool:
    return QLocale().language() in {QLocale.Language.English, QLocale.Language.C}
