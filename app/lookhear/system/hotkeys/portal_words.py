"""A combination as the portal of a Wayland desktop wants it: the XDG "shortcuts" specification, such as ``CTRL+ALT+r``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.system.hotkeys.kinds import Modifier

if TYPE_CHECKING:
    from lookhear.system.hotkeys.kinds import Combination

_MODIFIERS: Final = {Modifier.CTRL: "CTRL", Modifier.ALT: "ALT", Modifier.SHIFT: "SHIFT", Modifier.META: "LOGO"}
_NAMES: Final = {  # what xkb_keysym_get_name() calls them
    "Space": "space",
    "Backspace": "BackSpace",
    "Return": "Return",
    "Enter": "KP_Enter",
    "Ins": "Insert",
    "Del": "Delete",
    "PgUp": "Page_Up",
    "PgDown": "Page_Down",
    "Esc": "Escape",
    "ScrollLock": "Scroll_Lock",
    "Media Play": "XF86AudioPlay",
    "Media Pause": "XF86AudioPause",
    "Media Stop": "XF86AudioStop",
    "Media Record": "XF86AudioRecord",
    "!": "exclam",
    '"': "quotedbl",
    "#": "numbersign",
    "$": "dollar",
    "%": "percent",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "parenleft",
    ")": "parenright",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "period",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "?": "question",
    "@": "at",
    "[": "bracketleft",
    "\\": "backslash",
    "]": "bracketright",
    "^": "asciicircum",
    "_": "underscore",
    "`": "grave",
    "{": "braceleft",
    "|": "bar",
    "}": "braceright",
    "~": "asciitilde",
}


def trigger_of(combination: Combination) -> str:
    """The trigger that the desktop is asked to prefer."""
    key = _NAMES.get(combination.key, combination.key.lower() if len(combination.key) == 1 else combination.key)
    return "+".join([*(_MODIFIERS[modifier] for modifier in Modifier if modifier in combination.modifiers), key])
