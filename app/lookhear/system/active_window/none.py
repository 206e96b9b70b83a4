"""No window is told of, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.system.active_window.kinds import ActiveWindow, Unavailable


class NoActiveWindows:
    """`ActiveWindows` of a session that tells nothing."""

    def __init__(self, why: Unavailable) -> None:
        self._why = why

    @property
    def unavailable(self) -> Unavailable | None:
        """See `ActiveWindows.unavailable`."""
        return self._why

    def start(self, changed: Callable[[ActiveWindow], object]) -> None:
        """Nothing will be told."""

    def close(self) -> None:
        """There is nothing to let go of."""
