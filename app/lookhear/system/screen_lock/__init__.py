"""Whether the screen is locked: chooses whom to ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.screen_lock.kinds import ScreenLock

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ScreenLock", "screen_lock_of_this_machine"]


def screen_lock_of_this_machine(environ: Mapping[str, str]) -> ScreenLock:
    """That of the session that the environment is of. Nobody is asked yet."""
    if sys.platform == "darwin":
        from lookhear.system.screen_lock.darwin import MacScreenLock

        return MacScreenLock()
    if sys.platform == "win32":
        from lookhear.system.screen_lock.windows import WindowsScreenLock

        return WindowsScreenLock()
    from lookhear.system.screen_lock.linux import LinuxScreenLock
    from lookhear.system.screen_lock.linux_buses import open_buses

    return LinuxScreenLock(lambda: open_buses(environ.get("DBUS_SESSION_BUS_ADDRESS", "")))
