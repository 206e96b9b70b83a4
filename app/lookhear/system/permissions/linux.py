"""Permissions on Linux: a desktop program needs none, but a Wayland session shows its screen to none that asks the old way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.permissions.kinds import Permission, PermissionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping


class LinuxPermissions:
    """`Permissions` of an X11 or Wayland session. A device that is not there is no permission that is missing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._is_wayland = bool(environ.get("WAYLAND_DISPLAY")) or environ.get("XDG_SESSION_TYPE") == "wayland"

    goes_stale = False

    def request(self, permission: Permission) -> PermissionStatus:
        """See `Permissions.request`. Nobody is asked anything here."""
        return self.status(permission)

    def needs(self) -> tuple[Permission, ...]:
        """See `DesktopPermissions.needs`: only a Wayland session's screen, which nobody can grant."""
        return (Permission.SCREEN_CAPTURE,) if self._is_wayland else ()

    def status(self, permission: Permission) -> PermissionStatus:
        """See `DesktopPermissions.status`."""
        match permission:
            case Permission.SCREEN_CAPTURE if self._is_wayland:
                return PermissionStatus.RESTRICTED
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
        del permission
        return ""
