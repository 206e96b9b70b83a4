"""Which window has the focus: chooses what watches it in this session."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.active_window.kinds import ActiveWindow, ActiveWindows, Unavailable
from lookhear.system.active_window.none import NoActiveWindows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ActiveWindow", "ActiveWindows", "NoActiveWindows", "Unavailable", "active_windows_of_this_session"]


def active_windows_of_this_session(environ: Mapping[str, str]) -> ActiveWindows:
    """What watches the windows of the session that the environment is of. Nothing is asked yet."""
    if sys.platform == "darwin":
        from lookhear.system.active_window.darwin_windows import FrontWindow
        from lookhear.system.active_window.polled import PolledWindows

        return PolledWindows(FrontWindow)
    if sys.platform == "win32":
        from lookhear.system.active_window.polled import PolledWindows
        from lookhear.system.active_window.windows_user32 import ForegroundWindow

        return PolledWindows(ForegroundWindow)
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        return NoActiveWindows(Unavailable.WAYLAND)
    if display := environ.get("DISPLAY"):
        from lookhear.system.active_window.x11 import X11Windows

        return X11Windows(display)
    return NoActiveWindows(Unavailable.NO_DISPLAY)
