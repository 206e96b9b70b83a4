"""Starting with the session: how it stands, and who can change it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class AutostartState(StrEnum):
    """How it stands."""

    ON = "on"
    OFF = "off"
    BLOCKED = "blocked"  # we asked for it, and a person turned it off in the system's own settings
    MISSING = "missing"  # this system has no way we know of


class Autostart(Protocol):
    """The system's list of what starts at login. Both may block for a moment."""

    def state(self) -> AutostartState:
        """How it really stands, looked up now. Never fails."""
        ...

    def put(self, *, is_on: bool) -> None:
        """Have it so. Raises SettingsError with a sentence where the system does not let us."""
        ...
