"""The tracks of one recording together: which of their sources should be open, and opening and closing those. Owned by the recorder.

Whatever waits for a source is for a worker thread; the engine loop only says what is wished.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lookhear.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.tracks import Track

_OPENING_S: Final = 5.0  # how long a source may take before the others go on without it


class Ensemble:
    """The tracks, and which of them are held. Times are session ns."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self._held: set[ChannelId] = set()
        self._wished_ns = 0  # when what should be open changed last

    @property
    def held(self) -> frozenset[ChannelId]:
        """The channels that are not to be recorded for now, pause or not."""
        return frozenset(self._held)

    @property
    def wished(self) -> list[Track]:
        """The tracks whose sources should be open while nothing is paused."""
        return [track for track in self.tracks if track.channel_id not in self._held]

    @property
    def lost_since_ns(self) -> int | None:
        """Since when not one source is open; None when one is, or one is held: that may be opened again. Makes sense without a pause."""
        if self._held:
            return None
        away_ns = [track.capture.away_ns for track in self.tracks]
        lost_ns = [ns for ns in away_ns if ns is not None]
        return max(self._wished_ns, *lost_ns) if lost_ns and len(lost_ns) == len(away_ns) else None

    @property
    def opened_ns(self) -> int | None:
        """When the first source was opened, None before."""
        return min((ns for track in self.tracks if (ns := track.capture.opened_ns) is not None), default=None)

    def note_wish(self, t_ns: int) -> None:
        """What should be open changed at this time."""
        self._wished_ns = t_ns

    def check(self, channels: Collection[ChannelId]) -> None:
        """Raise UsageError when one of these channels is not recorded."""
        unknown = {str(channel) for channel in channels} - {str(track.channel_id) for track in self.tracks}
        if unknown:
            raise UsageError(f"{', '.join(sorted(unknown))} is not recorded.", hint="Name a channel that was chosen at the start.")

    def hold(self, channels: Collection[ChannelId], *, t_ns: int) -> list[Track]:
        """Wish these channels closed; gives the tracks that were not held before."""
        tracks = [track for track in self.wished if track.channel_id in channels]
        self._held.update(track.channel_id for track in tracks)
        self._wished_ns = t_ns
        return tracks

    def release(self, channels: Collection[ChannelId], *, t_ns: int) -> list[Track]:
        """Wish these channels open again; gives the tracks that were held."""
        tracks = [track for track in self.tracks if track.channel_id in self._held.intersection(channels)]
        self._held.difference_update(channels)
        self._wished_ns = t_ns
        return tracks

    @staticmethod
    def close(tracks: Sequence[Track], *, t_ns: int) -> None:
        """Close the sources of these tracks, from ``t_ns`` on; waits until what they gave is handed to the sealing thread."""
        for track in tracks:
            track.capture.pause(t_ns)
        for track in tracks:
            track.capture.wait_paused()

    @staticmethod
    def open(tracks: Sequence[Track], *, t_ns: int) -> None:
        """Let the sources of these tracks be opened again, from ``t_ns`` on; waits for nothing."""
        for track in tracks:
            track.capture.resume(t_ns)

    @staticmethod
    async def first_failures(tracks: Sequence[Track]) -> tuple[tuple[ChannelId, LookhearError], ...]:
        """Wait until each of these was tried; those that are not open, and why. Belongs to the engine loop."""
        outcomes = await asyncio.gather(*(asyncio.to_thread(track.capture.first_failure, _OPENING_S) for track in tracks))
        return tuple((track.channel_id, failure) for track, failure in zip(tracks, outcomes, strict=True) if failure is not None)

    def ask_to_stop(self) -> None:
        """Ask every capture thread to end; returns at once."""
        for track in self.tracks:
            track.capture.ask_to_stop()

    def join(self) -> None:
        """Wait for every thread, after `ask_to_stop`."""
        for track in self.tracks:
            track.join()
