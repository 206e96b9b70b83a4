"""Global hotkeys as the GUI sees them: frozen values. `desktop.hotkey_words` has the sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.system.hotkeys.kinds import Trouble, Unavailable


class Verb(StrEnum):
    """What a hotkey does; each is a field of `settings.declared.Shortcuts`."""

    TOGGLE = "toggle"
    PAUSE = "pause"
    MUTE = "mute"
    MARKER = "marker"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotkeysState:
    """How the hotkeys stand.

    ``unavailable`` says why this session has none. ``troubles`` has the verbs whose keys do not work, or should not be used.
    ``chosen_elsewhere`` has what the desktop itself bound, in its words: there a person may choose other keys than ours.
    """

    unavailable: Unavailable | None = None
    troubles: tuple[tuple[Verb, Trouble], ...] = ()
    chosen_elsewhere: tuple[tuple[Verb, str], ...] = ()

    def trouble(self, verb: Verb) -> Trouble | None:
        """Why the keys of this verb do not work; None when they do, or when none are set."""
        return dict(self.troubles).get(verb)
