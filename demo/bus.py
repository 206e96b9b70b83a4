"""A session bus of our own with what a screen reader listens on, so that widgets can be found by the names that people hear."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from demo.process import Child, DesktopError, require, wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping

# No folders of services: whatever of the machine wants to be started by a name on the bus stays out of this desktop.
_CONFIGURATION: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_LAUNCHERS: Final = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class SessionBus:
    """dbus-daemon on a socket in a private folder, and AT-SPI on it. Used by the thread that owns the desktop."""

    def __init__(self, *, folder: Path, env: Mapping[str, str]) -> None:
        self._folder = folder
        self._socket = folder / "bus.sock"
        self._env = dict(env)
        self._stack = contextlib.ExitStack()

    @property
    def address(self) -> str:
        """As DBUS_SESSION_BUS_ADDRESS takes it."""
        return f"unix:path={self._socket}"

    @property
    def variables(self) -> dict[str, str]:
        """What programs need in their environment to be on this bus and to be heard by a screen reader."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

    def start(self) -> None:
        """Start both and wait until they answer. Raises DesktopError."""
        configuration = self._folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(socket=self._socket), "utf-8")
        daemon = require("dbus-daemon", package="dbus-daemon")
        argv = [daemon, f"--config-file={os.fspath(configuration)}", "--nofork", "--nopidfile"]
        with contextlib.ExitStack() as stack:
            bus = self._child("dbus-daemon", argv, stack)
            wait_until(lambda: bus.goes_on() and self._socket.exists(), what="the session bus starting")
            speech = self._child("at-spi", [_launcher(), "--launch-immediately"], stack)
            wait_until(lambda: speech.goes_on() and self._speaks(), what="the bus of screen readers starting")
            self._stack = stack.pop_all()

    def stop(self) -> None:
        """End both. Harmless when they have ended already."""
        self._stack.close()

    def _child(self, name: str, argv: list[str], stack: contextlib.ExitStack) -> Child:
        child = Child(name, argv, env={**self._env, **self.variables}, log=self._folder / f"{name}.log")
        stack.callback(child.stop)
        return child

    def _speaks(self) -> bool:
        from demo.eyes import address_for_readers

        return address_for_readers(self.address) is not None


def _launcher() -> str:
    for launcher in _LAUNCHERS:
        if Path(launcher).exists():
            return launcher
    raise DesktopError("The virtual desktop needs at-spi-bus-launcher. Install the package at-spi2-core and start again.")
