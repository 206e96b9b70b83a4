"""The test recording of the first run: made as every other one, in a place of its own, handed to nobody, deleted. On the engine loop."""

from __future__ import annotations

import asyncio
import shutil
import time
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import TrialMoved, ViewChanged
from lookhear.desktop.engine.planning import plan_of
from lookhear.desktop.engine.trial import LENGTH_S, Trial, TrialTrack
from lookhear.errors import NotNow
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.run import RecordingRun, RunWishes
from lookhear.recorder.spool.rows import EndReason

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import SourceService
    from lookhear.desktop.engine.rig import Rig
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.engine.viewing import Views
    from lookhear.desktop.engine.watching import Watched
    from lookhear.errors import LookhearError
    from lookhear.recorder.events import RecordingStarted

_TELL_EVERY_S: Final = 0.1
_FOLDER: Final = "trial"


class Trials:
    """See `lookhear.desktop.engine.ports.TrialService`."""

    def __init__(self, rig: Rig, hub: Hub, views: Views, *, sources: SourceService, watched: Watched, length_s: float = LENGTH_S) -> None:
        self._rig, self._hub, self._views, self._sources, self._watched = rig, hub, views, sources, watched
        self._length_s = length_s
        self._root = rig.paths.data / _FOLDER
        self._run: RecordingRun | None = None
        self._over = asyncio.Event()
        self._over.set()
        hub.listen(self._on_event)

    async def begin(self) -> None:
        """Delete what a program that was killed left."""
        await self.forget()

    async def end(self) -> None:
        """End it and delete it."""
        await self.stop()
        await self._over.wait()
        await self.forget()

    async def record(self) -> Trial:
        """See the port."""
        _refuse_if_busy(self._views.now)
        if not self._over.is_set():
            raise NotNow("The test recording is running already.")
        self._over.clear()
        try:
            await self.forget()
            return await self._record()
        finally:
            self._over.set()

    async def stop(self) -> None:
        """See the port."""
        if self._run is not None:
            self._run.ask_to_end(EndReason.STOPPED)

    async def forget(self) -> None:
        """See the port."""
        await asyncio.to_thread(shutil.rmtree, self._root, ignore_errors=True)

    async def _record(self) -> Trial:
        self._hub.publish(TrialMoved(0.0, self._length_s))
        plan = plan_of(await self._sources.choice(), await self._sources.offers())
        recorder = self._rig.recorder(root=self._root, screens=self._watched.screens, sounds=self._watched.sounds)
        run = self._run = RecordingRun(recorder, wishes=RunWishes(duration_s=self._length_s))
        telling: asyncio.Task[None] | None = None
        try:
            started = await run.start(plan)
            telling = asyncio.create_task(self._tell(run, started))
            await run.until_asked()
        finally:
            self._run = None
            if telling is not None:
                telling.cancel()
            await run.end()
            await run.put_away()
        if run.failure is not None:
            raise run.failure
        self._hub.publish(TrialMoved(self._length_s, self._length_s))
        return await asyncio.to_thread(_made_ready, recorder.folder, self._root / "playable", started.failures)

    async def _tell(self, run: RecordingRun, started: RecordingStarted) -> None:
        while True:
            recorded_s = (run.recorder.now_ns() - started.began_ns) / 1e9
            self._hub.publish(TrialMoved(min(max(recorded_s, 0.0), self._length_s), self._length_s))
            await asyncio.sleep(_TELL_EVERY_S)

    def _on_event(self, event: Event) -> None:
        """A real recording goes first, and in a privacy pause nothing is recorded."""
        if self._run is not None and isinstance(event, ViewChanged) and (event.view.is_busy or _is_private(event.view)):
            self._run.ask_to_end(EndReason.STOPPED)


def _refuse_if_busy(view: AppView) -> None:
    if view.is_busy:
        raise NotNow("A recording is running.", hint="Stop it first, then try the test recording again.")
    if _is_private(view):
        raise NotNow("Nothing is recorded in a privacy pause.", hint="End the pause first.")


def _is_private(view: AppView) -> bool:
    return view.private_until_s is not None and view.private_until_s > time.time()


def _made_ready(folder: Path, into: Path, failures: tuple[tuple[ChannelId, LookhearError], ...]) -> Trial:
    """On a thread: the files for the player, and what each track is worth."""
    from lookhear.desktop.engine.library.playing import make_playable
    from lookhear.recorder.receipt import build_receipt
    from lookhear.recorder.receipt_sentences import SILENT_BELOW

    receipt = build_receipt(folder)
    reasons = {str(channel): str(error) for channel, error in failures}
    tracks = tuple(
        TrialTrack(
            channel_id=ChannelId.parse(track.channel_id),
            duration_s=track.duration_s,
            peak=track.peak,
            is_silent=track.kind != ChannelKind.DISPLAY and (track.peak is None or track.peak < SILENT_BELOW),
            reason="" if track.fragments else reasons.get(track.channel_id, ""),
        )
        for track in receipt.tracks
    )
    return Trial(playable=make_playable(folder, into=into), tracks=tracks)
