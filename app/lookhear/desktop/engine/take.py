"""One recording of the application: its recorder, its upload and its evidence, from the first source to the verdict.

Belongs to the engine loop. Whoever makes one begins it once, and ends or discards it whatever happened.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.evidence import Evidence
from lookhear.desktop.engine.library.entries import MARKER
from lookhear.desktop.engine.view import LastRecording, RecordingView, TrackVerdict
from lookhear.errors import LookhearError, StorageError, UsageError
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.receipt_sentences import SOURCE_LOST
from lookhear.recorder.run import RecordingRun, RunWishes
from lookhear.recorder.run_upload import RunUpload
from lookhear.recorder.session import State
from lookhear.recorder.spool.binding import Binding, read_binding, write_binding
from lookhear.recorder.spool.rows import PAUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.desktop.engine.view import Proof, TrackView
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.events import Event
    from lookhear.recorder.receipt import Receipt, TrackReceipt
    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.service import Recorder, RecordingPlan
    from lookhear.recorder.spool.binding import TokenSource
    from lookhear.recorder.spool.rows import EndReason

_LOG: Final = logging.getLogger(__name__)


class Destination(Protocol):
    """Where a recording goes: see `lookhear.desktop.engine.destination.Destination`."""

    def source(self) -> TokenSource | None:
        """Where session and token come from; None keeps it here. May block; raises LookhearError."""
        ...

    @property
    def bytes_per_s(self) -> int | None:
        """The upload's limit."""
        ...


class Publish(Protocol):
    """`lookhear.desktop.engine.rig.Rig.publisher`."""

    def __call__(self, folder: Path, *, source: TokenSource, limit_bytes_per_s: int | None = None) -> Uploading:
        """The upload of a recording."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What recordings are made with. ``is_kept_here``: nothing is handed over, and nobody is asked."""

    recorder: Callable[[], Recorder]
    publish: Publish
    destination: Destination
    run_folder: Path
    is_kept_here: Callable[[], bool]
    now_ns: Callable[[], int] = time.monotonic_ns


