"""What keeps a window out of pictures of the screen, whatever the system."""

from __future__ import annotations

from typing import Protocol


class KeepsOut(Protocol):
    """Used on the thread that made the window."""

    @property
    def is_available(self) -> bool:
        """Whether the system can do that."""
        ...

    def set(self, window: int, *, is_out: bool) -> bool:
        """Keep a window, by the number that Qt gives, out of pictures, or let it be seen again. False where that did not work."""
        ...


class NotHere:
    """`KeepsOut` of X11 and Wayland, where every window that is on the screen is in its picture."""

    is_available = False

    def set(self, window: int, *, is_out: bool) -> bool:
        """Nothing can be kept out."""
        del window
        return not is_out
