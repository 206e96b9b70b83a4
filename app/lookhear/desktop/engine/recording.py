"""The one recording of this application, from the click to the verdict. Belongs to the engine loop.

    IDLE ─▶ COUNTDOWN ─▶ STARTING ─▶ RECORDING ⇄ PAUSED ─▶ STOPPING ─▶ IDLE        (see `lookhear.desktop.engine.phases`)

What a person wished is answered at once by the phase; what is shown of the recording comes from its evidence. Whatever goes wrong is
raised to who wished it, and kept in the view for who looks later.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.events import LibraryChanged, Notice, NoticeKind
from lookhear.desktop.engine.following import Follower
from lookhear.desktop.engine.phases import Move, PhaseMachine
from lookhear.desktop.engine.planning import plan_of
from lookhear.desktop.engine.sources import Offers
from lookhear.desktop.engine.take import Take
from lookhear.desktop.engine.view import Phase
from lookhear.errors import CaptureError, LookhearError, NotNow, PermissionMissing
from lookhear.recorder.events import Journalled, RecordingStarted
from lookhear.recorder.spool.rows import EndReason, HoldRow, PauseRow, ReleaseRow, ResumeRow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import SourceService
    from lookhear.desktop.engine.private import Privacy
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.take import Studio
    from lookhear.desktop.engine.uploading import Uploads
    from lookhear.desktop.engine.view import AppView
    from lookhear.desktop.engine.viewing import Views
    from lookhear.desktop.engine.warmth import Warmth
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.events import Event
    from lookhear.recorder.service import RecordingPlan

_LOG: Final = logging.getLogger(__name__)
_NAMES_S: Final = 0.4  # for what sources are called; an audio server may take long to answer
_ONE_CLICK_S: Final = 0.5  # a second toggle within that is part of a double click


def _a_second() -> Awaitable[object]:
    return asyncio.sleep(1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a recording asks of others. ``warm`` makes what opens sources while it is counted down, by a ``second`` each.

    ``suspect`` looks whether the system still lets this program do what it must: a source said that it does not. ``forget`` removes a
    recording that nobody wants from here and from the backend of this computer; raises LookhearError.
    """

    warm: Callable[[Sequence[ChannelId]], Warmth]
    suspect: Callable[[Collection[ChannelId]], Coroutine[object, object, object]]
    forget: Callable[[str], Awaitable[object]]
    second: Callable[[], Awaitable[object]] = _a_second


