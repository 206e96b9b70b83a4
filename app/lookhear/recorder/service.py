"""The recorder: opens the chosen sources, runs their threads, seals, and ends cleanly. Belongs to the engine loop (asyncio).

    cap-<channel> → mailbox → enc-<channel> → queue → seal → journal row → event

The recording exists on disk before the first source is opened. Stopping flows downstream: sources end, encoders finish, the
sealer writes the end row; nothing waits for a fixed time. A pause closes every source and flushes what they gave; the clock goes on.
Holding does the same to some channels, and is theirs alone: a pause and its end leave a held channel held.
"""

from __future__ import annotations

import asyncio
import platform
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear import __version__
from lookhear.errors import LookhearError, NothingToCapture, NotNow, UsageError
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.context.windows import WindowNames
from lookhear.recorder.ensemble import Ensemble
from lookhear.recorder.events import Event, FragmentSealed, Journalled, RecordingStarted, StorageFailed
from lookhear.recorder.pipeline.sealing import Sealer
from lookhear.recorder.quality import Quality
from lookhear.recorder.session import SessionMachine, State, Trigger
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.spool.rows import EndReason, FragmentRow, HoldRow, MarkerRow, PauseRow, ReleaseRow, ResumeRow
from lookhear.recorder.spool.writer import RecordingWriter
from lookhear.recorder.tracks import display_track, sound_track

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from lookhear.errors import StorageError
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.mixdown import MixThread
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.recorder.spool.rows import DeedRow, Row
    from lookhear.recorder.tracks import Track
    from lookhear.system.active_window import ActiveWindows

_MIX_AFTER_S = 2.0  # the first seconds belong to the encoders; what was sealed meanwhile is mixed then, or by the export
_MARKER_CHARS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChannel:
    """One chosen channel and how people know it. ``store`` as in `ManifestChannel`."""

    channel_id: ChannelId
    name: str
    device: str
    store: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingPlan:
    """What to record. ``primary`` is the display of the exported video; None for a recording of sound alone."""

    channels: tuple[PlannedChannel, ...]
    primary: ChannelId | None
    fps: int = 30
    quality: Quality = Quality.BALANCED


