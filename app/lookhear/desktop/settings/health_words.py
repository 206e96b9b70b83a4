"""The words of the health report: what each line is, and what to do where it does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lookhear.desktop.engine.health import HealthName
from lookhear.desktop.times import size_text
from lookhear.desktop.words import engine_text, told

if TYPE_CHECKING:
    from lookhear.desktop.engine.health import HealthLine


def name_of(name: HealthName) -> str:
    """What was looked at."""
    tr = QCoreApplication.translate
    return {
        HealthName.DISPLAY: tr("Health", "Display"),
        HealthName.MICROPHONE: tr("Health", "Microphone"),
        HealthName.SYSTEM_AUDIO: tr("Health", "System audio"),
        HealthName.ENCODER: tr("Health", "Video encoder"),
        HealthName.FOLDER: tr("Health", "Folder for recordings"),
        HealthName.DISK: tr("Health", "Disk"),
        HealthName.SETTINGS: tr("Health", "Settings"),
        HealthName.BACKEND: tr("Health", "Backend"),
        HealthName.SECRETS: tr("Health", "Passwords and tokens"),
        HealthName.AUTOSTART: tr("Health", "Start at login"),
    }[name]


def detail_of(line: HealthLine) -> str:
    """What was seen."""
    tr = QCoreApplication.translate
    if line.error is not None:
        return told(line.error).sentence
    if line.amount_bytes is not None:
        return tr("Health", "{size} free").format(size=size_text(line.amount_bytes))
    match line.name:
        case HealthName.SECRETS:
            kept = tr("Health", "In the system’s keyring"), tr("Health", "In a file that only you can read, because there is no keyring")
            return kept[0] if line.is_good else kept[1]
        case HealthName.AUTOSTART:
            states = {"on": tr("Health", "On"), "off": tr("Health", "Off"), "blocked": tr("Health", "Switched off by the system")}
            return states.get(line.detail, tr("Health", "Not possible here"))
        case HealthName.BACKEND if not line.detail:
            return tr("Health", "This computer’s own, which starts when it is needed")
        case _:
            return engine_text(line.detail)


def hint_of(line: HealthLine) -> str:
    """What to do; empty where it works."""
    if line.is_good:
        return ""
    tr = QCoreApplication.translate
    hints = {
        HealthName.DISPLAY: tr("Health", "Connect a display, and log in to a session that programs may look at."),
        HealthName.MICROPHONE: tr("Health", "Plug one in, or choose one in the system’s sound settings. You can record without."),
        HealthName.SYSTEM_AUDIO: tr("Health", "Choose an output in the system’s sound settings. You can record without."),
        HealthName.ENCODER: tr("Health", "Install Lookhear again."),
        HealthName.FOLDER: tr("Health", "Choose another folder under Storage."),
        HealthName.DISK: tr("Health", "Free some room: an hour of a busy desktop takes up to 5 GB."),
        HealthName.SETTINGS: tr("Health", "Look through the settings; what could not be read is at its default."),
        HealthName.BACKEND: tr("Health", "Look at Backend and account. Recordings are safe here until it answers."),
        HealthName.SECRETS: tr("Health", "That is as safe as your account. Install a keyring to have them encrypted."),
        HealthName.AUTOSTART: tr("Health", "Switch it off and on again under General."),
    }
    return hints[line.name]
