"""The one view of what goes on: services change their fields of it, everybody is shown the newest one at most ten times a second.

Belongs to the engine loop.
"""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.events import ViewChanged
from lookhear.desktop.engine.view import AppView

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event

PERIOD_S: Final = 0.1


class Views:
    """Holds the view. A change that changes nothing is none; the first one after a quiet while is published at once."""

    def __init__(self, publish: Callable[[Event], object]) -> None:
        self._publish = publish
        self._now = AppView()
        self._timer: asyncio.TimerHandle | None = None  # while it runs, somebody was shown a view less than a period ago
        self._shown = self._now
        self._is_closed = False

    @property
    def now(self) -> AppView:
        """The view, whether it was published already or not."""
        return self._now

    def change(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of AppView
        """Change some fields of the view."""
        changed = dataclasses.replace(self._now, **fields)
        if changed == self._now:
            return
        self._now = dataclasses.replace(changed, revision=self._now.revision + 1)
        if self._timer is None and not self._is_closed:
            self._show()

    def close(self) -> None:
        """Show what was not shown yet, and nothing any more: who listened is about to go. Harmless when called twice."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._is_closed and self._shown is not self._now:
            self._shown = self._now
            self._publish(ViewChanged(self._now))
        self._is_closed = True

    async def end(self) -> None:
        """The same, in the order in which services end."""
        self.close()

    def _show(self) -> None:
        self._shown = self._now
        self._timer = asyncio.get_running_loop().call_later(PERIOD_S, self._look)
        self._publish(ViewChanged(self._now))

    def _look(self) -> None:
        self._timer = None
        if self._shown is not self._now:
            self._show()
