"""What people see of the engine: frozen values, made on the engine loop, drawn by the GUI. No widget keeps a state of its own.

Times named ``_monotonic_ns`` are of `time.monotonic_ns`, so that the GUI can go on counting between two views.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.system.permissions.kinds import Permission


class Phase(StrEnum):
    """What the application is doing."""

    IDLE = "idle"
    COUNTDOWN = "countdown"  # devices are warmed up meanwhile
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    STOPPING = "stopping"


class Proof(StrEnum):
    """What the files of a track prove, now: see `lookhear.desktop.engine.evidence`."""

    AWAITED = "awaited"  # it has just begun, or gone on
    GOOD = "good"
    DOUBTFUL = "doubtful"  # nothing was sealed for 3 s
    MISSING = "missing"  # nothing was sealed for 10 s
    MUTED = "muted"  # somebody wished it held
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackView:
    """One track of the recording that runs. ``reason`` is a sentence when its source is away.

    ``is_silent``: a microphone from which nothing but silence has come for 10 s, such as one that is switched off at itself.
    """

    channel_id: ChannelId
    label: str
    proof: Proof
    sealed_bytes: int = 0
    unproven_s: float = 0.0
    reason: str = ""
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingView:
    """The recording that runs. ``recorded_ns`` counts without pauses and was so at ``at_monotonic_ns``."""

    recording_id: str
    folder: Path
    recorded_ns: int
    at_monotonic_ns: int
    tracks: tuple[TrackView, ...]
    primary: ChannelId | None = None
    is_muted: bool = False
    has_microphone: bool = False

    @property
    def worst(self) -> Proof:
        """The proof that somebody should know of."""
        found = {track.proof for track in self.tracks}
        return next((proof for proof in (Proof.MISSING, Proof.DOUBTFUL) if proof in found), Proof.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadsView:
    """What is not handed over yet, of all recordings. ``trouble`` is a sentence when nothing goes out though it should."""

    recordings: int = 0
    left_bytes: int = 0
    bytes_per_s: float = 0.0
    trouble: str = ""

    @property
    def left_s(self) -> float | None:
        """How long it will take at this speed; None when that cannot be told."""
        return self.left_bytes / self.bytes_per_s if self.bytes_per_s > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackVerdict:
    """What became of one track, out of its files. ``paused_s`` counts neither as recorded nor as a gap; ``lost`` files are not there."""

    channel: str
    duration_s: float
    gaps: int = 0
    gap_s: float = 0.0
    paused_s: float = 0.0
    lost: int = 0
    is_source_lost: bool = False  # and had not come back at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRecording:
    """The recording that ended last. ``verdicts`` has one for each track, ``link`` is where it can be watched, if anywhere."""

    recording_id: str
    folder: Path
    duration_s: float
    verdicts: tuple[TrackVerdict, ...]
    warnings: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppView:
    """Everything tray, pill and windows show of what goes on.

    ``countdown_left_s`` counts in COUNTDOWN. ``private_until_s`` is wall time (epoch seconds) until when nothing may be recorded.
    ``failure`` is why the last wish came to nothing, until the next one. ``revision`` grows with every change.
    """

    phase: Phase = Phase.IDLE
    countdown_left_s: int = 0
    recording: RecordingView | None = None
    uploads: UploadsView = field(default_factory=UploadsView)
    private_until_s: float | None = None
    missing_permissions: tuple[Permission, ...] = ()
    needs_first_run: bool = False
    last: LastRecording | None = None
    failure: LookhearError | None = None
    disk_left_s: float | None = None  # how long the disk lasts at the pace of this recording; None while it lasts long
    revision: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether a recording is beginning, running or ending."""
        return self.phase is not Phase.IDLE

    @property
    def needs_attention(self) -> bool:
        """Whether the icon should say that somebody must look."""
        doubtful = self.recording is not None and self.recording.worst is not Proof.GOOD
        return doubtful or bool(self.missing_permissions) or (self.failure is not None and not self.is_busy)
