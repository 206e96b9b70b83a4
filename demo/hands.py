"""Mouse and keyboard of a virtual desktop, through xdotool: what a person does, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.process import require, run

if TYPE_CHECKING:
    from collections.abc import Mapping

LEFT: Final = 1
MIDDLE: Final = 2
RIGHT: Final = 3


class Hands:
    """Two of them, at the display that an environment names. Raises DesktopError."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = dict(env)

    def point(self, at: tuple[int, int]) -> None:
        """Move the pointer there; returns when it is there."""
        self._do("mousemove", "--sync", *map(str, at))

    def click(self, at: tuple[int, int], *, button: int = LEFT, times: int = 1) -> None:
        """Point and press."""
        self.point(at)
        self._do("click", "--repeat", str(times), "--delay", "60", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, let go at another."""
        self.point(start)
        self._do("mousedown", str(LEFT))
        self._do("mousemove", "--sync", *map(str, end))
        self._do("mouseup", str(LEFT))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each by its X name, with modifiers: ``ctrl+f``, ``Return``."""
        self._do("key", "--delay", "30", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "15", text)

    def _do(self, *words: str) -> None:
        run([require("xdotool", package="xdotool"), *words], env=self._env)
