"""The system's list of what starts at login, as a test wants it."""

from __future__ import annotations

from lookhear.errors import SettingsError
from lookhear.system.autostart import AutostartState


class ScriptedAutostart:
    """`lookhear.system.autostart.Autostart` that says what ``now`` is, and refuses to change while ``refuses``."""

    def __init__(self, now: AutostartState = AutostartState.OFF, *, refuses: bool = False) -> None:
        self.now, self.refuses = now, refuses
        self.puts: list[bool] = []

    def state(self) -> AutostartState:
        return self.now

    def put(self, *, is_on: bool) -> None:
        if self.refuses:
            raise SettingsError("The system does not let us.")
        self.puts.append(is_on)
        self.now = AutostartState.ON if is_on else AutostartState.OFF
