"""Key combinations and what binds them, whatever the system.

A combination is written as Qt writes it on every system, its "portable text": ``Ctrl+Alt+R``, ``Meta+F9``. On macOS ``Ctrl`` is the
Command key and ``Meta`` the Control key, as in Qt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FUNCTION_KEY: Final = re.compile(r"F([1-9]|[12][0-9]|3[0-5])")
_KEEPS_TYPING: Final = frozenset({"Print", "Pause", "ScrollLock", "Media Play", "Media Pause", "Media Stop", "Media Record"})
NAMED_KEYS: Final = _KEEPS_TYPING | {
    "Space",
    "Tab",
    "Backspace",
    "Return",
    "Enter",
    "Ins",
    "Del",
    "Home",
    "End",
    "PgUp",
    "PgDown",
    "Left",
    "Up",
    "Right",
    "Down",
    "Esc",
}


class Modifier(StrEnum):
    """A key that is held while another one is pressed."""

    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"
    META = "Meta"


class Trouble(StrEnum):
    """Why keys cannot be a hotkey, or should not."""

    NOT_KEYS = "not_keys"  # no combination, or a sequence of several
    NEEDS_MODIFIER = "needs_modifier"  # it would be taken away from typing
    UNKNOWN_KEY = "unknown_key"  # this keyboard or system has no such key
    TAKEN = "taken"  # by the system or another program
    USED_TWICE = "used_twice"  # by another verb of ours
    COMMON = "common"  # it works, and is missed in browsers and editors
    NOT_BOUND = "not_bound"  # the desktop asked the person, or decided for itself

    @property
    def is_warning(self) -> bool:
        """Whether the keys work all the same."""
        return self is Trouble.COMMON


class Unavailable(StrEnum):
    """Why a session has no hotkeys at all."""

    NO_DISPLAY = "no_display"
    NO_PORTAL = "no_portal"  # a Wayland session whose desktop offers programs no global hotkeys
    FAILED = "failed"  # the system refused to begin with


@dataclass(frozen=True, slots=True)
class Combination:
    """One key with its modifiers. ``key`` is a character in upper case, ``F1`` … ``F35`` or one of `NAMED_KEYS`."""

    modifiers: frozenset[Modifier]
    key: str

    @classmethod
    def parse(cls, text: str) -> Combination:
        """Read portable text. Raises ValueError for what is no single combination."""
        rest, modifiers = text.strip(), set[Modifier]()
        while True:
            held = next((modifier for modifier in Modifier if rest.startswith(f"{modifier}+") and len(rest) > len(modifier) + 1), None)
            if held is None:
                break
            modifiers.add(held)
            rest = rest[len(held) + 1 :]
        is_key = (len(rest) == 1 and rest.isprintable() and rest != " ") or rest in NAMED_KEYS or _FUNCTION_KEY.fullmatch(rest) is not None
        if not is_key:
            raise ValueError(f"{text!r} is not one key with modifiers, such as Ctrl+Alt+R")
        is_letter = len(rest) == 1 and len(rest.upper()) == 1  # the capital of ß is two
        return cls(frozenset(modifiers), rest.upper() if is_letter else rest)

    @property
    def function_number(self) -> int | None:
        """9 for ``F9``; None for another key."""
        found = _FUNCTION_KEY.fullmatch(self.key)
        return int(found.group(1)) if found is not None else None

    @property
    def spoils_typing(self) -> bool:
        """Whether it takes a key away from every text field: a letter alone, or with Shift."""
        return not self.modifiers - {Modifier.SHIFT} and self.function_number is None and self.key not in _KEEPS_TYPING

    @property
    def is_common(self) -> bool:
        """Whether browsers and editors have it for something else, such as reloading, copying or closing."""
        return self.modifiers in _COMMON_MODIFIERS and len(self.key) == 1

    def __str__(self) -> str:
        return "+".join([*(modifier.value for modifier in Modifier if modifier in self.modifiers), self.key])


_COMMON_MODIFIERS: Final = (frozenset({Modifier.CTRL}), frozenset({Modifier.CTRL, Modifier.SHIFT}))


@dataclass(frozen=True, slots=True)
class Bound:
    """What became of a wish to bind. ``chosen`` has the keys in the desktop's words, where it is the desktop that binds."""

    troubles: Mapping[str, Trouble]
    chosen: Mapping[str, str]


class Hotkeys(Protocol):
    """Binds keys of the whole session. Every method may block for as long as the system takes; one thread at a time uses it."""

    @property
    def unavailable(self) -> Unavailable | None:
        """Why there are none here; known after `start`."""
        ...

    def start(self, pressed: Callable[[str], object]) -> None:
        """Get ready. ``pressed`` is called with a name, on a thread of its own, once for each press and not while a key is held."""
        ...

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """Bind these and no others. ``words`` say what each name does, for the desktop to show. Never fails: what does not work is told."""
        ...

    def check(self, combination: Combination) -> Trouble | None:
        """Whether it could be bound, where that can be tried without anybody seeing; None for yes, or not known."""
        ...

    def close(self) -> None:
        """Let go of all keys. Harmless twice, and without `start`."""
        ...
