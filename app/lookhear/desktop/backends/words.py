"""What came of a backend's check, in the person's language: a sentence, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.backends import BackendState
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.words import Told
from lookhear.system.secrets.kinds import SecretPlace

if TYPE_CHECKING:
    from lookhear.desktop.engine.backends import BackendCheck, SecretKept

translate = QCoreApplication.translate


def told_check(check: BackendCheck, kind: BackendKind) -> Told:
    """The sentence and the hint. ``detail`` is what the backend said, where that says more."""
    is_hosted = kind is BackendKind.HOSTED and bool(check.who)
    who = isolated(check.who) if is_hosted else translate("Backends", "The backend of this computer")
    sentence, hint = _words(check.state, who)
    if check.is_good and kind is BackendKind.NONE:
        sentence = translate("Backends", "Recordings stay on this computer and are handed to nobody.")
    if check.is_open_to_others:
        hint = translate("Backends", "It is spoken to without encryption: others on the way can see and hear what is recorded.")
    says_more = check.state in {BackendState.REFUSED, BackendState.BUSY, BackendState.FAILED}
    return Told(sentence=sentence, hint=hint, detail=check.sentence if says_more else "")


def tone_of(check: BackendCheck) -> Tone:
    """Good, good with a warning, or not."""
    if check.is_good:
        return Tone.WARNING if check.is_open_to_others else Tone.SUCCESS
    return Tone.WARNING if check.state in {BackendState.WANTS_SECRET, BackendState.BUSY} else Tone.DANGER


def place_words(kept: SecretKept, *, is_kept: bool) -> str:
    """Where the secret is kept, or would be."""
    if kept.place is SecretPlace.KEYRING:
        if is_kept:
            return translate("Backends", "The secret is kept in the keyring of this system.")
        return translate("Backends", "It will be kept in the keyring of this system.")
    file = isolated(kept.file)
    if is_kept:
        return translate(
            "Backends", "This computer has no keyring: the secret is kept in {file}, not encrypted, readable by you alone."
        ).format(file=file)
    return translate("Backends", "This computer has no keyring: it will be kept in {file}, not encrypted, readable by you alone.").format(
        file=file
    )


def _words(state: BackendState, who: str) -> tuple[str, str]:
    match state:
        case BackendState.GOOD:
            return translate("Backends", "{who} answers and takes recordings.").format(who=who), ""
        case BackendState.BAD_ADDRESS:
            return (
                translate("Backends", "That is not the address of a backend."),
                translate("Backends", "It begins with https:// and holds no user name, ? or #."),
            )
        case BackendState.BAD_SECRET:
            return (
                translate("Backends", "The backend does not accept this secret."),
                translate("Backends", "Copy it once more, as one line without spaces."),
            )
        case BackendState.UNREACHABLE:
            return (
                translate("Backends", "{who} does not answer.").format(who=who),
                translate("Backends", "Check the address and your connection, then try again."),
            )
        case BackendState.UNTRUSTED:
            return (
                translate("Backends", "The certificate of {who} is not trusted by this computer.").format(who=who),
                translate("Backends", "Nothing was sent. Ask whoever runs it."),
            )
        case _:
            return _words_of_answers(state, who)


def _words_of_answers(state: BackendState, who: str) -> tuple[str, str]:
    match state:
        case BackendState.UNSUITABLE:
            return (
                translate("Backends", "What answers at {who} is no capture backend, or too old a one.").format(who=who),
                translate("Backends", "Check the address and the kind; a sign-in page of the network answers like this as well."),
            )
        case BackendState.WANTS_SECRET:
            return (
                translate("Backends", "{who} wants to know who asks.").format(who=who),
                translate("Backends", "Type the key or secret that you were given."),
            )
        case BackendState.REFUSED:
            return translate("Backends", "{who} answers and refuses.").format(who=who), ""
        case BackendState.BUSY:
            return (
                translate("Backends", "{who} is busy or full.").format(who=who),
                translate("Backends", "Try again in a moment."),
            )
        case _:
            return translate("Backends", "The backend could not be asked."), ""
