"""Keeps the chosen sources open until the recorder has its own handles: a device that was just switched on is slow, and wakes up mute.

What they give is shown on the previews and not kept. Nothing but what will be recorded at once is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.protocol.channels import ChannelId


class Feeding(Protocol):
    """As much of `lookhear.desktop.engine.feeding.Feed` as is needed here."""

    def start(self) -> None:
        """Open it, on its thread."""
        ...

    def ask_to_stop(self) -> None:
        """Ask for the source to be closed."""
        ...

    def join(self) -> None:
        """Wait until it is closed."""
        ...


class Warmth:
    """Belongs to the engine loop, but for `join`, which blocks."""

    def __init__(self, channels: Sequence[ChannelId], *, feed: Callable[[ChannelId], Feeding]) -> None:
        self._feeds = [feed(channel) for channel in channels]

    def start(self) -> None:
        """Open the sources; returns at once. What cannot be opened is left to the recorder to tell."""
        for feed in self._feeds:
            feed.start()

    def ask_to_stop(self) -> None:
        """Close them; returns at once."""
        for feed in self._feeds:
            feed.ask_to_stop()

    def join(self) -> None:
        """Wait until they are closed, after `ask_to_stop`."""
        for feed in self._feeds:
            feed.join()
