"""Starting with the session: chooses the system's way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.system.autostart.kinds import Autostart, AutostartState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Autostart", "AutostartState", "autostart_of_this_machine"]


def autostart_of_this_machine(environ: Mapping[str, str], command: Sequence[str]) -> Autostart:
    """That of the person who runs this program. ``command`` is what is to be started."""
    if sys.platform == "darwin":
        from lookhear.system.autostart.launch_agent import LaunchAgent

        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command)
    if sys.platform == "win32":
        from lookhear.system.autostart.run_key import RunKey
        from lookhear.system.autostart.windows_registry import PersonsRegistry

        return RunKey(PersonsRegistry(), command)
    from lookhear.system.autostart.xdg import XdgAutostart

    return XdgAutostart.find(environ, command, user_home=Path.home())
