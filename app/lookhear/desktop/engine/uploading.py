"""The uploads of this application: of the recording that runs, of those before it, and of what earlier programs left.

Nothing here can harm a recording. Belongs to the engine loop; whatever may block runs on threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.events import LibraryChanged, Notice, NoticeKind
from lookhear.desktop.engine.leftovers import Publishing, Round
from lookhear.desktop.engine.view import UploadsView
from lookhear.errors import LookhearError
from lookhear.recorder.run_upload import Worries
from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from pathlib import Path

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.viewing import Views
    from lookhear.recorder.run_upload import RunUpload
    from lookhear.recorder.upload.status import UploadStatus

_LOG: Final = logging.getLogger(__name__)
_LOOK_S: Final = 1.0
_TAKE_UP_AFTER_S: Final = 1.5  # the first moments of a start belong to what is shown
_AGAIN_AFTER_S: Final = 300.0
_LIVE_LAG_S: Final = 10.0  # a recording that runs is always a little behind
_WORTH_A_WORD_S: Final = 10.0  # what was handed over sooner after the end needs no notification
_KIB: Final = 1024


class Rig(Publishing, Protocol):
    """As much of `lookhear.desktop.engine.rig.Rig` as is needed here."""

    def close(self) -> None:
        """Let go of what waits for anything."""
        ...


@dataclass(slots=True, eq=False)
class _Followed:
    """The upload of a recording of this process. ``ended_s`` is when the recording ended."""

    folder: Path
    upload: RunUpload
    ended_s: float | None = None

    @property
    def status(self) -> UploadStatus | None:
        return self.upload.status()


class Uploads:
    """See `lookhear.desktop.engine.ports.UploadService`."""

    def __init__(
        self,
        rig: Rig,
        hub: Hub,
        *,
        views: Views,
        settings: Callable[[], Settings],
        root: Callable[[], Path],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rig, self._hub, self._views, self._settings, self._root, self._now_s = rig, hub, views, settings, root, now_s
        self._followed: dict[str, _Followed] = {}
        self._round: Round | None = None
        self._is_round_at_work = False
        self._stop = threading.Event()  # the round
        self._woken = asyncio.Event()  # the next round should begin
        self._has_work = asyncio.Event()  # there is something to be looked at every second
        self._tasks: list[asyncio.Task[None]] = []
        self._worries: defaultdict[str, Worries] = defaultdict(Worries)
        self._told: set[str] = set()  # recordings whose upload needs help

    async def begin(self) -> None:
        """Recover what was interrupted, and hand over what is left, soon and beside everything else."""
        self._tasks += [asyncio.create_task(_steadily(work)) for work in (self._take_up(), self._look_on())]

    async def end(self) -> None:
        """End every upload of this process; what is left is for the next start."""
        self._stop.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.to_thread(self._rig.close)  # nobody need wait for a backend that is only being started
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for name in list(self._followed):
            await self._let_go(name)

    async def finish(self) -> None:
        """See the port."""
        self._told.clear()
        for followed in self._followed.values():
            followed.upload.ring()
        self._woken.set()

    def follow(self, folder: Path, upload: RunUpload) -> None:
        """A recording of this process begins; `recording_ended` when it has its end."""
        self._followed[folder.name] = _Followed(folder, upload)
        self._has_work.set()

    def recording_ended(self, recording_id: str) -> None:
        """Its upload comes to its end by itself now."""
        if (followed := self._followed.get(recording_id)) is not None:
            followed.ended_s = self._now_s()

    async def release(self, folder: Path) -> None:
        """End this process's upload of a recording: somebody removes it. Harmless where there is none."""
        await self._let_go(folder.name)

    def status_of(self, recording_id: str) -> UploadStatus | None:
        """How far a recording is, as far as this process uploads it."""
        if (followed := self._followed.get(recording_id)) is not None:
            return followed.status
        return None if self._round is None else self._round.statuses().get(recording_id)

    def look(self) -> None:
        """Show how far it is, and tell what is worth a word. Done every second."""
        every = self._statuses()
        known = {name: status for name, status in every.items() if status.state is not UploadState.DONE}
        counted = {name: status for name, status in known.items() if self._counts(name, status)}
        going = [status for status in counted.values() if status.state is UploadState.UPLOADING]
        self._views.change(
            uploads=UploadsView(
                recordings=len(counted),
                left_bytes=sum(status.pending_bytes for status in counted.values()),
                bytes_per_s=float(round(sum(status.bytes_per_s for status in going))),
                trouble=next((sentence for name, status in known.items() if (sentence := self._trouble(name, status))), ""),
            )
        )
        self._note_link(every)

    # ---- what is left

    async def _take_up(self) -> None:
        await asyncio.sleep(_TAKE_UP_AFTER_S)
        await self._recover()
        while True:
            self._woken.clear()
            settings = self._settings()
            self._round = Round(
                self._rig,
                self._root(),
                but=frozenset(self._followed),
                limit_bytes_per_s=settings.backend.upload_limit_kib_per_s * _KIB or None,
                keep_days=settings.storage.keep_days,
            )
            self._is_round_at_work = True
            self._has_work.set()
            try:
                await asyncio.to_thread(self._round.run, self._stop)
            except (LookhearError, OSError) as exc:
                _LOG.info("what earlier recordings left stays for now: %s", type(exc).__name__)
            self._is_round_at_work = False
            self._complain(self._round.statuses().items())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_AGAIN_AFTER_S):
                    await self._woken.wait()

    async def _recover(self) -> None:
        from lookhear.recorder.spool.recovery import RecoveryOutcome, recover_all

        reports, failures = await asyncio.to_thread(recover_all, self._root())
        for report in reports:
            if report.outcome is RecoveryOutcome.RECOVERED:
                self._hub.publish(Notice(kind=NoticeKind.RECOVERED, recording_id=report.recording_id))
        for failure in failures:
            _LOG.warning("a recording could not be recovered: %s", failure)
        if reports:
            self._hub.publish(LibraryChanged())

    # ---- what this process records

    async def _look_on(self) -> None:
        while True:
            await self._has_work.wait()
            await asyncio.sleep(_LOOK_S)
            self.look()
            if not self._followed and not self._is_round_at_work:
                self._has_work.clear()
            for name, followed in list(self._followed.items()):
                status = followed.status
                if status is None and followed.upload.failure is not None:  # it could not even begin
                    self._ask_for_help(name, str(followed.upload.failure))
                    await self._let_go(name)
                    continue
                self._complain([] if status is None else [(name, status)])  # also while it is recorded, which goes on
                if status is not None and status.is_settled and followed.ended_s is not None:
                    await self._conclude(name, followed, status)

    async def _conclude(self, name: str, followed: _Followed, status: UploadStatus) -> None:
        self.look()  # a last time
        await self._let_go(name)
        if status.state is not UploadState.DONE:
            self._woken.set()  # it is one of those that are left
            return
        if followed.ended_s is not None and self._now_s() - followed.ended_s >= _WORTH_A_WORD_S:
            words = () if status.player_url is None else (("link", status.player_url),)
            self._hub.publish(Notice(kind=NoticeKind.UPLOAD_FINISHED, words=words, recording_id=name))
        try:
            await asyncio.to_thread(self._rig.retire, followed.folder, keep_days=self._settings().storage.keep_days)
        except LookhearError as exc:  # they stay, which harms nobody
            _LOG.info("the media of %s stay for now: %s", name, type(exc).__name__)
        self._hub.publish(LibraryChanged())

    async def _let_go(self, name: str) -> None:
        followed = self._followed.pop(name, None)
        if followed is not None:
            await asyncio.to_thread(followed.upload.close)

    def _statuses(self) -> dict[str, UploadStatus]:
        known = {} if self._round is None else self._round.statuses()
        known |= {name: status for name, followed in self._followed.items() if (status := followed.status) is not None}
        return known

    def _counts(self, name: str, status: UploadStatus) -> bool:
        """Whether people should hear that it is not handed over: of one that runs only when it falls behind."""
        followed = self._followed.get(name)
        is_live = followed is not None and followed.ended_s is None
        return not is_live or (status.lag_s >= _LIVE_LAG_S and status.pending_bytes > 0)

    def _trouble(self, name: str, status: UploadStatus) -> str:
        return status.sentence if self._worries[name].is_one(status.state, now_s=self._now_s()) else ""

    def _note_link(self, known: dict[str, UploadStatus]) -> None:
        """The last recording can be watched from when its backend has said where."""
        last = self._views.now.last
        if last is not None and last.link is None and (status := known.get(last.recording_id)) is not None:
            self._views.change(last=replace(last, link=status.player_url))

    def _complain(self, statuses: Iterable[tuple[str, UploadStatus]]) -> None:
        for name, status in statuses:
            if status.state is UploadState.REFUSED:
                self._ask_for_help(name, status.sentence)

    def _ask_for_help(self, name: str, sentence: str) -> None:
        """Tell once that a recording is not handed over, and why."""
        if name not in self._told:
            self._told.add(name)
            self._hub.publish(Notice(kind=NoticeKind.UPLOAD_NEEDS_HELP, words=(("sentence", sentence),), recording_id=name))


async def _steadily(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as exc:  # noqa: BLE001 - the outermost frame of a task that nobody waits for
        _LOG.error("handing over came to an end", exc_info=exc)
