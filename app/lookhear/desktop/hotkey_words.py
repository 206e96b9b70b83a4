"""The sentences about global hotkeys, in the language of the person."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lookhear.system.hotkeys.kinds import Trouble, Unavailable


def trouble_text(trouble: Trouble) -> str:
    """Why keys cannot be used, or should not, and what to do."""
    translate = QCoreApplication.translate
    return {
        Trouble.NOT_KEYS: translate("Hotkeys", "This is not one key with modifiers. Press for example Ctrl+Alt+R."),
        Trouble.NEEDS_MODIFIER: translate("Hotkeys", "This key is needed for typing. Hold Ctrl, Alt or the system key with it."),
        Trouble.UNKNOWN_KEY: translate("Hotkeys", "This keyboard has no such key. Press another one."),
        Trouble.TAKEN: translate("Hotkeys", "Another program or the system has these keys. Press others."),
        Trouble.USED_TWICE: translate("Hotkeys", "These keys do something else in Lookhear already. Press others."),
        Trouble.COMMON: translate("Hotkeys", "These keys work, but browsers and editors use them, and will no longer hear them."),
        Trouble.NOT_BOUND: translate("Hotkeys", "The desktop did not bind these keys. Its keyboard settings can."),
    }[trouble]


def unavailable_text(why: Unavailable) -> str:
    """Why there are no global hotkeys here, and what to do instead."""
    translate = QCoreApplication.translate
    return {
        Unavailable.NO_DISPLAY: translate("Hotkeys", "There is no display whose keys could be heard."),
        Unavailable.NO_PORTAL: translate(
            "Hotkeys", "This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead."
        ),
        Unavailable.FAILED: translate(
            "Hotkeys", "The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead."
        ),
    }[why]
