"""A sound server of our own: PulseAudio with null sinks as loudspeaker and as the inside of a microphone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from demo.process import Child, DesktopError, require, run, wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SPEAKERS: Final = "speakers"  # sink; speakers.monitor is the system audio
MIC_FEED: Final = "micfeed"  # sink; what is played into it is heard by the microphone
MIC: Final = "testmic"
SECOND_MIC_FEED: Final = "secondfeed"
SECOND_MIC: Final = "secondmic"

_MIC_MODULE: Final = (
    "module-remap-source",
    f"source_name={MIC} master={MIC_FEED}.monitor source_properties=device.description=Test_microphone",
)
_SECOND_MIC_MODULE: Final = (
    "module-remap-source",
    f"source_name={SECOND_MIC} master={SECOND_MIC_FEED}.monitor source_properties=device.description=Second_microphone",
)


class AudioServer:
    """PulseAudio on a socket in a private folder. Used by the thread that owns the desktop.

    ``norewinds=1`` because a null sink that may rewind renders two seconds ahead, and its monitor would hear the future.
    """

    def __init__(self, *, folder: Path, env: Mapping[str, str], has_second_microphone: bool = False) -> None:
        self._folder = folder
        self._socket = folder / "pulse.sock"
        self._has_second_microphone = has_second_microphone
        self._child: Child | None = None
        self.address = f"unix:{self._socket}"
        self._env = {**env, "PULSE_SERVER": self.address}

    def start(self) -> None:
        """Start the server with its sinks and microphones and wait until the defaults are set. Raises DesktopError."""
        if self._child is not None and self._child.is_running():
            raise DesktopError("The audio server runs already. End it with kill_audio() first.")
        self._socket.unlink(missing_ok=True)
        script = self._folder / "pulse.pa"
        script.write_text(self._script(), "utf-8")
        argv = [require("pulseaudio", package="pulseaudio"), "-n", "-F", os.fspath(script), "--daemonize=no", "--exit-idle-time=-1"]
        argv += ["--use-pid-file=no", "--disallow-exit=no", "--log-target=stderr", "--log-level=error"]
        self._child = child = Child("pulseaudio", argv, env=self._env, log=self._folder / "pulseaudio.log")
        try:
            wait_until(lambda: self._is_ready(child), what="the audio server starting")
        except DesktopError:
            child.stop()
            raise

    def kill(self) -> None:
        """End the server as a crash would."""
        if self._child is not None:
            self._child.kill()

    def stop(self) -> None:
        """End the server in order. Harmless when it has ended already."""
        if self._child is not None:
            self._child.stop()

    @property
    def pid(self) -> int | None:
        """Process id of the server, None before the first start."""
        return self._child.pid if self._child is not None else None

    def load_module(self, name: str, arguments: str = "") -> int:
        """Load a PulseAudio module and return its index. Raises DesktopError with what the server said."""
        return int(self.pactl("load-module", name, *arguments.split()))

    def unload_module(self, index: int) -> None:
        """Unload a module by its index: the devices it made vanish."""
        self.pactl("unload-module", str(index))

    def set_default_source(self, name: str) -> None:
        """Make a source the default one."""
        self.pactl("set-default-source", name)

    def unplug_mic(self) -> None:
        """Make the microphone vanish. Raises DesktopError when it is not plugged in."""
        for line in self.pactl("list", "short", "modules").splitlines():
            index, name, *arguments = line.split("\t")
            if name == _MIC_MODULE[0] and f"source_name={MIC} " in " ".join(arguments):
                self.unload_module(int(index))
                return
        raise DesktopError("The microphone is not plugged in.")

    def plug_mic(self) -> None:
        """Let the microphone come back, as the default source again."""
        self.load_module(*_MIC_MODULE)
        self.set_default_source(MIC)

    def sources(self) -> list[str]:
        """The names of the sources there are now."""
        return [line.split("\t")[1] for line in self.pactl("list", "short", "sources").splitlines()]

    def pactl(self, *arguments: str) -> str:
        """Run pactl on this server and return what it printed. Raises DesktopError."""
        return run([require("pactl", package="pulseaudio-utils"), *arguments], env={**self._env, "LC_ALL": "C"}).strip()

    def _is_ready(self, child: Child) -> bool:
        child.check()
        if not self._socket.exists():
            return False
        try:
            return self.pactl("get-default-source") == MIC
        except DesktopError:  # the socket is there before the server answers on it
            return False

    def _script(self) -> str:
        null_sink = "load-module module-null-sink norewinds=1 rate=48000"
        lines = [
            f"load-module module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            f"{null_sink} channels=2 sink_name={SPEAKERS} sink_properties=device.description=Test_speakers",
            f"{null_sink} channels=1 sink_name={MIC_FEED}",
            " ".join(("load-module", *_MIC_MODULE)),
        ]
        if self._has_second_microphone:
            lines.append(f"{null_sink} channels=1 sink_name={SECOND_MIC_FEED}")
            lines.append(" ".join(("load-module", *_SECOND_MIC_MODULE)))
        return "\n".join([*lines, f"set-default-sink {SPEAKERS}", f"set-default-source {MIC}", ""])
