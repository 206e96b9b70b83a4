"""Keeping the computer awake: what every system offers, in words of our own."""

from __future__ import annotations

from typing import Protocol


class KeepAwake(Protocol):
    """Holds off the sleep that an idle computer falls into, and its dark screen. Closing the lid is a person's wish and stays one.

    Used by one thread, which lives at least as long as something is held: Windows counts by threads. May block for a moment.
    """

    @property
    def trouble(self) -> str:
        """Why the computer may fall asleep although it was asked not to: a sentence, empty while all is well or nothing is held."""
        ...

    def hold(self) -> None:
        """Keep it awake from now on. Harmless when it is kept already; never raises."""
        ...

    def release(self) -> None:
        """Let it sleep again. Harmless when nothing is held; never raises. The end of the process does the same."""
        ...


class NoKeepAwake:
    """Where nothing of the kind exists."""

    def __init__(self, reason: str) -> None:
        self._reason, self._is_held = reason, False

    @property
    def trouble(self) -> str:
        """The reason, while somebody wishes it."""
        return self._reason if self._is_held else ""

    def hold(self) -> None:
        """Only notes it."""
        self._is_held = True

    def release(self) -> None:
        """Only notes it."""
        self._is_held = False
