"""One recording for a program: begun, bound to its session, told about, ended and handed over. Belongs to the engine loop (asyncio).

begin: sources open ─▶ the backend takes it, or cannot be reached for now ─▶ the program is answered
then:  … ─▶ whatever ends it ─▶ sealed ─▶ uploaded, as long as that is waited for ─▶ one end is told ─▶ the rest is uploaded
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.errors import BackendRefused, DiskFull, LookhearError, NotNow, StorageError, UploadError
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.run import RecordingRun, RunWishes
from lookhear.recorder.run_upload import RunUpload
from lookhear.recorder.spool.binding import Binding, write_binding
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.status import UploadState
from lookhear.sdk.engine.capturing_events import Teller
from lookhear.sdk.engine.capturing_plan import plan_of, source_of

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId, ChannelKind
    from lookhear.recorder.events import RecordingStarted
    from lookhear.recorder.ports import ChannelInfo
    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.service import Recorder
    from lookhear.recorder.spool.binding import TokenSource
    from lookhear.recorder.upload.status import UploadStatus
    from lookhear.sdk.engine.ports import Emit, StartWish

_POLL_S: Final = 0.05
_PROGRESS_S: Final = 1.0
_NOTHING: Final = "Nothing was recorded."

_log = logging.getLogger(__name__)


class Rig(Protocol):
    """What recordings are made with: as much of the machine as is needed here."""

    @property
    def run_folder(self) -> Path:
        """Where recordings that run can be reached."""
        ...

    def recorder(self) -> Recorder:
        """A recorder for one recording."""
        ...

    def upload(self, folder: Path, source: TokenSource) -> Uploading:
        """The upload of a recording. Raises LookhearError."""
        ...

    def displays(self) -> list[ChannelInfo]:
        """The displays now; may take a moment. Raises LookhearError."""
        ...

    def private_url(self) -> str | None:
        """Where the backend of this computer says that it answers. Nobody is asked."""
        ...

    def let_go(self, folder: Path) -> object:
        """Remove the media of a recording that the backend has and that need not stay. Raises LookhearError."""
        ...

    def finish_others(self, but: Path | None, stop: threading.Event) -> None:
        """Hand over what earlier recordings left, until ``stop`` is set; takes as long as that takes."""
        ...

    def take_up(self, stop: threading.Event) -> None:
        """Finish what was interrupted, and hand over what is left of everything, until ``stop`` is set. Raises LookhearError."""
        ...

    def close(self) -> None:
        """End what waits for the backend of this computer. May be called from any thread."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many seconds are waited for what.

    At the start ``bind_s`` for the backend, and ``offline_s`` of these while nobody answers there; at the end ``upload_s`` for the
    upload, and ``away_s`` of these while nobody answers. ``sources_lost_s`` is how long not one source may be there,
    ``take_up_after_s`` what earlier recordings left has to wait for a program that has just come.
    """

    bind_s: float = 10.0
    offline_s: float = 3.0
    sources_lost_s: float = 5.0
    take_up_after_s: float = 3.0
    upload_s: float = 20.0
    away_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a recording ended: what `recording-complete` or `error` told."""

    event: str
    payload: dict[str, object]


PATIENCE: Final = Patience()