class Recordings:
    """See `lookhear.desktop.engine.ports.RecordingService`."""

    def __init__(
        self,
        studio: Studio,
        hub: Hub,
        *,
        views: Views,
        settings: Callable[[], Settings],
        sources: SourceService,
        uploads: Uploads,
        privacy: Privacy,
        surroundings: Surroundings,
    ) -> None:
        self._studio, self._hub, self._views, self._settings = studio, hub, views, settings
        self._sources, self._uploads, self._privacy, self._around = sources, uploads, privacy, surroundings
        self._machine = PhaseMachine()
        self._beginning: asyncio.Task[None] | None = None
        self._living: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._is_paused_by_us = False
        self._take: Take | None = None
        self._sealed = asyncio.Event()
        self._toggled_s: float | None = None
        privacy.on_change = self._on_privacy

    @property
    def view(self) -> AppView:
        """See the port."""
        return self._views.now

    async def start(self, *, countdown_s: int | None = None) -> None:
        """See the port."""
        if self._machine.phase is Phase.STOPPING:
            await self._sealed.wait()
        if self._beginning is None:
            if self._machine.phase is not Phase.IDLE:
                return
            self._privacy.check()
            count = self._settings().recording.countdown_s if countdown_s is None else countdown_s
            self._fire(Move.COUNT if count else Move.GO, failure=None, countdown_left_s=count)
            self._beginning = asyncio.create_task(self._begin(count))
        beginning = self._beginning
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(beginning)
        if not beginning.done():  # it is us who are not waited for any more
            raise asyncio.CancelledError

    async def stop(self) -> None:
        """See the port."""
        await self._end_with(EndReason.STOPPED)

    async def end(self) -> None:
        """The application ends: seal what runs."""
        await self._end_with(EndReason.STOPPED)
        if self._living is not None:
            await asyncio.wait({self._living})
        if self._beside:
            await asyncio.wait(self._beside)

    async def toggle(self) -> None:
        """See the port."""
        now_s = asyncio.get_running_loop().time()
        if self._toggled_s is not None and now_s - self._toggled_s < _ONE_CLICK_S:
            return
        self._toggled_s = now_s
        await (self.start() if self._machine.phase is Phase.IDLE else self.stop())

    async def pause(self) -> None:
        """See the port."""
        await self._running().pause()
        self._note()

    async def resume(self) -> None:
        """See the port."""
        self._privacy.check()
        await self._running().resume()
        self._note()

    async def set_muted(self, is_muted: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """See the port."""
        await self._running().set_muted(is_muted=is_muted)
        self._note()

    async def mark(self, text: str, *, ago_s: float = 0.0) -> None:
        """See the port."""
        await self._running().mark(text, ago_s=ago_s)

    async def discard(self) -> None:
        """See the port."""
        if await self._is_cancelled() or self._take is None or self._living is None:
            return
        self._take.is_unwanted = True
        self._take.ask_to_end(EndReason.STOPPED)
        await asyncio.wait({self._living})

    async def private_until(self, until_s: float | None) -> None:
        """See the port."""
        await self._privacy.set(until_s)

    async def clear_failure(self) -> None:
        """See the port."""
        self._views.change(failure=None)

    # ---- beginning

    async def _begin(self, count: int) -> None:
        """From the wish to the recording."""
        warmth: Warmth | None = None
        wanted: list[ChannelId] = []
        try:
            choice, offers = await asyncio.gather(self._sources.choice(), self._offers())
            plan = plan_of(choice, offers)
            wanted = [channel.channel_id for channel in plan.channels]
            if count:
                warmth = self._around.warm(wanted)
                warmth.start()
                await self._count_down(count)
                self._fire(Move.GO, countdown_left_s=0)
            await self._record(plan)
        except LookhearError as exc:
            self._fire(Move.FAILED, countdown_left_s=0, failure=exc)
            self._tell(NoticeKind.FAILED, ("code", exc.code), ("sentence", str(exc)), ("hint", exc.hint))
            if isinstance(exc, CaptureError) and wanted:
                self._later(self._around.suspect(wanted))
            raise
        except BaseException:  # somebody does not want it any more, or a bug
            self._fire(Move.FAILED, countdown_left_s=0)
            raise
        finally:
            self._beginning = None
            if warmth is not None:
                warmth.ask_to_stop()
                self._later(asyncio.to_thread(warmth.join))

    async def _offers(self) -> Offers:
        """What there is; nobody who wishes to record is kept waiting for names."""
        try:
            async with asyncio.timeout(_NAMES_S):
                return await self._sources.offers()
        except TimeoutError:
            return Offers()

    async def _count_down(self, count: int) -> None:
        for left_s in range(count, 0, -1):
            self._views.change(countdown_left_s=left_s)
            await self._around.second()

    async def _record(self, plan: RecordingPlan) -> None:
        take = Take(self._studio, plan, tell=self._on_event)
        if take.upload is not None:
            self._uploads.follow(take.folder, take.upload)
        try:
            await take.begin()
        except BaseException:
            await self._uploads.release(take.folder)
            await take.put_away()
            raise
        self._take = take
        self._sealed.clear()
        self._fire(Move.STARTED, recording=take.view(), last=None)
        self._living = asyncio.create_task(_quietly(self._live(take)))
        self._tell(NoticeKind.STARTED)
        self._hub.publish(LibraryChanged())
        self._on_privacy()

    async def _is_cancelled(self) -> bool:
        """End a countdown; whether there was one. Waits for a recording that is just beginning."""
        beginning = self._beginning
        if beginning is None:
            return False
        is_counting = self._machine.phase is Phase.COUNTDOWN
        if is_counting:
            beginning.cancel()
        await asyncio.wait({beginning})
        return is_counting

    # ---- recording

    def _running(self) -> Take:
        if self._take is None or self._machine.phase not in {Phase.RECORDING, Phase.PAUSED}:
            raise NotNow("Nothing is being recorded.")
        return self._take

    def _on_event(self, event: Event) -> None:
        """From the recorder: somebody may have paused it elsewhere, or a source may be missing a permission."""
        if isinstance(event, Journalled) and isinstance(event.row, PauseRow | ResumeRow | HoldRow | ReleaseRow):
            self._note()
        elif isinstance(event, RecordingStarted):
            refused = [channel for channel, error in event.failures if isinstance(error, PermissionMissing)]
            if refused:
                self._later(self._around.suspect(refused))

    def _note(self) -> None:
        """Follow what the recorder does."""
        if self._take is None or self._machine.phase not in {Phase.RECORDING, Phase.PAUSED}:
            return
        self._take.note_state()
        move = Move.PAUSED if self._take.is_paused else Move.RESUMED
        if move is Move.RESUMED:
            self._is_paused_by_us = False
        if self._machine.can(move):
            self._fire(move, recording=self._take.view())
        else:
            self._views.change(recording=self._take.view())

    def _on_privacy(self) -> None:
        """What records is paused for as long as the privacy pause lasts, and goes on then."""
        if self._privacy.is_on:
            if self._machine.phase is Phase.COUNTDOWN and self._beginning is not None:
                self._beginning.cancel()
            elif self._machine.phase is Phase.RECORDING and self._take is not None:
                self._is_paused_by_us = True
                self._later(self._privately(self._take.pause()))
        elif self._is_paused_by_us and self._machine.phase is Phase.PAUSED and self._take is not None:
            self._later(self._privately(self._take.resume()))

    async def _privately(self, doing: Coroutine[object, object, None]) -> None:
        with contextlib.suppress(NotNow):  # it has ended meanwhile
            await doing
        self._note()

    # ---- ending

    async def _end_with(self, reason: EndReason) -> None:
        if await self._is_cancelled() or self._take is None:
            return
        self._take.ask_to_end(reason)
        await self._sealed.wait()

    async def _live(self, take: Take) -> None:
        """Follow a recording to its end, and say what became of it."""
        following = asyncio.create_task(Follower(take, self._hub, views=self._views, settings=self._settings).run())
        failure: LookhearError | None = None
        try:
            await take.until_asked()
            self._fire(Move.STOP)
            is_alone = take.is_unwanted and not await asyncio.to_thread(take.has_private_session)
            await (take.discard() if is_alone else take.end())
        except LookhearError as exc:
            failure = exc
        finally:
            following.cancel()
            self._take = None
            self._uploads.recording_ended(take.recording_id)
            if self._machine.can(Move.STOP):  # it is torn down
                self._fire(Move.STOP)
            self._fire(Move.ENDED, recording=None, disk_left_s=None, failure=failure or take.failure)
            self._sealed.set()
        try:
            await (self._remove(take) if take.is_unwanted else self._conclude(take, failure or take.failure))
        finally:
            self._hub.publish(LibraryChanged())
            await take.put_away()

    async def _remove(self, take: Take) -> None:
        """Leave nothing of it: not here, nor with the backend of this computer, which may have a part of it.

        Where it cannot be noted that the backend is to let go of that part, all of it stays in the library, and a person is told: what
        they are told is gone must be gone.
        """
        await self._uploads.release(take.folder)
        await take.put_away()
        try:
            if await asyncio.to_thread(take.has_private_session):
                await self._around.forget(take.recording_id)
        except LookhearError as exc:
            _LOG.warning("%s could not be discarded: %s", take.recording_id, exc.code)
            self._tell(NoticeKind.NOT_DISCARDED, ("sentence", str(exc)), recording_id=take.recording_id)
            return
        await take.discard()  # whatever is left here

    async def _conclude(self, take: Take, failure: LookhearError | None) -> None:
        last = await asyncio.to_thread(take.verdict)
        self._views.change(last=last)
        if failure is None:
            self._tell(NoticeKind.STOPPED, *([] if last.link is None else [("link", last.link)]), recording_id=take.recording_id)
        else:
            words = (("code", failure.code), ("sentence", str(failure)), ("hint", failure.hint))
            self._tell(NoticeKind.FAILED, *words, recording_id=take.recording_id)

    # ---- all along

    def _fire(self, move: Move, **fields: Any) -> None:  # noqa: ANN401 - fields of AppView
        self._views.change(phase=self._machine.fire(move), **fields)

    def _tell(self, kind: NoticeKind, *words: tuple[str, str], recording_id: str | None = None) -> None:
        known = recording_id or (None if self._take is None else self._take.recording_id)
        self._hub.publish(Notice(kind=kind, words=tuple((name, word) for name, word in words if word), recording_id=known))

    def _later(self, work: Coroutine[object, object, object]) -> None:
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _quietly(work: Coroutine[object, object, object]) -> None:
    try:
        await work
    except Exception as exc:  # noqa: BLE001 - the outermost frame of a task that nobody asks what became of it
        _LOG.error("something of the recording failed", exc_info=exc)
