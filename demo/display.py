"""X servers without a screen: Xvfb for one display of a fixed size, Xorg's dummy driver for displays that come, go and change."""

from __future__ import annotations

import contextlib
import os
import select
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import xcffib
import xcffib.xproto

from demo.process import START_DEADLINE_S, Child, DesktopError, require, run, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_DUMMY_CONF: Final = """\
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 7680 4320
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "DontVTSwitch" "true"
  Option "BlankTime" "0"
EndSection
"""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read ``1920x1080``; raises ValueError for anything else."""
        width, _, height = text.partition("x")
        size = cls(int(width), int(height))
        if min(size) < 1:
            raise ValueError(f"{text!r} is not a size such as 1920x1080")
        return size

    @property
    def text(self) -> str:
        """As programs take it: ``1920x1080``."""
        return f"{self.width}x{self.height}"


@dataclass(slots=True)
class DisplayServer:
    """A running X server. ``name`` is the value of DISPLAY."""

    name: str
    child: Child
    env: Mapping[str, str]
    has_outputs: bool  # the dummy driver's outputs can be switched, Xvfb has one that is as it is

    def set_output(self, number: int, size: Size, *, x: int = 0, y: int = 0, is_primary: bool = False) -> None:
        """Switch an output (counted from 0) on, or give it another size or place. Raises DesktopError under Xvfb."""
        output = self._output(number)
        mode = f"demo-{size.text}"
        if mode not in self._xrandr("--query"):
            self._xrandr("--newmode", mode, *_modeline(size))
        self._xrandr("--addmode", output, mode)
        primary = ["--primary"] if is_primary else []
        self._xrandr("--output", output, "--mode", mode, "--pos", f"{x}x{y}", *primary)

    def remove_output(self, number: int) -> None:
        """Switch an output off, as when its cable is pulled."""
        self._xrandr("--output", self._output(number), "--off")

    def _output(self, number: int) -> str:
        if not self.has_outputs:
            raise DesktopError("This desktop runs on Xvfb, whose display never changes. Ask for it with outputs=[…] instead of size=….")
        return f"DUMMY{number}"

    def _xrandr(self, *arguments: str) -> str:
        return run([require("xrandr", package="x11-xserver-utils"), *arguments], env={**self.env, "DISPLAY": self.name})


def start_xvfb(size: Size, *, folder: Path, env: Mapping[str, str]) -> DisplayServer:
    """Start Xvfb on a display number it chooses itself and wait until it answers. Raises DesktopError."""
    xvfb = require("Xvfb", package="xvfb")
    extensions = [part for name in ("DAMAGE", "XFIXES", "RANDR", "MIT-SHM") for part in ("+extension", name)]
    argv = [xvfb, "-screen", "0", f"{size.text}x24", "-nolisten", "tcp", "-noreset", *extensions]
    name, child = _start(argv, title="Xvfb", folder=folder, env=env)
    return DisplayServer(name, child, env, has_outputs=False)


def start_dummy(outputs: list[Size], *, folder: Path, env: Mapping[str, str]) -> DisplayServer:
    """Start Xorg with the dummy driver and put the outputs side by side, the first one primary. Raises DesktopError."""
    xorg = require("Xorg", package="xserver-xorg-core")
    config = folder / "xorg.conf"
    config.write_text(_DUMMY_CONF, "utf-8")
    files = ["-config", os.fspath(config), "-logfile", os.fspath(folder / "xorg-server.log")]
    argv = [xorg, *files, "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"]
    name, child = _start(argv, title="Xorg", folder=folder, env=env)
    server = DisplayServer(name, child, env, has_outputs=True)
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(child.stop)
        x = 0
        for number, size in enumerate(outputs):
            server.set_output(number, size, x=x, is_primary=number == 0)
            x += size.width
        on_failure.pop_all()
    return server


def start_window_manager(display: str, *, folder: Path, env: Mapping[str, str]) -> Child:
    """Start openbox and wait until it manages the display (the property _NET_SUPPORTING_WM_CHECK of EWMH)."""
    openbox = require("openbox", package="openbox")
    child = Child("openbox", [openbox, "--sm-disable"], env={**env, "DISPLAY": display}, log=folder / "openbox.log")
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(child.stop)
        connection = on_failure.enter_context(connected(display))
        root = connection.get_setup().roots[0].root
        name = b"_NET_SUPPORTING_WM_CHECK"
        only_if_exists = delete = 0
        atom = connection.core.InternAtom(only_if_exists, len(name), name).reply().atom

        def is_managed() -> bool:
            child.check()
            reply = connection.core.GetProperty(delete, root, atom, xcffib.xproto.Atom.Any, 0, 1).reply()
            return bool(reply.value_len)

        wait_until(is_managed, what="openbox taking over the display")
        connection.disconnect()
        on_failure.pop_all()
    return child


@contextlib.contextmanager
def connected(display: str) -> Iterator[xcffib.Connection]:
    """A connection to an X server for a moment."""
    connection = xcffib.connect(display=display)
    try:
        yield connection
    finally:
        connection.disconnect()


def _start(argv: list[str], *, title: str, folder: Path, env: Mapping[str, str]) -> tuple[str, Child]:
    """Start a server and wait for the display number that it writes once it accepts clients (X.Org's -displayfd)."""
    reader, writer = os.pipe()
    with contextlib.ExitStack() as on_failure, os.fdopen(reader, "rb", buffering=0) as numbers:
        with os.fdopen(writer, "wb"):
            child = Child(title, [*argv, "-displayfd", str(writer)], env=env, log=folder / f"{title.lower()}.log", pass_fds=[writer])
        on_failure.callback(child.stop)
        number = _read_number(numbers, child)
        on_failure.pop_all()
    return f":{number}", child


def _read_number(reader: IO[bytes], child: Child) -> int:
    text = b""
    give_up = time.monotonic() + START_DEADLINE_S
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([reader], [], [], max(0.0, give_up - time.monotonic()))
        part = reader.read(64) if ready else b""
        if not part:
            wait_until(lambda: not child.is_running(), what=f"{child.name} choosing a display number", deadline_s=1.0)
            child.check()
        text += part
    return int(text)


def _modeline(size: Size) -> list[str]:
    """Timings of a mode at about 60 Hz. Nothing is driven by them, but the server checks that they are in order."""
    width, height = size
    across, down = width + 160, height + 40
    clock_mhz = across * down * 60 / 1e6
    return [f"{clock_mhz:.3f}", *map(str, (width, width + 48, width + 80, across, height, height + 3, height + 8, down))]
