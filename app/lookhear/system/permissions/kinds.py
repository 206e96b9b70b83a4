"""What a system lets a program do only if its person agrees, in words of our own."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol


class Permission(StrEnum):
    """What can be asked for; the values are those of contract §6.2 and §5.1."""

    MICROPHONE = "microphone"
    SCREEN_CAPTURE = "screen-capture"
    SYSTEM_AUDIO = "system-audio"
    ACCESSIBILITY = "accessibility"
    CAMERA = "camera"

    @classmethod
    def parse(cls, text: str) -> Permission:
        """Read a name, with underscores or hyphens. Raises ValueError with a sentence for another one."""
        try:
            return cls(text.strip().lower().replace("_", "-"))
        except ValueError:
            raise ValueError(f"{text!r} is not a permission; there are {', '.join(cls)}.") from None


class PermissionStatus(StrEnum):
    """What the system says; the values are those of contract §6.2."""

    GRANTED = "granted"
    DENIED = "denied"  # by the person
    UNDETERMINED = "undetermined"  # nobody was asked, or has not answered yet
    RESTRICTED = "restricted"  # by the system: no person here can grant it


class Permissions(Protocol):
    """Asks the system. May block for as long as a person takes to answer, at most `ANSWERED_WITHIN_S`."""

    def request(self, permission: Permission) -> PermissionStatus:
        """Ask for one, showing the system's question where it has one; says how it stands then. Never fails."""
        ...


ANSWERED_WITHIN_S: Final = 20.0  # a person's answer to the system's question; programs wait for half a minute
