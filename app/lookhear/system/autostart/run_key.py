r"""Starting with the session on Windows: a value below ``HKCU\Software\Microsoft\Windows\CurrentVersion\Run``.

What a person turns off under "Startup apps" stays in that key and is noted beside it, below ``Explorer\StartupApproved\Run``: binary,
and an odd first byte means off.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.errors import SettingsError
from lookhear.system.autostart.kinds import AutostartState

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "Lookhear"
RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Registry(Protocol):
    """The person's part of the registry."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """A value; None where there is none."""
        ...

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text. Raises OSError."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value; harmless where there is none. Raises OSError."""
        ...


class RunKey:
    """`Autostart` as a value of the registry."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._command = subprocess.list2cmdline(command)

    def state(self) -> AutostartState:
        """See `Autostart.state`."""
        if not isinstance(self._registry.read(RUN, NAME), str):
            return AutostartState.OFF
        approved = self._registry.read(APPROVED, NAME)
        is_off = isinstance(approved, bytes) and bool(approved[:1]) and approved[0] % 2 == 1
        return AutostartState.BLOCKED if is_off else AutostartState.ON

    def put(self, *, is_on: bool) -> None:
        """See `Autostart.put`."""
        try:
            if is_on:
                self._registry.write(RUN, NAME, self._command)
            else:
                self._registry.remove(RUN, NAME)
            self._registry.remove(APPROVED, NAME)  # whoever asks for it here means it
        except OSError as error:
            raise SettingsError(f"Windows does not let us change what starts at login ({error.strerror}).") from error
