"""The words of the health report: what each line is, and what to do where it does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.health import HealthName
from lookhear.desktop.i18n.languages import isolated
from lookhear.desktop.times import size_text
from lookhear.desktop.words import engine_text, told

if TYPE_CHECKING:
    from lookhear.desktop.engine.health import HealthLine


def name_of(name: HealthName) -> str:
    """What was looked at."""
    translate = QCoreApplication.translate
    return {
        HealthName.DISPLAY: translate("Health", "Display"),
        HealthName.MICROPHONE: translate("Health", "Microphone"),
        HealthName.SYSTEM_AUDIO: translate("Health", "System audio"),
        HealthName.ENCODER: translate("Health", "Video encoder"),
        HealthName.FOLDER: translate("Health", "Folder for recordings"),
        HealthName.DISK: translate("Health", "Disk"),
        HealthName.SETTINGS: translate("Health", "Settings"),
        HealthName.BACKEND: translate("Health", "Backend"),
        HealthName.SECRETS: translate("Health", "Passwords and tokens"),
        HealthName.AUTOSTART: translate("Health", "Start at login"),
    }[name]


def detail_of(line: HealthLine) -> str:
    """What was seen."""
    translate = QCoreApplication.translate
    if line.error is not None:
        return told(line.error).sentence
    if line.amount_bytes is not None:
        return translate("Health", "{size} free").format(size=isolated(size_text(line.amount_bytes)))
    match line.name:
        case HealthName.SECRETS:
            in_file = translate("Health", "In a file that only you can read, because there is no keyring")
            return translate("Health", "In the system’s keyring") if line.is_good else in_file
        case HealthName.AUTOSTART:
            return {
                "on": translate("Health", "On"),
                "off": translate("Health", "Off"),
                "blocked": translate("Health", "Switched off by the system"),
            }.get(line.detail, translate("Health", "Not possible here"))
        case HealthName.BACKEND if not line.detail:
            return translate("Health", "This computer’s own, which starts when it is needed")
        case _:
            return isolated(engine_text(line.detail))


def hint_of(line: HealthLine) -> str:
    """What to do; empty where it works."""
    if line.is_good:
        return ""
    if line.error is not None and line.name in {HealthName.DISPLAY, HealthName.MICROPHONE, HealthName.SYSTEM_AUDIO} and line.error.hint:
        return told(line.error).hint
    translate = QCoreApplication.translate
    hints = {
        HealthName.DISPLAY: translate("Health", "Connect a display, and log in to a session that programs may look at."),
        HealthName.MICROPHONE: translate("Health", "Plug one in, or choose one in the system’s sound settings. You can record without."),
        HealthName.SYSTEM_AUDIO: translate("Health", "Choose an output in the system’s sound settings. You can record without."),
        HealthName.ENCODER: translate("Health", "Install Lookhear again."),
        HealthName.FOLDER: translate("Health", "Choose another folder under Storage."),
        HealthName.DISK: translate("Health", "Free some room: an hour of a busy desktop takes up to 5 GB."),
        HealthName.SETTINGS: translate("Health", "Look through the settings; what could not be read is at its default."),
        HealthName.BACKEND: translate("Health", "Look at Backend and account. Recordings are safe here until it answers."),
        HealthName.SECRETS: translate("Health", "That is as safe as your account. Install a keyring to have them encrypted."),
        HealthName.AUTOSTART: translate("Health", "Switch it off and on again under General."),
    }
    return hints[line.name]
