"""One recording from its start to whatever ends it: what every program that records shares. Belongs to the engine loop (asyncio).

    start ─▶ … ─▶ somebody here asks · the control socket · the duration · the backend · all sources lost · storage failed ─▶ end

Beside the recording it keeps the control socket, begins the upload, and finishes what earlier recordings left. What is printed,
which signals are heard and what becomes of the upload afterwards is the program's own.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError
from lookhear.recorder.control.server import ControlServer
from lookhear.recorder.events import StorageFailed
from lookhear.recorder.spool.rows import EndReason

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from lookhear.recorder.events import Event, RecordingStarted
    from lookhear.recorder.run_upload import RunUpload
    from lookhear.recorder.service import Recorder, RecordingPlan

_LOG: Final = logging.getLogger(__name__)
_TIDY_AFTER_S: Final = 3.0
_LOOK_EVERY_S: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWishes:
    """How a recording is to be run. None is: never, nowhere, nobody.

    ``duration_s`` counts from the first source that opened, ``sources_lost_s`` from when the last one was lost; one that is held is not.
    In ``run_folder`` lies the socket over which other programs pause and stop it. The upload begins after ``upload_after_s``:
    the first seconds of a recording belong to the encoders where nobody waits for a backend. ``finish_others`` hands over what
    earlier recordings left, on a thread, until the event it is given is set.
    """

    duration_s: float | None = None
    sources_lost_s: float | None = None
    run_folder: Path | None = None
    upload_after_s: float = 2.0
    finish_others: Callable[[threading.Event], None] | None = None


class RecordingRun:
    """Runs one recorder once: `start`, then `until_asked`, then `end` and `put_away`, which also belong behind a failure of the first two.

    ``upload`` is begun when the time has come and told what happens; what it does, and whether, changes nothing here, but that a
    backend may ask for the end. ``tell`` hears every event of the recorder, ``complain`` sentences for people.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        upload: RunUpload | None = None,
        wishes: RunWishes | None = None,
        tell: Callable[[Event], object] = lambda _event: None,
        complain: Callable[[LookhearError], object] = lambda _error: None,
    ) -> None:
        self.recorder, self.upload = recorder, upload
        self._wishes = wishes or RunWishes()
        self._tell, self._complain = tell, complain
        self._outcome: asyncio.Future[EndReason | LookhearError] = asyncio.get_running_loop().create_future()
        self._forever: list[asyncio.Task[None]] = []
        self._ending: list[asyncio.Task[None]] = []  # by themselves
        self._handing: asyncio.Task[None] | None = None  # over, one of these
        self._control = ControlServer(
            recorder,
            ask_to_stop=lambda: self.ask_to_end(EndReason.STOPPED),
            uploads=(lambda: None) if upload is None else upload.status,
        )

    @property
    def is_asked(self) -> bool:
        """Whether its end was asked for."""
        return self._outcome.done()

    @property
    def reason(self) -> EndReason | None:
        """Why it ends or ended; None before, and where storage failed."""
        outcome = self._outcome.result() if self._outcome.done() else None
        return outcome if isinstance(outcome, EndReason) else None

    @property
    def failure(self) -> LookhearError | None:
        """What of the storage ended it."""
        outcome = self._outcome.result() if self._outcome.done() else None
        return outcome if isinstance(outcome, LookhearError) else None

    def ask_to_end(self, reason: EndReason) -> None:
        """Ask for the end; only the first who asks is heard."""
        self._settle(reason)

    async def start(self, plan: RecordingPlan) -> RecordingStarted:
        """Begin to record, and everything beside it. Raises what `Recorder.start` raises."""
        wishes, recorder = self._wishes, self.recorder
        started = await recorder.start(plan)
        self._forever += [asyncio.create_task(self._watch()), asyncio.create_task(self._look())]
        self._beside(self._tidy())
        if wishes.run_folder is not None:
            self._beside(self._listen(wishes.run_folder))
        if self.upload is not None:
            self._handing = asyncio.create_task(self._hand_over(self.upload))
            self._ending.append(self._handing)
        if wishes.duration_s is not None:
            already_s = (recorder.now_ns() - started.began_ns) / 1e9
            asyncio.get_running_loop().call_later(max(0.0, wishes.duration_s - already_s), self._settle, EndReason.DURATION)
        return started

    async def until_asked(self) -> None:
        """Wait until something asks for the end."""
        await asyncio.wait({self._outcome})

    async def end(self) -> None:
        """Stop capturing, seal what is left, tell everybody. Harmless where nothing was begun. `put_away` belongs behind it."""
        outcome = self._outcome.result() if self._outcome.done() else EndReason.STOPPED
        try:
            # Where storage failed the sealer knows more, such as disk_full.
            await self.recorder.stop(outcome if isinstance(outcome, EndReason) else EndReason.STORAGE_FAILED)
        finally:
            self._settle(outcome)
            self._control.recording_ended()
            if self.upload is not None:
                self.upload.recording_ended()
            for task in self._forever:
                task.cancel()
        if self._handing is not None:  # it may just be being begun
            await asyncio.wait({self._handing})

    async def discard(self) -> None:
        """End, and leave nothing of the recording: it was begun in vain. The upload is ended too."""
        self._settle(EndReason.STOPPED)
        for task in self._forever:
            task.cancel()
        if self._handing is not None:
            await asyncio.wait({self._handing})
        if self.upload is not None:
            await asyncio.to_thread(self.upload.close)
        await self.recorder.discard()
        self._control.recording_ended()
        await self.put_away()

    async def put_away(self) -> None:
        """Wait for what was begun beside the recording and ends by itself. Harmless when called twice."""
        for outcome in await asyncio.gather(*self._forever, *self._ending, return_exceptions=True):
            if isinstance(outcome, Exception):  # the recording is whole all the same
                _LOG.error("Something beside the recording failed: %s", outcome, exc_info=outcome)
        await self._control.close()

    def _settle(self, value: EndReason | LookhearError) -> None:
        if not self._outcome.done():
            self._outcome.set_result(value)

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        self._ending.append(asyncio.create_task(work))

    async def _watch(self) -> None:
        while True:
            event = await self.recorder.next_event()
            if self.upload is not None:
                self.upload.ring()
            if isinstance(event, StorageFailed):
                self._settle(event.error)
            self._tell(event)

    async def _look(self) -> None:
        """Look now and then at what tells nobody."""
        patience_s, looks = self._wishes.sources_lost_s, 0
        while True:
            await asyncio.wait({self._outcome}, timeout=_LOOK_EVERY_S)
            if self._outcome.done():
                return
            status = None if self.upload is None else self.upload.status()
            if status is not None and status.is_stop_wished:
                self._settle(EndReason.BACKEND)
            lost_ns = None if patience_s is None else self.recorder.lost_since_ns
            looks = 0 if lost_ns is None else looks + 1
            if (
                lost_ns is not None
                and patience_s is not None
                and looks * _LOOK_EVERY_S >= patience_s
                and self._is_away(lost_ns, patience_s)
            ):
                self._settle(EndReason.SOURCES_LOST)

    def _is_away(self, lost_ns: int, patience_s: float) -> bool:
        """Whether that is long ago. The session clock goes on while the computer sleeps, when nobody opens anything: looks count, too."""
        return (self.recorder.now_ns() - lost_ns) / 1e9 >= patience_s

    async def _tidy(self) -> None:
        """Finish quietly what a crash or a lost line left behind, once this recording runs. It never touches one that is being written."""
        await asyncio.wait({self._outcome}, timeout=_TIDY_AFTER_S)
        from lookhear.recorder.spool.recovery import recover_all

        await asyncio.to_thread(recover_all, self.recorder.folder.parent)
        if self._wishes.finish_others is not None and not self._outcome.done():
            stop = threading.Event()
            self._outcome.add_done_callback(lambda _outcome: stop.set())
            await asyncio.to_thread(self._wishes.finish_others, stop)

    async def _listen(self, run_folder: Path) -> None:
        """Let other programs reach the recording; it needs none of them."""
        try:
            await self._control.begin(run_folder)
        except LookhearError as exc:
            self._complain(exc)

    async def _hand_over(self, upload: RunUpload) -> None:
        await asyncio.to_thread(upload.promise, self.recorder.folder)
        if self._wishes.upload_after_s:
            await asyncio.wait({self._outcome}, timeout=self._wishes.upload_after_s)
        await asyncio.to_thread(upload.begin, self.recorder.folder)
