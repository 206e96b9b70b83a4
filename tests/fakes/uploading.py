"""An upload whose state a test sets."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from lookhear.recorder.upload.status import TrackProgress, UploadState, UploadStatus

if TYPE_CHECKING:
    from lookhear.errors import LookhearError


def upload_status(state: UploadState, *, acked: int = 0, pending: int = 0, refused: int = 0, sentence: str = "So it is.") -> UploadStatus:
    """A state with pieces of 1000 bytes; its session can be watched."""
    return UploadStatus(
        state=state,
        sentence=sentence,
        acked_fragments=acked,
        acked_bytes=acked * 1000,
        pending_fragments=pending,
        pending_bytes=pending * 1000,
        refused_fragments=refused,
        session_id="cap-1",
        player_url="http://127.0.0.1:1/watch?v=x",
    )


class ScriptedUpload:
    """Goes through the states it is given, one with each `wait`; the last one stays. ``calls`` tells what was asked of it."""

    def __init__(self, *states: UploadStatus) -> None:
        self.states = deque(states)
        self.calls: list[str] = []
        self.problem: LookhearError | None = None
        self.tracks: tuple[TrackProgress, ...] = ()

    def start(self) -> None:
        self.calls.append("start")

    def ring(self) -> None:
        self.calls.append("ring")

    def recording_ended(self) -> None:
        self.calls.append("recording_ended")

    def status(self) -> UploadStatus:
        return self.states[0]

    def trouble(self) -> LookhearError | None:
        return self.problem

    def progress(self) -> tuple[TrackProgress, ...]:
        return self.tracks

    def wait(self, _timeout_s: float) -> UploadStatus:
        self.calls.append("wait")
        if len(self.states) > 1:
            self.states.popleft()
        return self.states[0]

    def close(self) -> UploadStatus:
        self.calls.append("close")
        return self.states[0]
