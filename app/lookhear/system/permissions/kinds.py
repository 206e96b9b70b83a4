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


class DesktopPermissions(Permissions, Protocol):
    """What an application with windows wants to know besides. Nothing of it asks the person anything, all of it may take a moment."""

    goes_stale: bool
    """Whether this system may show a permission as granted that it does not give: to a program it takes for another one."""

    def needs(self) -> tuple[Permission, ...]:
        """What a recorder needs here and not everybody has. Nothing where programs may do it all."""
        ...

    def status(self, permission: Permission) -> PermissionStatus:
        """How it stands, as far as the system tells. Never fails."""
        ...

    def status_of_new_process(self, permission: Permission) -> PermissionStatus | None:
        """What this program would be told if it were started now; None where that is no different, or cannot be found out."""
        ...

    def sees_others(self) -> bool | None:
        """Whether a picture of the screen really has other programs' windows in it; None where that cannot be told."""
        ...

    def is_asked_once(self, permission: Permission) -> bool:
        """Whether the system shows its question a first time and never again, without saying whether it did."""
        ...

    def can_ask(self, permission: Permission) -> bool:
        """Whether the system has a question that could be shown. Where it is asked once, only until it was."""
        ...

    def settings_link(self, permission: Permission) -> str:
        """The address of the system's own page for it; empty where it has none."""
        ...


ANSWERED_WITHIN_S: Final = 20.0  # a person's answer to the system's question; programs wait for half a minute
