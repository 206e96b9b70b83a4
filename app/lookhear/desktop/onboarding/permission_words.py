"""What a permission is for, how it stands, and what to do: in the person's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.permissions import StepState
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.words import engine_text
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from lookhear.desktop.engine.permissions import PermissionStep

translate = QCoreApplication.translate

GLYPHS: Final = {
    Permission.SCREEN_CAPTURE: "display",
    Permission.MICROPHONE: "microphone",
    Permission.SYSTEM_AUDIO: "speaker",
    Permission.ACCESSIBILITY: "keyboard",
    Permission.CAMERA: "camera",
}
_TONES: Final = {
    StepState.WORKS: Tone.SUCCESS,
    StepState.DENIED: Tone.DANGER,
    StepState.STALE: Tone.DANGER,
    StepState.NEEDS_RELAUNCH: Tone.WARNING,
    StepState.SILENT: Tone.WARNING,
    StepState.NO_DEVICE: Tone.WARNING,
    StepState.RESTRICTED: Tone.WARNING,
}


@dataclass(frozen=True, slots=True)
class StepWords:
    """``badge`` is a word or two, ``sentence`` says how it stands, ``hint`` what to do."""

    badge: str
    sentence: str
    hint: str
    tone: Tone


def name_of(permission: Permission) -> str:
    """What is permitted."""
    return {
        Permission.SCREEN_CAPTURE: translate("Permissions", "Screen recording"),
        Permission.MICROPHONE: translate("Permissions", "Microphone"),
        Permission.SYSTEM_AUDIO: translate("Permissions", "System audio"),
        Permission.ACCESSIBILITY: translate("Permissions", "Accessibility"),
        Permission.CAMERA: translate("Permissions", "Camera"),
    }[permission]


def question_of(permission: Permission) -> str:
    """What a person is asked."""
    return {
        Permission.SCREEN_CAPTURE: translate("Permissions", "May Lookhear see your screen?"),
        Permission.MICROPHONE: translate("Permissions", "May Lookhear hear your microphone?"),
        Permission.SYSTEM_AUDIO: translate("Permissions", "May Lookhear hear what this computer plays?"),
    }.get(permission, name_of(permission))


def reason_of(permission: Permission) -> str:
    """Why it is wanted."""
    return {
        Permission.SCREEN_CAPTURE: translate(
            "Permissions",
            "Without it the system shows Lookhear nothing but your wallpaper. The screen is looked at while you record, "
            "while you choose a display, and at no other time.",
        ),
        Permission.MICROPHONE: translate(
            "Permissions",
            "Your voice becomes a track of its own. The microphone is opened while you record with it or look at its level, "
            "and never when it is switched off.",
        ),
        Permission.SYSTEM_AUDIO: translate("Permissions", "What the others in a call say, and everything else that this computer plays."),
        Permission.ACCESSIBILITY: translate("Permissions", "For the names of windows beside a recording."),
        Permission.CAMERA: translate("Permissions", "Lookhear uses no camera."),
    }[permission]


def words_of(step: PermissionStep) -> StepWords:
    """How a step stands."""
    badge, sentence, hint = _words(step)
    return StepWords(badge, sentence, hint, _TONES.get(step.state, Tone.NEUTRAL))


def _words(step: PermissionStep) -> tuple[str, str, str]:
    match step.state:
        case StepState.NOT_ASKED:
            return (
                translate("Permissions", "Not allowed yet"),
                translate("Permissions", "The system has not asked you yet."),
                translate("Permissions", "Press Allow, and agree in the system's own window."),
            )
        case StepState.DENIED:
            return (
                translate("Permissions", "Not allowed"),
                translate("Permissions", "The system does not allow it."),
                translate("Permissions", "Open the system's settings and switch Lookhear on. This page notices by itself."),
            )
        case StepState.NEEDS_RELAUNCH:
            return (
                translate("Permissions", "Start again"),
                translate("Permissions", "It is allowed now, and counts from the next start on."),
                translate("Permissions", "Lookhear closes and opens again; nothing is lost."),
            )
        case StepState.STALE:
            return (
                translate("Permissions", "Switch off and on"),
                translate("Permissions", "The settings may show it as allowed, and the system gives Lookhear nothing."),
                translate(
                    "Permissions",
                    "After an update the system can take Lookhear for another program. Switch it off there and on again; "
                    "if that does not help, remove it from the list and add it anew.",
                ),
            )
        case _:
            return _words_of_settled(step)


def _words_of_settled(step: PermissionStep) -> tuple[str, str, str]:
    saw = isolated(engine_text(step.proof))
    match step.state:
        case StepState.WORKS:
            return translate("Permissions", "Works"), _what_worked(step.permission, saw), ""
        case StepState.UNTESTED:
            return (
                translate("Permissions", "Allowed"),
                translate("Permissions", "The system allows it."),
                translate("Permissions", "A short test shows whether it really works."),
            )
        case StepState.SILENT:
            return (
                translate("Permissions", "Silent"),
                translate("Permissions", "{name} was opened and gives nothing but silence.").format(name=saw),
                translate("Permissions", "Look for a switch at the microphone, say something, and test again."),
            )
        case StepState.NO_DEVICE:
            nothing = translate("Permissions", "There is no microphone that could be tested.")
            return (
                translate("Permissions", "Nothing there"),
                nothing,
                translate("Permissions", "Plug one in and test again, or go on without."),
            )
        case _:
            return translate("Permissions", "Not possible here"), *_why_restricted(step.permission, saw)


def _what_worked(permission: Permission, saw: str) -> str:
    if not saw:
        return translate("Permissions", "A test capture worked.")
    if permission is Permission.SCREEN_CAPTURE:
        return translate("Permissions", "A picture of {size} pixels was seen.").format(size=saw)
    return translate("Permissions", "{name} was heard.").format(name=saw)


def _why_restricted(permission: Permission, saw: str) -> tuple[str, str]:
    if permission is Permission.SCREEN_CAPTURE:
        return (
            saw or translate("Permissions", "This session shows its screen to no program that asks in the way Lookhear does."),
            translate("Permissions", "On Linux, log in to an X11 session instead of Wayland. Sound can be recorded meanwhile."),
        )
    return (
        saw or translate("Permissions", "This computer's rules forbid it."),
        translate("Permissions", "Whoever looks after this computer can change that."),
    )
