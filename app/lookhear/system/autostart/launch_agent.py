"""Starting with the session on macOS: an agent of this person's, a property list that launchd reads at login (launchd.plist(5)).

`launchctl` is not asked: it would start a second one now. From macOS 13 on people see the agent under "Login Items" and may turn it off
there; that is noted outside of the file, so that BLOCKED cannot be told.
"""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import LookhearError, SettingsError
from lookhear.system.autostart.kinds import AutostartState
from lookhear.system.identity import APP_ID
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LABEL: Final = APP_ID


class LaunchAgent:
    """`Autostart` as an agent. ``folder`` is the person's ``Library/LaunchAgents``."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{LABEL}.plist"
        self._command = list(command)

    def state(self) -> AutostartState:
        """See `Autostart.state`."""
        try:
            agent: Any = plistlib.loads(self._path.read_bytes())
        except FileNotFoundError:
            return AutostartState.OFF
        except (OSError, ValueError, plistlib.InvalidFileException):
            return AutostartState.BLOCKED
        if not isinstance(agent, dict) or agent.get("Disabled") is True:
            return AutostartState.BLOCKED
        return AutostartState.ON

    def put(self, *, is_on: bool) -> None:
        """See `Autostart.put`."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",  # with a desktop, not over the network
            "ProcessType": "Interactive",
        }
        try:
            if is_on:
                private_folder(self._path.parent)
                self._path.write_bytes(plistlib.dumps(agent))
            else:
                self._path.unlink(missing_ok=True)
        except LookhearError as error:
            raise SettingsError(str(error), hint=error.hint) from error
        except OSError as error:
            raise SettingsError(f"{self._path} cannot be changed ({error.strerror}).", hint="Check its permissions.") from error
