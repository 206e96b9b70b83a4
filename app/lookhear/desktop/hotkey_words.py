"""The sentences about global hotkeys, in the language of the person."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lookhear.system.hotkeys.kinds import Trouble, Unavailable


def trouble_text(trouble: Trouble) -> str:
    """Why keys cannot be used, or should not, and what to do."""
    tr = QCoreApplication.translate
    return {
        Trouble.NOT_KEYS: tr("Hotkeys", "This is not one key with modifiers. Press for example Ctrl+Alt+R."),
        Trouble.NEEDS_MODIFIER: tr("Hotkeys", "This key is needed for typing. Hold Ctrl, Alt or the system key with it."),
        Trouble.UNKNOWN_KEY: tr("Hotkeys", "This keyboard has no such key. Press another one."),
        Trouble.TAKEN: tr("Hotkeys", "Another program or the system has these keys. Press others."),
        Trouble.USED_TWICE: tr("Hotkeys", "These keys do something else in Lookhear already. Press others."),
        Trouble.COMMON: tr("Hotkeys", "These keys work, but browsers and editors use them, and will no longer hear them."),
        Trouble.NOT_BOUND: tr("Hotkeys", "The desktop did not bind these keys. Its keyboard settings can."),
    }[trouble]


def unavailable_text(why: Unavailable) -> str:
    """Why there are no global hotkeys here, and what to do instead."""
    tr = QCoreApplication.translate
    return {
        Unavailable.NO_DISPLAY: tr("Hotkeys", "There is no display whose keys could be heard."),
        Unavailable.NO_PORTAL: tr(
            "Hotkeys", "This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead."
        ),
        Unavailable.FAILED: tr(
            "Hotkeys", "The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead."
        ),
    }[why]