class CapturedSession:
    """One recording for one program. `begin` it once."""

    def __init__(self, wish: StartWish, rig: Rig, emit: Emit, *, patience: Patience = PATIENCE) -> None:
        self.wish, self._rig, self._patience = wish, rig, patience
        self._loop = asyncio.get_running_loop()
        self._teller = Teller(emit, session_id=wish.session_id, channels=[channel.channel_id for channel in wish.channels])
        self._recorder = rig.recorder()
        self._source: TokenSource | None = None
        self._upload = RunUpload(self._make_upload, promise=self._promise)
        self._run = RecordingRun(
            self._recorder, upload=self._upload, wishes=self._wishes(), tell=self._teller.heard, complain=self._complain
        )
        self._answer: dict[str, object] = {}
        self._began_ns = 0
        self._living: asyncio.Task[None] | None = None
        self._is_closing = asyncio.Event()
        self._wait_until_s: float | None = None  # for the upload at the end, where somebody is in a hurry
        self.ended: asyncio.Future[Ended] = self._loop.create_future()

    @property
    def answer(self) -> dict[str, object]:
        """What starting it answered."""
        return dict(self._answer)

    @property
    def is_ending(self) -> bool:
        """Whether something has asked for its end."""
        return self._run.is_asked

    @property
    def is_put_away(self) -> bool:
        """Whether nothing of it goes on any more."""
        return self._living is not None and self._living.done()

    async def begin(self) -> dict[str, object]:
        """Record, and wait for what the backend says to it. Raises LookhearError; then nothing is left of it, or of its threads."""
        self._source = source_of(self.wish, private_url=await asyncio.to_thread(self._rig.private_url))
        plan = await asyncio.to_thread(plan_of, self.wish, self._rig.displays)
        try:
            started = await self._run.start(plan)
            status = await self._bound()
        except BaseException:  # also where somebody does not wait for it any more
            await self._run.discard()
            raise
        return self._begun(started, status)

    def ask_to_end(self, reason: EndReason) -> None:
        """Ask for the end; only the first who asks is heard."""
        self._run.ask_to_end(reason)

    def hurry(self, within_s: float) -> None:
        """Wait no longer than so for the upload at the end."""
        self._wait_until_s = self._loop.time() + within_s

    async def hold(self, kinds: frozenset[ChannelKind]) -> None:
        """Close the sources of these kinds. Raises NotNow."""
        await self._recorder.hold(self._of(kinds))

    async def release(self, kinds: frozenset[ChannelKind]) -> None:
        """Open them again. Raises NotNow."""
        await self._recorder.release(self._of(kinds))  # one that cannot be opened tells so itself

    async def close(self) -> None:
        """End the upload, what is left of it is for later; waits for everything of this recording to have ended."""
        self._is_closing.set()
        if self._living is not None:
            await asyncio.wait({self._living})

    def _of(self, kinds: frozenset[ChannelKind]) -> list[ChannelId]:
        return [channel.channel_id for channel in self.wish.channels if channel.channel_id.kind in kinds]

    def _wishes(self) -> RunWishes:
        return RunWishes(
            duration_s=self.wish.duration_s,
            sources_lost_s=self._patience.sources_lost_s,
            run_folder=self._rig.run_folder,
            upload_after_s=0.0,
            finish_others=lambda stop: self._rig.finish_others(self._recorder.folder, stop),
        )

    def _make_upload(self, folder: Path) -> Uploading:
        if self._source is None:
            raise LookupError("where it goes is known before it begins")
        return self._rig.upload(folder, self._source)

    def _promise(self, folder: Path) -> None:
        if self._source is not None:
            write_binding(folder, Binding(source=self._source))

    def _complain(self, error: LookhearError) -> None:
        self._teller.warn(error.code, error.for_people())

    async def _bound(self) -> UploadStatus | None:
        """Wait until the backend has taken the session or cannot be reached. Raises what it says against it."""
        give_up_s = self._loop.time() + self._patience.bind_s
        offline_s = 0.0
        while not self._run.is_asked and self._loop.time() < give_up_s and offline_s < self._patience.offline_s:
            status, trouble = self._upload.status(), self._upload.trouble()
            if status is None and trouble is not None:
                raise trouble
            if status is not None and status.state is UploadState.REFUSED:
                raise _of_a_start(trouble or UploadError(status.sentence))
            if _is_bound(status):
                return status
            is_offline = status is not None and status.state is UploadState.OFFLINE
            offline_s = offline_s + _POLL_S if is_offline else 0.0
            await asyncio.sleep(_POLL_S)
        return self._upload.status()

    def _begun(self, started: RecordingStarted, status: UploadStatus | None) -> dict[str, object]:
        self._began_ns = started.began_ns
        self._teller.started(started)
        if status is not None and not _is_bound(status) and not self._run.is_asked:
            self._teller.trouble(status, self._upload.trouble())
        self._answer = {
            "status": "recording",
            "session_id": self.wish.session_id,
            "recording_id": started.recording_id,
            "upload": "online" if _is_bound(status) else "offline",
        }
        self._living = asyncio.create_task(self._live(), name=f"session {started.recording_id}")
        return self.answer

    async def _live(self) -> None:
        """Follow it to its end, tell that, and hand the rest over."""
        try:
            following = asyncio.create_task(self._follow())
            try:
                await self._run.until_asked()
                end_ns = self._recorder.now_ns()
                await self._run.end()
                await asyncio.to_thread(self._write_receipt)
                await self._hand_over()
            finally:
                following.cancel()
                await asyncio.wait({following})
            self._tell_progress()
            self._tell_end(duration_s=(end_ns - self._began_ns) / 1e9)
        except Exception as exc:  # noqa: BLE001 - a task's outermost frame: whoever waits for the end must hear of one
            _log.warning("The recording %s did not end as it should.", self._recorder.recording_id, exc_info=True)
            self._end("error", {"code": "internal", "message": f"The recording ended with an error of our own ({type(exc).__name__})."})
        finally:
            await self._put_away()

    def _write_receipt(self) -> None:
        try:
            write_receipt(self._recorder.folder)
        except StorageError as exc:  # it can be made from the journal at any time
            _log.info("the receipt of %s is not kept: %s", self._recorder.recording_id, exc)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_PROGRESS_S)
            self._tell_progress()
            if (status := self._upload.status()) is not None and not self.ended.done():
                self._teller.troubled(status, self._upload.trouble(), now_s=self._loop.time())

    def _tell_progress(self) -> None:
        status = self._upload.status()
        self._teller.uploaded(self._upload.progress(), url=None if status is None else status.player_url)

    async def _hand_over(self) -> None:
        """Wait for what is left, as long as that helps and nobody is in a hurry."""
        now_s = self._loop.time()
        until_s, away_s = now_s + self._patience.upload_s, now_s + self._patience.away_s
        while (status := self._upload.status()) is not None and not status.is_settled:
            now_s = self._loop.time()
            limit_s = min(until_s, away_s) if status.state is not UploadState.UPLOADING else until_s
            if now_s >= (limit_s if self._wait_until_s is None else min(limit_s, self._wait_until_s)):
                return
            await asyncio.sleep(_POLL_S)

    def _tell_end(self, *, duration_s: float) -> None:
        status = self._upload.status()
        is_uploaded = status is not None and status.state is UploadState.DONE
        facts: dict[str, object] = {
            "recording_id": self._recorder.recording_id,
            "reason": (self._run.reason or _of_storage(self._run.failure)).value,
            "uploaded": is_uploaded,
            "duration_s": round(duration_s, 3),
            "player_url": status.player_url if status is not None else None,
        }
        if not is_uploaded:
            facts["message"] = "Not all of it is handed over yet; the next start of Lookhear goes on with that."
        if status is not None and status.state is UploadState.REFUSED:
            facts["message"] = status.sentence
        if self._run.failure is not None:
            self._end("error", {**facts, "status": "failed", "code": self._run.failure.code, "message": self._run.failure.for_people()})
        else:
            self._end("recording-complete", {"status": "completed", **facts})

    def _end(self, event: str, payload: dict[str, object]) -> None:
        if not self.ended.done():
            self._teller.tell(event, payload)
            self.ended.set_result(Ended(event=event, payload={"session_id": self.wish.session_id, **payload}))

    async def _put_away(self) -> None:
        """Upload the rest for as long as the program lives, and let go of what need not stay here."""
        await self._run.put_away()
        while (status := self._upload.status()) is not None and not status.is_settled and not self._is_closing.is_set():
            try:
                async with asyncio.timeout(_PROGRESS_S):
                    await self._is_closing.wait()
            except TimeoutError:
                self._tell_progress()
        status = await asyncio.to_thread(self._upload.close)
        if status is not None and status.state is UploadState.DONE:
            self._tell_progress()
            try:
                await asyncio.to_thread(self._rig.let_go, self._recorder.folder)
            except LookhearError as exc:  # they stay, which harms nobody
                _log.info("the media of %s stay for now: %s", self._recorder.recording_id, exc)


def _is_bound(status: UploadStatus | None) -> bool:
    """Whether the backend has taken the session, and media go there or have gone."""
    return status is not None and status.state in {UploadState.UPLOADING, UploadState.DONE}


def _of_storage(failure: LookhearError | None) -> EndReason:
    return EndReason.DISK_FULL if isinstance(failure, DiskFull) else EndReason.STORAGE_FAILED


def _of_a_start(trouble: LookhearError) -> LookhearError:
    """The reason why a start failed, without what is said to those whose recording is safe: there is none."""
    if isinstance(trouble, BackendRefused) and trouble.hint == BackendRefused.default_hint:
        return BackendRefused(str(trouble), hint=_NOTHING, reason=trouble.reason, details=trouble.details)
    return trouble


def not_now(session_id: str) -> NotNow:
    """Another recording runs."""
    return NotNow(f"The session {session_id} is being recorded.", hint="Stop it before another one is started.")
