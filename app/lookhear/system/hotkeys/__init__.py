"""Global hotkeys: chooses what binds them in this session."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.hotkeys.kinds import Bound, Combination, Hotkeys, Modifier, Trouble, Unavailable
from lookhear.system.hotkeys.none import NoHotkeys

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Bound", "Combination", "Hotkeys", "Modifier", "NoHotkeys", "Trouble", "Unavailable", "hotkeys_of_this_session"]


def hotkeys_of_this_session(environ: Mapping[str, str], *, app_id: str) -> Hotkeys:
    """What binds keys in the session that the environment is of. ``app_id`` is the name that a Wayland desktop knows the program by."""
    if sys.platform == "darwin":
        from lookhear.system.hotkeys.darwin import MacHotkeys
        from lookhear.system.hotkeys.darwin_carbon import Carbon

        return MacHotkeys(Carbon)
    if sys.platform == "win32":
        from lookhear.system.hotkeys.windows import WindowsHotkeys
        from lookhear.system.hotkeys.windows_user32 import User32

        return WindowsHotkeys(User32)
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        from lookhear.system.hotkeys.portal import PortalHotkeys

        return PortalHotkeys(environ.get("DBUS_SESSION_BUS_ADDRESS", ""), app_id=app_id)
    if display := environ.get("DISPLAY"):
        from lookhear.system.hotkeys.x11 import X11Hotkeys

        return X11Hotkeys(display)
    return NoHotkeys(Unavailable.NO_DISPLAY)
