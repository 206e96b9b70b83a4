"""What a recording tells the program that wished it: events of contract §5.4, made from the recorder's own and from its upload.

Nothing is told before the recording is said to have started, and nothing twice. Belongs to the engine loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.recorder.events import Journalled
from lookhear.recorder.run_upload import Worries
from lookhear.recorder.spool.rows import HoldRow, PauseRow, ReleaseRow, ResumeRow, SourceRow, SourceState
from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.events import Event, RecordingStarted
    from lookhear.recorder.spool.rows import Row
    from lookhear.recorder.upload.status import TrackProgress, UploadStatus
    from lookhear.sdk.engine.ports import Emit

WHOLE: Final = 100


class Teller:
    """Tells of one recording. ``channels`` are those that were wished, in their order."""

    def __init__(self, emit: Emit, *, session_id: str, channels: Iterable[ChannelId]) -> None:
        self._emit, self._session_id = emit, session_id
        self._channels = tuple(channels)
        self._names = frozenset(str(channel) for channel in self._channels)
        self._lost: set[str] = set()
        self._early: list[Event] | None = []  # until it has started
        self._told_progress: dict[str, int] = {}
        self._told_complete: set[str] = set()
        self._told_trouble = ""
        self._worries = Worries()

    def tell(self, event: str, payload: Mapping[str, object]) -> None:
        """One event, of this session."""
        self._emit(event, {"session_id": self._session_id, **payload})

    def started(self, started: RecordingStarted) -> None:
        """It records; what happened before is told now."""
        lost = {str(channel) for channel, _ in started.failures}
        streams = [{"channel": str(channel), "status": "lost" if str(channel) in lost else "recording"} for channel in self._channels]
        self.tell("recording-started", {"recording_id": started.recording_id, "status": "recording", "streams": streams})
        for channel, error in started.failures:
            self.warn(error.code, error.for_people(), channel=channel)
            self._lose(channel, error.for_people())
        early, self._early = self._early or (), None
        for event in early:
            self.heard(event)

    def heard(self, event: Event) -> None:
        """What the recorder says."""
        if self._early is not None:
            self._early.append(event)
        elif isinstance(event, Journalled):
            self._journalled(event.row)

    def warn(self, code: str, message: str, *, channel: ChannelId | None = None) -> None:
        """Something that the recording survives."""
        about = {} if channel is None else {"channel_id": str(channel)}
        self.tell("warning", {"code": code, "message": message, **about})

    def uploaded(self, tracks: Iterable[TrackProgress], *, url: str | None) -> None:
        """How far the channels are handed over, where that has changed. ``url`` is where the session can be watched."""
        for track in tracks:
            if track.track not in self._names:
                continue
            total = track.acked_bytes + track.pending_bytes
            progress = WHOLE if track.is_complete else min(WHOLE - 1, WHOLE * track.acked_bytes // total) if total else 0
            if self._told_progress.get(track.track) != progress:
                self._told_progress[track.track] = progress
                sizes = {"uploaded_bytes": track.acked_bytes, "pending_bytes": track.pending_bytes}
                self.tell("upload-progress", {"channel_id": track.track, "progress": progress, **sizes})
            if track.is_complete and track.track not in self._told_complete:
                self._told_complete.add(track.track)
                self.tell("upload-complete", {"channel_id": track.track, "url": url})

    def troubled(self, status: UploadStatus, trouble: LookhearError | None, *, now_s: float) -> None:
        """Warn once of a backend that refuses, and once of each time it is away for long."""
        if self._worries.is_one(status.state, now_s=now_s):
            self.trouble(status, trouble)
        elif status.state is UploadState.UPLOADING:
            self._told_trouble = ""

    def trouble(self, status: UploadStatus, trouble: LookhearError | None) -> None:
        """Warn of what keeps it from being handed over, unless that is told already."""
        if self._told_trouble != status.state:
            self._told_trouble = status.state
            code = f"upload.{status.state}" if trouble is None else trouble.reason or trouble.code
            self.warn(code, f"{status.sentence} The recording goes on, and is handed over when that is possible.")

    def _journalled(self, row: Row) -> None:
        if isinstance(row, PauseRow | ResumeRow):
            channels = [str(channel) for channel in self._channels]
            self.tell("paused" if isinstance(row, PauseRow) else "resumed", {"channels": channels})
        elif isinstance(row, HoldRow | ReleaseRow):
            self.tell("paused" if isinstance(row, HoldRow) else "resumed", {"channels": [str(row.channel)], "channel_id": str(row.channel)})
        elif isinstance(row, SourceRow) and row.state is SourceState.LOST:
            self._lose(row.channel, row.reason)
        elif isinstance(row, SourceRow) and row.state in {SourceState.OPENED, SourceState.BACK} and str(row.channel) in self._lost:
            self._lost.discard(str(row.channel))
            self.tell("channel-resumed", {"channel_id": str(row.channel), "device": row.device})

    def _lose(self, channel: ChannelId, reason: str) -> None:
        if str(channel) not in self._lost:
            self._lost.add(str(channel))
            self.tell("channel-lost", {"channel_id": str(channel), "reason": reason})