class Recorder:
    """One recording, from start to end. Make a new one for the next.

    The catalogues are asked for on the threads that open sources: finding an audio server must not hold up the picture. ``windows``
    watches which window has the focus, for the context log, while a display is recorded; None: nobody wishes that.
    """

    def __init__(
        self,
        *,
        screens: Callable[[], ScreenCatalogue],
        sounds: Callable[[], AudioCatalogue],
        root: Path,
        clock: SessionClock,
        windows: Callable[[], ActiveWindows] | None = None,
    ) -> None:
        self._screens, self._sounds, self._root, self._clock = screens, sounds, root, clock
        self._machine = SessionMachine()
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn = asyncio.Lock()  # pausing, holding, going on and stopping take turns
        self._sealer: Sealer | None = None
        self._ensemble = Ensemble()
        self._windows = windows
        self._names: WindowNames | None = None
        self._mix: MixThread | None = None
        self._mix_timer: asyncio.TimerHandle | None = None
        self.recording_id = new_recording_id()
        self.folder = root / self.recording_id

    @property
    def state(self) -> State:
        """What the recorder is doing."""
        return self._machine.state

    def now_ns(self) -> int:
        """Session time now."""
        return self._clock.now_ns()

    @property
    def held(self) -> frozenset[ChannelId]:
        """The channels that are held."""
        return self._ensemble.held

    @property
    def lost_since_ns(self) -> int | None:
        """Session time since when not one source is open; None when one is, and while one is held or all are paused."""
        return self._ensemble.lost_since_ns if self.state is State.RECORDING else None

    async def next_event(self) -> Event:
        """Wait for the next event. One reader."""
        return await self._events.get()

    async def start(self, plan: RecordingPlan) -> RecordingStarted:
        """Begin to record. Raises NothingToCapture when not one source opens, DiskFull, FolderUnwritable."""
        if not plan.channels:
            raise UsageError("Nothing was chosen to be recorded.", hint="Choose a display, a microphone or system audio.")
        self._machine.fire(Trigger.START)
        self._loop = asyncio.get_running_loop()
        try:
            writer = RecordingWriter.create(self._root, self._manifest(plan))
        except LookhearError:
            self._machine.fire(Trigger.NO_SOURCE)
            raise
        self._sealer = sealer = Sealer(writer, now_ns=self._clock.now_ns, on_row=self._on_row, on_failure=self._on_failure)
        sealer.start()
        for channel in plan.channels:
            track = self._track(channel.channel_id, plan, sealer)
            self._ensemble.tracks.append(track)
            track.start()
        failures = await self._ensemble.first_failures(self._ensemble.tracks)
        if len(failures) == len(self._ensemble.tracks):
            await self._abandon()
            reasons = " ".join(f"{channel}: {error.for_people()}" for channel, error in failures)
            raise NothingToCapture(f"Nothing could be captured. {reasons}")
        self._mix_timer = asyncio.get_running_loop().call_later(_MIX_AFTER_S, self._begin_mix)
        self._machine.fire(Trigger.SOURCES_READY)
        self._begin_names(plan, sealer)
        now_ns = self._clock.now_ns()
        self._ensemble.note_wish(now_ns)
        began_ns = self._ensemble.opened_ns
        started = RecordingStarted(self.recording_id, self.folder, now_ns if began_ns is None else began_ns, failures)
        self._events.put_nowait(started)
        return started

    async def pause(self) -> None:
        """Close every source; returns when what they gave before is durable, and the pause too. Harmless while it is paused.

        Nothing is captured from the call on. Raises NotNow when nothing is being recorded.
        """
        t_ns = self._clock.now_ns()
        async with self._turn:
            if self._machine.state is not State.PAUSED:
                self._move(Trigger.PAUSE)
                self._tend_names()
                await asyncio.to_thread(self._close, self._ensemble.wished, [PauseRow(t_ns=t_ns)], t_ns=t_ns)

    async def resume(self) -> tuple[tuple[ChannelId, LookhearError], ...]:
        """Open the sources again; gives those that are not open for now, which are tried again all along.

        Held channels stay closed. Harmless while it is not paused. Raises NotNow when nothing is being recorded.
        """
        async with self._turn:
            if self._machine.state is State.RECORDING:
                return ()
            self._move(Trigger.RESUME)
            t_ns = self._clock.now_ns()
            self._ensemble.note_wish(t_ns)
            return await self._open(self._ensemble.wished, [ResumeRow(t_ns=t_ns)], t_ns=t_ns)

    async def hold(self, channels: Collection[ChannelId]) -> None:
        """Close the sources of these channels alone; returns when what they gave before is durable, and that they are held too.

        Nothing of them is captured from the call on, and each counts the time as paused. Harmless for those that are held already,
        and while it is paused. Raises NotNow when nothing is being recorded, UsageError for a channel that is not recorded.
        """
        t_ns = self._clock.now_ns()
        self._check(channels)
        async with self._turn:
            self._check_running()
            tracks = self._ensemble.hold(channels, t_ns=t_ns)
            self._tend_names()
            rows = [HoldRow(channel=track.channel_id, t_ns=t_ns) for track in tracks]
            await asyncio.to_thread(self._close, tracks if self.state is State.RECORDING else (), rows, t_ns=t_ns)

    async def release(self, channels: Collection[ChannelId]) -> tuple[tuple[ChannelId, LookhearError], ...]:
        """Open the sources of held channels again; gives those that are not open for now, which are tried again all along.

        Harmless for those that are not held; while it is paused they are opened when that ends. Raises as `hold` does.
        """
        self._check(channels)
        async with self._turn:
            self._check_running()
            t_ns = self._clock.now_ns()
            tracks = self._ensemble.release(channels, t_ns=t_ns)
            rows = [ReleaseRow(channel=track.channel_id, t_ns=t_ns) for track in tracks]
            return await self._open(tracks if self.state is State.RECORDING else (), rows, t_ns=t_ns)

    async def mark(self, text: str, *, ago_ns: int = 0) -> int:
        """Add a marker to the context log, now or so long ago; gives its session time when it is durable. Raises UsageError, NotNow."""
        text = text.strip()
        if not text or len(text) > _MARKER_CHARS:
            raise UsageError(f"A marker has a text of at most {_MARKER_CHARS} characters.")
        row = MarkerRow(text=text, t_ns=max(0, self._clock.now_ns() - max(0, ago_ns)))
        is_running = self._machine.state in {State.RECORDING, State.PAUSED}
        if not is_running or self._sealer is None or not await asyncio.to_thread(self._sealer.write, row):
            raise NotNow("Nothing is being recorded any more.")
        return row.t_ns

    async def stop(self, reason: EndReason) -> None:
        """Stop capturing, seal what is left and write the end row. Harmless when it has ended already."""
        if not self._machine.can(Trigger.STOP):
            return
        self._stop_capturing()
        async with self._turn:
            await asyncio.to_thread(self._wind_down, reason)
        self._machine.fire(Trigger.SEALED)

    async def discard(self) -> None:
        """Stop capturing and remove the recording, also one that has just ended: nobody may have it. End its upload before.

        Harmless before the start, and when nothing is left of it.
        """
        if self._machine.can(Trigger.STOP):
            self._stop_capturing()
            async with self._turn:
                await asyncio.to_thread(self._throw_away)
            self._machine.fire(Trigger.DISCARDED)
            return
        async with self._turn:  # somebody may be ending it
            if self._sealer is not None:
                await asyncio.to_thread(shutil.rmtree, self.folder, ignore_errors=True)

    def _stop_capturing(self) -> None:
        self._machine.fire(Trigger.STOP)
        self._tend_names()
        if self._mix_timer is not None:
            self._mix_timer.cancel()
        self._ensemble.ask_to_stop()

    def _check(self, channels: Collection[ChannelId]) -> None:
        self._check_running()
        self._ensemble.check(channels)

    def _check_running(self) -> None:
        if self.state not in {State.RECORDING, State.PAUSED}:
            raise self._not_now()

    def _move(self, trigger: Trigger) -> None:
        """Move on as somebody wished; raises NotNow where that makes no sense."""
        if not self._machine.can(trigger):
            raise self._not_now()
        self._machine.fire(trigger)

    def _not_now(self) -> NotNow:
        return NotNow("The recording has not begun yet." if self.state in {State.IDLE, State.STARTING} else "The recording has ended.")

    def _close(self, tracks: Sequence[Track], rows: Sequence[DeedRow], *, t_ns: int) -> None:
        self._ensemble.close(tracks, t_ns=t_ns)
        self._note(rows)

    async def _open(self, tracks: Sequence[Track], rows: Sequence[DeedRow], *, t_ns: int) -> tuple[tuple[ChannelId, LookhearError], ...]:
        await asyncio.to_thread(self._note, rows)
        if self.state is not State.RECORDING:  # it is being stopped: nobody is left who could open them, or say so
            return ()
        self._tend_names()
        self._ensemble.open(tracks, t_ns=t_ns)
        return await self._ensemble.first_failures(tracks)

    def _note(self, rows: Sequence[DeedRow]) -> None:
        """Journal what somebody did; returns when it is durable, and everything before it."""
        if self._sealer is not None:
            for row in rows:
                self._sealer.put(row)
            self._sealer.flush()

    def _manifest(self, plan: RecordingPlan) -> Manifest:
        channels = tuple(
            ManifestChannel(
                channel_id=channel.channel_id,
                name=channel.name,
                device=channel.device,
                is_primary=channel.channel_id == plan.primary,
                store=channel.store,
            )
            for channel in plan.channels
        )
        return Manifest(
            recording_id=self.recording_id,
            created_wall_ns=time.time_ns(),
            clock_wall_origin_ns=self._clock.wall_origin_ns,
            app_version=__version__,
            platform=platform.system().lower(),
            fps=plan.fps,
            channels=channels,
        )

    def _track(self, channel: ChannelId, plan: RecordingPlan, sealer: Sealer) -> Track:
        if channel.kind.is_video:
            return display_track(channel, screens=self._screens, fps=plan.fps, quality=plan.quality, sink=sealer.put, clock=self._clock)
        return sound_track(channel, sounds=self._sounds, sink=sealer.put, clock=self._clock)

    def _begin_names(self, plan: RecordingPlan, sealer: Sealer) -> None:
        if self._windows is not None and any(channel.channel_id.kind.is_video for channel in plan.channels):
            self._names = WindowNames(self._windows(), now_ns=self._clock.now_ns, sink=sealer.put)
            self._names.start()
            self._tend_names()

    def _tend_names(self) -> None:
        """The names of windows are noted while a display is recorded: not in a pause, and not while all of them are held."""
        if self._names is not None:
            is_shown = any(track.channel_id.kind.is_video for track in self._ensemble.wished)
            self._names.wish(is_wished=is_shown and self.state is State.RECORDING)

    def _begin_mix(self) -> None:
        if sum(not track.channel_id.kind.is_video for track in self._ensemble.tracks) < 2:  # noqa: PLR2004 (one sound is its own mix)
            return
        from lookhear.recorder.mixdown import MixThread

        self._mix = MixThread(self.folder)
        self._mix.start()

    async def _abandon(self) -> None:
        """Nothing was captured: leave nothing behind."""
        await asyncio.to_thread(self._wind_down, None)
        self._machine.fire(Trigger.NO_SOURCE)

    def _throw_away(self) -> None:
        """End every thread and remove the recording."""
        self._ensemble.join()
        if self._names is not None:
            self._names.finish()
        if self._mix is not None:
            self._mix.finish(is_wanted=False)
        if self._sealer is not None:
            self._sealer.discard()

    def _wind_down(self, reason: EndReason | None) -> None:
        """End every thread and the recording; without a reason throw it away."""
        self._ensemble.ask_to_stop()
        self._ensemble.join()
        if self._names is not None:
            self._names.finish()
        if self._sealer is not None and reason is None:
            self._sealer.abandon()
        elif self._sealer is not None and reason is not None:
            self._sealer.finish(reason)
        if self._mix is not None:
            self._mix.finish()

    def _on_row(self, row: Row) -> None:
        """On the `seal` thread."""
        self._publish(FragmentSealed(row) if isinstance(row, FragmentRow) else Journalled(row))

    def _on_failure(self, error: StorageError) -> None:
        """On the `seal` thread."""
        self._publish(StorageFailed(error))

    def _publish(self, event: Event) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)
