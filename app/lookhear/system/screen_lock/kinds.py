"""Whether the screen is locked, in words of our own."""

from __future__ import annotations

from typing import Protocol


class ScreenLock(Protocol):
    """Asks the system. Used by one thread at a time."""

    def is_locked(self) -> bool:
        """Whether it is locked now; False where the system cannot tell. May block for a moment, never fails."""
        ...

    def close(self) -> None:
        """Let go of connections. It may be asked again afterwards."""
        ...
