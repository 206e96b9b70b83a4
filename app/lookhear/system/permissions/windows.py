r"""Permissions on Windows: the microphone's switch in the privacy settings. Programs may look at the screen and listen to outputs.

The switches are values "Allow" or "Deny" in the registry, under ``…\CapabilityAccessManager\ConsentStore\microphone``: the whole
machine's, the person's, and the person's for programs that come in no package ("Let desktop apps access your microphone").
They can be read, and are changed by the person alone, so that nothing is ever asked here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

from lookhear.system.permissions.kinds import Permission, PermissionStatus

STORE: Final = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"
_UNPACKAGED: Final = STORE + r"\NonPackaged"
_DENY: Final = "Deny"
_PAGE: Final = "ms-settings:privacy-microphone"


class Hive(StrEnum):
    """The parts of the registry that are read."""

    MACHINE = "HKEY_LOCAL_MACHINE"
    PERSON = "HKEY_CURRENT_USER"


class ReadValue(Protocol):
    """Reads the text ``Value`` of a key."""

    def __call__(self, hive: Hive, key: str) -> str | None:
        """None where there is no such key or value."""
        ...


class WindowsPermissions:
    """`Permissions` by what the registry says."""

    goes_stale = False

    def __init__(self, read: ReadValue) -> None:
        self._read = read

    def request(self, permission: Permission) -> PermissionStatus:
        """See `Permissions.request`."""
        return self.status(permission)

    def needs(self) -> tuple[Permission, ...]:
        """See `DesktopPermissions.needs`."""
        return (Permission.MICROPHONE,)

    def status(self, permission: Permission) -> PermissionStatus:
        """See `DesktopPermissions.status`."""
        match permission:
            case Permission.MICROPHONE:
                return self._microphone()
            case Permission.CAMERA:  # this program has no use for one
                return PermissionStatus.RESTRICTED
            case _:
                return PermissionStatus.GRANTED

    def status_of_new_process(self, permission: Permission) -> None:
        """See `DesktopPermissions.status_of_new_process`."""

    def sees_others(self) -> None:
        """See `DesktopPermissions.sees_others`."""

    def is_asked_once(self, permission: Permission) -> bool:
        """See `DesktopPermissions.is_asked_once`."""
        del permission
        return False

    def can_ask(self, permission: Permission) -> bool:
        """See `DesktopPermissions.can_ask`."""
        del permission
        return False

    def settings_link(self, permission: Permission) -> str:
        """See `DesktopPermissions.settings_link`."""
        return _PAGE if permission is Permission.MICROPHONE else ""

    def _microphone(self) -> PermissionStatus:
        if self._read(Hive.MACHINE, STORE) == _DENY:
            return PermissionStatus.RESTRICTED
        if _DENY in {self._read(Hive.PERSON, STORE), self._read(Hive.PERSON, _UNPACKAGED)}:
            return PermissionStatus.DENIED
        return PermissionStatus.GRANTED