class Take:
    """``tell`` hears every event of the recorder after the evidence has."""

    def __init__(self, studio: Studio, plan: RecordingPlan, *, tell: Callable[[Event], object]) -> None:
        self.plan: Final = plan
        self._now_ns, self._tell = studio.now_ns, tell
        self.recorder: Final = studio.recorder()
        self.upload: Final = None if studio.is_kept_here() else _upload(studio)
        self._run = RecordingRun(
            self.recorder, upload=self.upload, wishes=RunWishes(run_folder=studio.run_folder), tell=self._hear, complain=self._complain
        )
        names = [(channel.channel_id, channel.name) for channel in plan.channels]
        self.evidence: Final = Evidence(names, now_ns=studio.now_ns())
        self._recorded_ns, self._at_ns = 0, studio.now_ns()  # what was recorded until then; it goes on while nothing is paused
        self._was_paused = False
        self.is_unwanted = False  # nothing of it shall be left

    @property
    def recording_id(self) -> str:
        """The recording's identifier."""
        return self.recorder.recording_id

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.recorder.folder

    @property
    def is_paused(self) -> bool:
        """Whether its sources are closed, whoever wished it."""
        return self.recorder.state is State.PAUSED

    @property
    def microphones(self) -> list[ChannelId]:
        """Those that are recorded, held or not."""
        return [channel.channel_id for channel in self.plan.channels if channel.channel_id.kind is ChannelKind.MIC]

    @property
    def is_muted(self) -> bool:
        """Whether every microphone is held."""
        return bool(self.microphones) and self.recorder.held.issuperset(self.microphones)

    @property
    def failure(self) -> LookhearError | None:
        """What of the storage ended it."""
        return self._run.failure

    async def begin(self) -> None:
        """Record. Raises what `Recorder.start` raises."""
        started = await self._run.start(self.plan)
        now_ns = self._now_ns()
        self._recorded_ns, self._at_ns = max(0, self.recorder.now_ns() - started.began_ns), now_ns
        self.evidence.hear(started, now_ns=now_ns)

    async def pause(self) -> None:
        """Close every source. Raises NotNow."""
        await self.recorder.pause()
        self.note_state()

    async def resume(self) -> None:
        """Open them again. Raises NotNow."""
        await self.recorder.resume()
        self.note_state()

    async def set_muted(self, *, is_muted: bool) -> None:
        """Close the microphones alone, or open them again. Raises NotNow, UsageError where none is recorded."""
        if not self.microphones:
            raise UsageError("No microphone is being recorded.", hint="Choose one before the next recording.")
        await (self.recorder.hold(self.microphones) if is_muted else self.recorder.release(self.microphones))
        self.note_state()

    async def mark(self, text: str, *, ago_s: float = 0.0) -> None:
        """Set a marker, now or so long ago; without a text it has that of every marker. Raises NotNow, UsageError."""
        await self.recorder.mark(text.strip() or MARKER, ago_ns=round(max(0.0, ago_s) * 1e9))

    def note_state(self) -> None:
        """Whatever is wished may have changed, from here or from elsewhere."""
        now_ns = self._now_ns()
        if not self._was_paused:
            self._recorded_ns += now_ns - self._at_ns
        self._at_ns, self._was_paused = now_ns, self.is_paused
        self.evidence.wish(is_paused=self.is_paused, held=self.recorder.held, now_ns=now_ns)

    def ask_to_end(self, reason: EndReason) -> None:
        """Ask for the end; only the first who asks is heard."""
        self._run.ask_to_end(reason)

    async def until_asked(self) -> None:
        """Wait until something asks for the end."""
        await self._run.until_asked()

    async def end(self) -> None:
        """Seal what is left. Harmless where nothing was begun."""
        self.note_state()
        await self._run.end()

    async def put_away(self) -> None:
        """Wait for what was begun beside it."""
        await self._run.put_away()

    async def discard(self) -> None:
        """End it, and leave nothing of it."""
        await self._run.discard()

    def has_private_session(self) -> bool:
        """Whether the backend of this computer has a part of it already. Blocks."""
        try:
            binding = read_binding(self.folder)
        except StorageError:
            return False
        return binding is not None and binding.grant is not None and binding.source.is_private

    def view(self) -> RecordingView:
        """What is shown of it now."""
        return RecordingView(
            recording_id=self.recording_id,
            folder=self.folder,
            recorded_ns=self._recorded_ns,
            at_monotonic_ns=self._at_ns,
            tracks=self.tracks(),
            primary=self.plan.primary,
            is_muted=self.is_muted,
            has_microphone=bool(self.microphones),
        )

    def tracks(self) -> tuple[TrackView, ...]:
        """What the files prove now."""
        return self.evidence.views(held=self.recorder.held, now_ns=self._now_ns())

    def newly(self, proof: Proof) -> list[TrackView]:
        """The tracks that have this proof or a worse one, each told of once until it is good again."""
        return self.evidence.newly(proof, held=self.recorder.held, now_ns=self._now_ns())

    def verdict(self) -> LastRecording:
        """What became of it, out of its files. Blocks; never fails."""
        status = None if self.upload is None else self.upload.status()
        link = None if status is None else status.player_url
        receipt = self._receipt()
        if receipt is None:
            return LastRecording(
                recording_id=self.recording_id, folder=self.folder, duration_s=self._recorded_ns / 1e9, verdicts=(), link=link
            )
        return LastRecording(
            recording_id=self.recording_id,
            folder=self.folder,
            duration_s=receipt.duration_s,
            verdicts=tuple(map(_verdict, receipt.tracks)),
            warnings=receipt.warnings,
            link=link,
        )

    def _receipt(self) -> Receipt | None:
        try:
            return write_receipt(self.folder)
        except StorageError as exc:  # it can be made from the journal at any time
            _LOG.info("the receipt of %s is not kept: %s", self.recording_id, type(exc).__name__)
            return None

    def _hear(self, event: Event) -> None:
        self.evidence.hear(event, now_ns=self._now_ns())
        self._tell(event)

    def _complain(self, error: LookhearError) -> None:
        _LOG.warning("%s: %s", self.recording_id, error)


def _upload(studio: Studio) -> RunUpload:
    """The upload of a recording. Where it goes is asked on the threads that hand it over: a keyring may wait for a person."""
    asked = _Asked(studio.destination)

    def promise(folder: Path) -> None:
        if (source := asked.source()) is not None:
            write_binding(folder, Binding(source=source))

    def make(folder: Path) -> Uploading:
        if (source := asked.source()) is None:
            raise UsageError("There is no backend to hand it over to.", hint="Settings → Backend and account names one.")
        return studio.publish(folder, source=source, limit_bytes_per_s=studio.destination.bytes_per_s)

    return RunUpload(make, promise=promise)


class _Asked:
    """Asks for the destination once for each recording, whatever the settings say later. For any thread."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._lock = threading.Lock()  # protects _found
        self._found: list[TokenSource | None] = []

    def source(self) -> TokenSource | None:
        with self._lock:
            if not self._found:
                self._found.append(self._destination.source())
            return self._found[0]


def _verdict(track: TrackReceipt) -> TrackVerdict:
    return TrackVerdict(
        channel=track.channel_id,
        duration_s=track.duration_s,
        gaps=sum(gap.reason != PAUSED for gap in track.gaps),
        gap_s=track.gap_total_s,
        paused_s=track.paused_s,
        lost=track.lost_fragments,
        is_source_lost=SOURCE_LOST in track.verdict,
    )
