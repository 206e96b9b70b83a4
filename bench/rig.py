"""The stage all measurements share: a virtual desktop with a scene on it and a tone in both sounds."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from demo.audio import MIC_FEED, SPEAKERS
from demo.desktop import VirtualDesktop
from demo.process import wait_until
from demo.scene.pulse import RATE
from demo.scene.sound import tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.process import Child

_TONE_S: Final = 20
_TONES_HZ: Final = {SPEAKERS: 440.0, MIC_FEED: 554.4}


@dataclass(frozen=True, slots=True)
class SceneWish:
    """A scene and, unless it is the scene's own, its rate: ``video`` or ``video@30``."""

    name: str
    fps: float | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``name`` or ``name@fps``."""
        name, _, fps = text.partition("@")
        return cls(name, float(fps) if fps else None)

    def __str__(self) -> str:
        return self.name if self.fps is None else f"{self.name}@{self.fps:g}"


@dataclass(frozen=True, slots=True)
class Performance:
    """A scene that is being performed."""

    child: Child
    log: Path

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What the scene logged so far, of one kind: see `demo.scene.log.EventLog`."""
        rows = (json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line.endswith("}"))
        return [row for row in rows if row["event"] == kind]

    def wait_for(self, kind: str, count: int) -> None:
        """Wait until the scene has logged so many events of a kind."""

        def has_come() -> bool:
            self.child.check()
            return self.log.exists() and len(self.events(kind)) >= count

        wait_until(has_come, what=f"the scene's {kind}")


class Rig:
    """A virtual desktop that performs scenes. ``with Rig() as rig: with rig.scene(…) as performance: …``."""

    def __init__(self) -> None:
        self.desktop = VirtualDesktop()
        self._scenes = 0
        self._homes = 0

    def __enter__(self) -> Self:
        self.desktop.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self.desktop.close()

    @property
    def folder(self) -> Path:
        """A temporary folder, removed at the end."""
        return self.desktop.folder

    def fresh_home(self) -> Path:
        """A folder of its own for each start of the program, so that nothing is there that it could tidy up."""
        self._homes += 1
        return self.folder / f"home-{self._homes}"

    def env(self, home: Path) -> dict[str, str]:
        """The environment for recorders: this desktop, a home for the program, and no backend beside it."""
        return {**self.desktop.env, "LOOKHEAR_HOME": os.fspath(home), "LOOKHEAR_BACKEND": "none"}

    @property
    def servers(self) -> dict[str, int]:
        """Process ids of the X server and of the sound server."""
        sound = self.desktop.audio.pid
        return {"x": self.desktop.display.child.pid, **({} if sound is None else {"sound": sound})}

    @contextlib.contextmanager
    def scene(self, wish: SceneWish) -> Iterator[Performance]:
        """Perform a scene for the time of a with block; it has painted twice when the block begins."""
        self._scenes += 1
        log = self.folder / f"scene-{self._scenes}.ndjson"
        argv = [sys.executable, "-m", "demo.scene", wish.name, "--log", os.fspath(log)]
        if wish.fps is not None:
            argv += ["--fps", str(wish.fps)]
        child = self.desktop.start("scene", argv)
        try:
            performance = Performance(child, log)
            performance.wait_for("paint", 2)
            yield performance
        finally:
            child.stop()

    @contextlib.contextmanager
    def tones(self) -> Iterator[list[int]]:
        """Another tone in the speakers than in the microphone for the time of a with block; gives the players' process ids."""
        with contextlib.ExitStack() as stack:
            players = []
            for sink, hertz in _TONES_HZ.items():
                path = self.folder / f"tone-{sink}.wav"
                _write_wav(path, hertz)
                loop = 'while paplay -d "$1" "$2"; do :; done'
                player = self.desktop.start(f"tone-{sink}", ["/bin/sh", "-c", loop, "tone", sink, os.fspath(path)])
                stack.callback(player.stop)
                players.append(player.pid)
            yield players


def _write_wav(path: Path, hertz: float) -> None:
    with wave.open(os.fspath(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.tile(tone(hertz, 1.0, level=0.3), _TONE_S).tobytes())
