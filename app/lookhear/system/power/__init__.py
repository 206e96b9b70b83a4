"""Keeping the computer awake while it records: chooses how this system is told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.power.kinds import KeepAwake, NoKeepAwake

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KeepAwake", "NoKeepAwake", "keep_awake_of_this_session"]


def keep_awake_of_this_session(environ: Mapping[str, str]) -> KeepAwake:
    """What keeps this computer awake, in the session that the environment is of."""
    if sys.platform == "darwin":
        from lookhear.system.power.darwin import IOKit, MacKeepAwake

        return MacKeepAwake(IOKit)
    if sys.platform == "win32":
        import ctypes

        from lookhear.system.power.windows import WindowsKeepAwake

        return WindowsKeepAwake(ctypes.windll.kernel32.SetThreadExecutionState)
    from lookhear.system.power.linux import LinuxKeepAwake, dial

    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return LinuxKeepAwake(lambda: dial(address)) if address else NoKeepAwake("This session has no message bus to be asked over.")
