"""How far the handing over of a recording is: computed from its journal and the acknowledgements, from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UploadState(StrEnum):
    """What the upload of a recording is doing."""

    WAITING = "waiting"  # not begun, or another process does it
    BINDING = "binding"  # asking for a session
    UPLOADING = "uploading"
    OFFLINE = "offline"  # no answer, or none that helps for now: it is tried again
    REFUSED = "refused"  # the backend does not want it, and somebody has to do something
    DONE = "done"  # everything is acknowledged, every track complete


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadStatus:
    """The upload of one recording now.

    ``pending_fragments`` and ``pending_bytes`` are sealed and not acknowledged, inits included; ``refused_fragments`` the backend
    does not take, ``lost_fragments`` are not what was sealed any more. ``lag_s`` is session time between the newest sealed and the
    newest acknowledged media of the track that is furthest behind. ``sentence`` says what goes on and what to do, for people.
    ``is_stop_wished``: the backend wants the recording to end.
    """

    state: UploadState
    sentence: str
    pending_fragments: int = 0
    pending_bytes: int = 0
    acked_fragments: int = 0
    acked_bytes: int = 0
    refused_fragments: int = 0
    lost_fragments: int = 0
    bytes_per_s: float = 0.0
    lag_s: float = 0.0
    session_id: str | None = None
    player_url: str | None = None
    is_stop_wished: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether waiting longer would change nothing by itself."""
        return self.state in {UploadState.DONE, UploadState.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackProgress:
    """How far one track of a recording is handed over. ``is_complete``: the backend has all of it, and nothing more comes."""

    track: str
    acked_bytes: int
    pending_bytes: int
    is_complete: bool
