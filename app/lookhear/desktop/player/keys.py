"""What the keys of a player are for: a table."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt

_JUMP_MS: Final = 5_000
_FAR_MS: Final = 10_000
_LOUDER: Final = 10
_ALL_MS: Final = 1 << 30  # further than any recording is long


class Verb(Enum):
    """What a person can do with a key; each takes a number."""

    TOGGLE = auto()
    SEEK = auto()  # by milliseconds
    STEP = auto()  # by pictures
    MARK = auto()  # to the next one, or the one before
    LOUDER = auto()  # by percent
    FASTER = auto()  # by steps of the speeds
    MUTE = auto()
    WHOLE_SCREEN = auto()
    DISPLAY = auto()  # counted from zero


KEYS: Final[dict[int, tuple[Verb, int]]] = {
    Qt.Key.Key_Space: (Verb.TOGGLE, 0),
    Qt.Key.Key_K: (Verb.TOGGLE, 0),
    Qt.Key.Key_MediaTogglePlayPause: (Verb.TOGGLE, 0),
    Qt.Key.Key_MediaPlay: (Verb.TOGGLE, 0),
    Qt.Key.Key_Left: (Verb.SEEK, -_JUMP_MS),
    Qt.Key.Key_Right: (Verb.SEEK, _JUMP_MS),
    Qt.Key.Key_J: (Verb.SEEK, -_FAR_MS),
    Qt.Key.Key_L: (Verb.SEEK, _FAR_MS),
    Qt.Key.Key_Home: (Verb.SEEK, -_ALL_MS),
    Qt.Key.Key_End: (Verb.SEEK, _ALL_MS),
    Qt.Key.Key_Comma: (Verb.STEP, -1),
    Qt.Key.Key_Period: (Verb.STEP, 1),
    Qt.Key.Key_BracketLeft: (Verb.MARK, -1),
    Qt.Key.Key_BracketRight: (Verb.MARK, 1),
    Qt.Key.Key_Up: (Verb.LOUDER, _LOUDER),
    Qt.Key.Key_Down: (Verb.LOUDER, -_LOUDER),
    Qt.Key.Key_Less: (Verb.FASTER, -1),
    Qt.Key.Key_Greater: (Verb.FASTER, 1),
    Qt.Key.Key_M: (Verb.MUTE, 0),
    Qt.Key.Key_F: (Verb.WHOLE_SCREEN, 0),
    **{Qt.Key(Qt.Key.Key_1 + number): (Verb.DISPLAY, number) for number in range(9)},
}
