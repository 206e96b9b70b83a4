"""The virtual desktop: display, window manager and sound server in one context manager that leaves nothing behind."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from demo.audio import SPEAKERS, AudioServer
from demo.bus import SessionBus
from demo.display import DisplayServer, Size, start_dummy, start_window_manager, start_xvfb
from demo.panel import Panel
from demo.process import Child, DesktopError, Janitor, require

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL_HD: Final = Size(1920, 1080)

# What would let a child reach the person's own session instead of this desktop.
_FOREIGN_PREFIXES: Final = (
    "WAYLAND_",
    "XDG_",
    "PULSE_",
    "PIPEWIRE_",
    "DBUS_",
    "SESSION_MANAGER",
    "XAUTHORITY",
    "DISPLAY",
    "QT_",
    "GDK_",
    "LOOKHEAR_",
)


class VirtualDesktop:
    """A desktop nobody sees: ``with VirtualDesktop(size=Size(1280, 720)) as desktop: …``. Needs Linux; works as root.

    ``size`` gives one display on Xvfb; ``outputs`` gives one or more on Xorg's dummy driver, which can be resized, removed and
    added while they run. ``has_panel`` brings a tray, ``has_bus`` a session bus on which `demo.eyes` find widgets.
    Everything lives in one temporary folder; processes and folder go with the context, also when the start fails
    half-way or this process dies. Owned by one thread, which must outlive it (see `demo.process.Child`). Raises DesktopError.
    """

    def __init__(
        self,
        *,
        size: Size | tuple[int, int] = FULL_HD,
        outputs: Sequence[Size | tuple[int, int]] | None = None,
        has_display: bool = True,
        has_audio: bool = True,
        has_second_microphone: bool = False,
        has_window_manager: bool = True,
        has_panel: bool = False,
        has_bus: bool = False,
    ) -> None:
        self._size = Size(*size)
        self._outputs = None if outputs is None else [Size(*output) for output in outputs]
        self._has_display = has_display
        self._has_audio = has_audio
        self._has_second_microphone = has_second_microphone
        self._has_window_manager = has_window_manager
        self._has_panel = has_panel
        self._has_bus = has_bus
        self._stack = contextlib.ExitStack()
        self._folder: Path | None = None
        self._server: DisplayServer | None = None
        self._audio: AudioServer | None = None
        self._bus: SessionBus | None = None
        self._panel: Panel | None = None
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            folder = Path(tempfile.mkdtemp(prefix="lookhear-desktop-"))
            janitor = Janitor(folder)
            stack.callback(janitor.close)
            self._folder = folder
            for name in ("home", "run", "log"):
                (folder / name).mkdir(mode=0o700)
            if self._has_display:
                self._start_display(stack, folder)
            if self._has_audio:
                self._audio = AudioServer(folder=folder / "run", env=self.env, has_second_microphone=self._has_second_microphone)
                stack.callback(self._audio.stop)
                self._audio.start()
            if self._has_bus:
                self._bus = SessionBus(folder=folder / "run", env=self.env)
                stack.callback(self._bus.stop)
                self._bus.start()
            stack.callback(self.stop_panel)
            if self._has_panel:
                self.start_panel()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End everything in reverse order. Harmless when called twice."""
        self._stack.close()
        self._folder = self._server = self._audio = self._bus = None

    @property
    def folder(self) -> Path:
        """The temporary folder, removed at the end. Raises DesktopError outside of the context."""
        if self._folder is None:
            raise DesktopError("The desktop is not running. Use it in a with block.")
        return self._folder

    @property
    def env(self) -> dict[str, str]:
        """The environment for programs on this desktop: nothing in it leads to the session of the person at this machine."""
        env = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN_PREFIXES)}
        env["HOME"] = os.fspath(self.folder / "home")
        env["XDG_RUNTIME_DIR"] = os.fspath(self.folder / "run")
        env["PULSE_SERVER"] = self._audio.address if self._audio is not None else f"unix:{self.folder / 'run' / 'no-audio.sock'}"
        if self._server is not None:
            env["DISPLAY"] = self._server.name
        return env if self._bus is None else {**env, **self._bus.variables}

    @property
    def display(self) -> DisplayServer:
        """The X server: `set_output`, `remove_output`. Raises DesktopError when there is none."""
        if self._server is None:
            raise DesktopError("This desktop has no display.")
        return self._server

    @property
    def audio(self) -> AudioServer:
        """The sound server: `load_module`, `unload_module`, `unplug_mic`, `plug_mic`… Raises DesktopError when there is none."""
        if self._audio is None:
            raise DesktopError("This desktop has no audio server.")
        return self._audio

    @property
    def bus(self) -> SessionBus:
        """The session bus, for `demo.eyes.Eyes`. Raises DesktopError when there is none."""
        if self._bus is None:
            raise DesktopError("This desktop has no session bus. Ask for one with has_bus=True.")
        return self._bus

    @property
    def panel(self) -> Panel:
        """The panel with the tray. Raises DesktopError when there is none."""
        if self._panel is None:
            raise DesktopError("This desktop has no panel. Ask for one with has_panel=True, or start_panel().")
        return self._panel

    def start_panel(self, *, is_dark: bool = True, icon_px: int = 24) -> None:
        """Let a panel with a tray come; programs that run already are told."""
        self._panel = Panel(self.display.name, folder=self.folder / "run", env=self.env, is_dark=is_dark, icon_px=icon_px)

    def stop_panel(self) -> None:
        """End the panel: its tray is gone. Harmless when there is none."""
        if self._panel is not None:
            self._panel.stop()
            self._panel = None

    def resize_display(self, size: Size | tuple[int, int], *, output: int = 0, x: int = 0, y: int = 0) -> None:
        """Give an output another size, at a place. Raises DesktopError on Xvfb (see `__init__`)."""
        self.display.set_output(output, Size(*size), x=x, y=y, is_primary=output == 0)

    def load_module(self, name: str, arguments: str = "") -> int:
        """Load a PulseAudio module and return its index, for `unload_module`."""
        return self.audio.load_module(name, arguments)

    def unload_module(self, index: int) -> None:
        """Unload a PulseAudio module: the devices it made vanish."""
        self.audio.unload_module(index)

    def set_default_source(self, name: str) -> None:
        """Make a source the default one."""
        self.audio.set_default_source(name)

    def unplug_mic(self) -> None:
        """Make the microphone vanish."""
        self.audio.unplug_mic()

    def plug_mic(self) -> None:
        """Let the microphone come back, as the default source."""
        self.audio.plug_mic()

    def kill_audio(self) -> None:
        """End the sound server as a crash would."""
        self.audio.kill()

    def start_audio(self) -> None:
        """Start the sound server again after `kill_audio`, with the devices it had at first."""
        self.audio.start()

    def play(self, wav: Path, *, sink: str = SPEAKERS) -> Child:
        """Play a WAV file into a sink; the caller may stop it, the end of the desktop does."""
        return self.start("paplay", [require("paplay", package="pulseaudio-utils"), "-d", sink, os.fspath(wav)])

    def start(self, name: str, argv: Sequence[str]) -> Child:
        """Start a program on this desktop; it ends with the desktop at the latest. Its output goes to ``child.log``."""
        log = self.folder / "log" / f"{next(self._numbers):03d}-{name}.log"
        child = Child(name, argv, env=self.env, log=log)
        self._stack.callback(child.stop)
        return child

    def _start_display(self, stack: contextlib.ExitStack, folder: Path) -> None:
        log = folder / "log"
        if self._outputs is None:
            server = start_xvfb(self._size, folder=log, env=self.env)
        else:
            server = start_dummy(self._outputs, folder=log, env=self.env)
        stack.callback(server.child.stop)
        self._server = server
        if self._has_window_manager:
            stack.callback(start_window_manager(server.name, folder=log, env=self.env).stop)
