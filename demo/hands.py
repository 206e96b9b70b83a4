"""Mouse and keyboard of a virtual desktop, through xdotool: what a person does, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo.process import require, run

if TYPE_CHECKING:
    from collections.abc import Mapping

LEFT: Final = 1
RIGHT: Final = 3
WHEEL_UP: Final = 4
WHEEL_DOWN: Final = 5


class Hands:
    """Two of them, at the display that an environment names. Raises DesktopError."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = dict(env)

    def point(self, at: tuple[int, int]) -> None:
        """Move the pointer there."""
        self._do(*_to(at))

    def click(self, at: tuple[int, int], *, button: int = LEFT, times: int = 1) -> None:
        """Point and press."""
        self._do(*_to(at), "click", "--repeat", str(times), "--delay", "60", str(button))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each by its X name, with modifiers: ``ctrl+f``, ``Return``."""
        self._do("key", "--delay", "30", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "15", text)

    def _do(self, *words: str) -> None:
        run([require("xdotool", package="xdotool"), *words], env=self._env)


def _to(at: tuple[int, int]) -> list[str]:
    """Without ``--sync``, which waits for fifteen seconds where the pointer is there already."""
    return ["mousemove", *map(str, at)]
