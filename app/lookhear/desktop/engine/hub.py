"""Events of the engine: whoever publishes and whoever listens are on the engine loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event


class Hub:
    """Hands every event to every listener, at once and in order."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], object]] = []

    def listen(self, listener: Callable[[Event], object]) -> None:
        """Hear everything from now on. A listener must not wait and must not raise."""
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            listener(event)
