"""Looks at a recording that runs, and shows and tells what its files prove. Belongs to the engine loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.disk import DiskWatch
from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.view import Proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.take import Take
    from lookhear.desktop.engine.view import TrackView
    from lookhear.desktop.engine.viewing import Views
    from lookhear.protocol.channels import ChannelId

LOOK_S: Final = 0.5
_MINUTE_S: Final = 60.0


class Follower:
    """Follows one recording. Words of a notice: ``channel``, ``label`` and, where there is one, ``reason``."""

    def __init__(self, take: Take, hub: Hub, *, views: Views, settings: Callable[[], Settings], disk: DiskWatch | None = None) -> None:
        self._take, self._hub, self._views, self._settings = take, hub, views, settings
        self._disk = disk or DiskWatch()
        self._lost: set[ChannelId] = set()  # it was told that their sources went away
        self._was_low = False

    async def run(self) -> None:
        """Look until it is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_S)
            self.look()
            if self._disk.is_due(loop.time()):
                await self.look_at_disk(now_s=loop.time())

    def look(self) -> None:
        """Show the recording as it is, and tell what is new and bad, or good again."""
        view = self._take.view()
        self._views.change(recording=view)
        for track in self._take.newly(Proof.DOUBTFUL):
            if track.reason and track.sealed_bytes:  # its source went away: that is known sooner than that nothing comes
                self._lost.add(track.channel_id)
                self._tell(NoticeKind.DEVICE_LOST, track)
        for track in self._take.newly(Proof.MISSING):
            if track.channel_id not in self._lost:
                self._tell(NoticeKind.TRACK_WITHOUT_PROOF, track)
        for track in view.tracks:
            if track.proof is Proof.GOOD and track.channel_id in self._lost:
                self._lost.discard(track.channel_id)
                self._tell(NoticeKind.DEVICE_RETURNED, track)

    async def look_at_disk(self, *, now_s: float) -> None:
        """Show how long the disk lasts when that is worth it, and tell once when it is little."""
        sealed = self._take.evidence.sealed_bytes
        left_s = await asyncio.to_thread(self._disk.look, self._take.folder, sealed_bytes=sealed, now_s=now_s)
        is_low = left_s is not None and left_s < self._settings().storage.warn_minutes * _MINUTE_S
        self._views.change(disk_left_s=left_s if is_low else None)
        if is_low and not self._was_low:
            words = (("minutes", str(int((left_s or 0.0) // _MINUTE_S))),)
            self._hub.publish(Notice(kind=NoticeKind.DISK_LOW, words=words, recording_id=self._take.recording_id))
        self._was_low = is_low

    def _tell(self, kind: NoticeKind, track: TrackView) -> None:
        words = (("channel", str(track.channel_id)), ("label", track.label), ("reason", track.reason))
        told = tuple((name, word) for name, word in words if word)
        self._hub.publish(Notice(kind=kind, words=told, recording_id=self._take.recording_id))
