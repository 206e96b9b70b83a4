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

    def request(self, permission: Permission) -> PermissionStatus:
        """See `Permissions.request`. Nobody is asked anything here."""
        match permission:
            case Permission.SCREEN_CAPTURE if self._is_wayland:
                return PermissionStatus.RESTRICTED
            case Permission.CAMERA:  # this program has no use for one
                return PermissionStatus.RESTRICTED
            case _:
                return PermissionStatus.GRANTED
