"""The state of an upload in words: a few beside the live line, a sentence at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from lookhear.recorder.upload.status import UploadStatus

_MEGABYTE = 1_000_000
_KILOBYTE = 1000
_LATE_S = 3.0


def short_text(status: UploadStatus) -> str:
    """For the live line, for example ``backend ok 0.4 s, 310 kB/s`` or ``backend OFFLINE, 3.4 MB wait``."""
    match status.state:
        case UploadState.WAITING | UploadState.BINDING:
            return "backend …"
        case UploadState.OFFLINE:
            return f"backend OFFLINE, {size_text(status.pending_bytes)} wait"
        case UploadState.REFUSED:
            return "backend REFUSED"
        case UploadState.UPLOADING if status.lag_s > _LATE_S:
            return f"backend LATE {status.lag_s:.0f} s, {size_text(status.pending_bytes)} wait, {size_text(status.bytes_per_s)}/s"
        case _:
            return f"backend ok {status.lag_s:.1f} s, {size_text(status.bytes_per_s)}/s"


def left_text(status: UploadStatus) -> str:
    """What is not handed over yet, for people."""
    if not status.pending_fragments:
        return "The backend has not confirmed all of it yet."
    noun = "piece is" if status.pending_fragments == 1 else "pieces are"
    return f"{status.pending_fragments} {noun} not handed over yet ({size_text(status.pending_bytes)})."


def size_text(size: float) -> str:
    """Bytes as people read them."""
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{size / _KILOBYTE:.0f} kB"


def to_json(status: UploadStatus) -> dict[str, Any]:
    """The state for programs. Sizes in bytes, ``lag_s`` in seconds of the recording."""
    return {
        "state": status.state.value,
        "session_id": status.session_id,
        "player_url": status.player_url,
        "pending": {"fragments": status.pending_fragments, "bytes": status.pending_bytes},
        "acknowledged": {"fragments": status.acked_fragments, "bytes": status.acked_bytes},
        "refused_fragments": status.refused_fragments,
        "lag_s": status.lag_s,
        "sentence": status.sentence,
    }
