"""What the system lets this program do: chooses whom to ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.permissions.kinds import DesktopPermissions, Permission, Permissions, PermissionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.system.permissions.windows import Hive

__all__ = ["DesktopPermissions", "Permission", "PermissionStatus", "Permissions", "permissions_of_this_machine"]


def permissions_of_this_machine(environ: Mapping[str, str]) -> DesktopPermissions:
    """The permissions of the person who runs this program, in the session that the environment is of."""
    if sys.platform == "darwin":
        from lookhear.system.permissions.darwin import MacPermissions
        from lookhear.system.permissions.darwin_frameworks import MacFrameworks
        from lookhear.system.permissions.new_process import status_in_new_process

        return MacPermissions(MacFrameworks(), ask_new_process=status_in_new_process)
    if sys.platform == "win32":
        from lookhear.system.permissions.windows import WindowsPermissions

        return WindowsPermissions(_registry_value)
    from lookhear.system.permissions.linux import LinuxPermissions

    return LinuxPermissions(environ)


if sys.platform == "win32":

    def _registry_value(hive: Hive, key: str) -> str | None:
        import winreg

        try:
            with winreg.OpenKey(getattr(winreg, hive), key) as opened:
                value, _ = winreg.QueryValueEx(opened, "Value")
        except OSError:
            return None
        return value if isinstance(value, str) else None
