"""Global hotkeys as the GUI sees them: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a hotkey does; each is a field of `settings.declared.Shortcuts`."""

    TOGGLE = "toggle"
    PAUSE = "pause"
    MUTE = "mute"
    MARKER = "marker"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotkeysState:
    """How the hotkeys stand.

    ``reason`` is a sentence where this session has none, empty where it has. ``troubles`` has a sentence for each verb whose keys do not
    work. ``chosen_elsewhere`` has what the desktop itself bound, in its words: there a person may choose other keys than ours.
    """

    reason: str = ""
    troubles: tuple[tuple[Verb, str], ...] = ()
    chosen_elsewhere: tuple[tuple[Verb, str], ...] = ()

    @property
    def are_available(self) -> bool:
        """Whether keys can be bound at all."""
        return not self.reason

    def trouble(self, verb: Verb) -> str:
        """Why the keys of this verb do not work; empty when they do, or when none are set."""
        return dict(self.troubles).get(verb, "")
