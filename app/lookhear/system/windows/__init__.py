"""Keeping a window of ours out of every picture of the screen: chooses the operating system's way."""

from __future__ import annotations

import sys

from lookhear.system.windows.kinds import KeepsOut, NotHere

__all__ = ["KeepsOut", "NotHere", "keeps_out_here"]


def keeps_out_here() -> KeepsOut:
    """What keeps windows out of pictures on this system."""
    if sys.platform == "win32":
        from lookhear.system.windows.affinity import DisplayAffinity

        return DisplayAffinity.of_this_machine()
    if sys.platform == "darwin":
        from lookhear.system.windows.sharing import WindowSharing

        return WindowSharing.of_this_machine()
    return NotHere()
