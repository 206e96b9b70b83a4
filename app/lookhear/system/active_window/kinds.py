"""The window that has the focus, whatever the system."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class ActiveWindow:
    """A window with the focus: the name of its program, its title as it stands there, and its process where that is known."""

    app: str
    title: str
    pid: int | None = None


class Unavailable(StrEnum):
    """Why a session does not tell."""

    NO_DISPLAY = "no_display"
    WAYLAND = "wayland"  # a compositor tells programs nothing of each other
    FAILED = "failed"  # the system refused to begin with


class ActiveWindows(Protocol):
    """Watches which window has the focus. `start` and `close` are for one thread at a time; behind `close` it may be started again."""

    @property
    def unavailable(self) -> Unavailable | None:
        """Why nothing is told; known after `start`."""
        ...

    def start(self, changed: Callable[[ActiveWindow], object]) -> None:
        """Begin. ``changed`` is called on a thread of its own with the window of now and at each change; not while none has the focus."""
        ...

    def close(self) -> None:
        """Tell nothing any more: when this returns, ``changed`` is called no more. Harmless twice, and without `start`."""
        ...
