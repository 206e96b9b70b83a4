"""The words of the settings in the person's language. Labels and hints were declared in English; choices and pages have theirs here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from lookhear.desktop.engine.settings.declared import BackendKind, Click, Language, Motion, Theme
from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.leaves import Leaf

HEALTH: Final = "health"
ABOUT: Final = "about"
ICONS: Final = {
    "general": "settings",
    "recording": "record",
    "audio": "microphone",
    "shortcuts": "keyboard",
    "privacy": "privacy",
    "storage": "disk",
    "backend": "cloud",
    "understanding": "understanding",
    HEALTH: "permission",
    ABOUT: "info",
}
_NATIVE: Final = {Language.ENGLISH: "English", Language.GERMAN: "Deutsch", Language.ARABIC: "العربية"}  # as their speakers write them


def texts() -> tuple[str, ...]:
    """Every text that was declared in English, in order: what translators are given under the context ``Settings``."""
    declared = (text for each in leaves() for text in (each.words.label, each.words.hint, each.words.unit))
    return tuple(dict.fromkeys(text for text in declared if text))


def label_of(leaf: Leaf) -> str:
    """What it is called."""
    return _translated(leaf.words.label)


def hint_of(leaf: Leaf) -> str:
    """What to know of it; empty where the label says it all."""
    return _translated(leaf.words.hint)


def unit_of(leaf: Leaf) -> str:
    """What stands behind its number."""
    return _translated(leaf.words.unit)


def value_text(leaf: Leaf, value: object) -> str:
    """A value in words."""
    if isinstance(value, bool):
        translate = QCoreApplication.translate
        return translate("Settings", "on") if value else translate("Settings", "off")
    if isinstance(value, int):
        number = QLocale().toString(value)
        return f"{number} {unit_of(leaf)}".strip()
    return _choices().get(value) or _NATIVE.get(value) or str(value)  # type: ignore[call-overload]


def page_title(page: str) -> str:
    """What a page is called: a field of `Settings`, `HEALTH` or `ABOUT`."""
    translate = QCoreApplication.translate
    return {
        "general": translate("Settings", "General"),
        "recording": translate("Settings", "Recording"),
        "audio": translate("Settings", "Audio"),
        "shortcuts": translate("Settings", "Shortcuts"),
        "privacy": translate("Settings", "Privacy"),
        "storage": translate("Settings", "Storage"),
        "backend": translate("Settings", "Backend and account"),
        "understanding": translate("Settings", "Understanding"),
        HEALTH: translate("Settings", "Permissions and health"),
        ABOUT: translate("Settings", "About"),
    }[page]


def _choices() -> dict[object, str]:
    translate = QCoreApplication.translate
    return {
        Click.RECORD: translate("Settings", "Starts a recording"),
        Click.PICK: translate("Settings", "Asks what to record"),
        Language.SYSTEM: translate("Settings", "As the system"),
        Theme.SYSTEM: translate("Settings", "As the system"),
        Theme.LIGHT: translate("Settings", "Light"),
        Theme.DARK: translate("Settings", "Dark"),
        Motion.SYSTEM: translate("Settings", "As the system"),
        Motion.FULL: translate("Settings", "On"),
        Motion.REDUCED: translate("Settings", "Reduced"),
        Quality.SMALL: translate("Settings", "Small files"),
        Quality.BALANCED: translate("Settings", "Balanced"),
        Quality.SHARP: translate("Settings", "Sharp"),
        BackendKind.THIS_COMPUTER: translate("Settings", "This computer"),
        BackendKind.HOSTED: translate("Settings", "A backend elsewhere"),
        BackendKind.NONE: translate("Settings", "Nobody"),
    }


def _translated(text: str) -> str:
    return QCoreApplication.translate("Settings", text) if text else ""
