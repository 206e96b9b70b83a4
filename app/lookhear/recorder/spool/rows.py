"""The rows of the journal: what was sealed, what happened, and how it ended.

Each row is one JSON object on one line; its field ``type`` says which. Times with ``_ns`` are nanoseconds of the session
clock, ``tfdt`` and ``duration`` count units of the row's ``timescale`` from session time zero.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, TypeAlias

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.layout import context_file, fragment_file, init_file

Bytes: TypeAlias = bytes  # the rows have a field of the type's own name


class EndReason(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"
    DURATION = "duration"
    SIGNAL = "signal"
    BACKEND = "backend"  # whoever holds the session said so there
    DISK_FULL = "disk_full"
    STORAGE_FAILED = "storage_failed"
    SOURCES_LOST = "sources_lost"
    RECOVERED = "recovered"


class SourceState(StrEnum):
    """What became of the source of a channel."""

    OPENED = "opened"
    LOST = "lost"
    PAUSED = "paused"  # closed, because somebody wished it
    BACK = "back"


PAUSED: Final = "paused"
"""The reason of a gap that somebody wished: no defect, and counted by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitFacts:
    """What is known of an init segment beside its bytes. ``priming`` is the samples the encoder puts before the first real one."""

    channel: ChannelId
    init: int
    encoder: str
    source: str
    device: str
    t_ns: int
    width: int | None = None
    height: int | None = None
    rate: int | None = None
    channels: int | None = None
    priming: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitRow(InitFacts):
    """A sealed init segment. ``adopted``: found by recovery without a row of its own, so that only the file speaks for it."""

    type: ClassVar[str] = "init"
    file: str
    bytes: int
    sha256: str
    adopted: bool = False

    @classmethod
    def of(cls, facts: InitFacts, data: Bytes, *, adopted: bool = False) -> InitRow:
        """The row for an init segment with these bytes."""
        file = init_file(facts.channel, facts.init)
        return cls(**_values(facts), file=file, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), adopted=adopted)


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentFacts:
    """What is known of a fragment beside its bytes.

    ``samples`` counts pictures or AAC frames; ``dropped`` pictures that the mailbox dropped since the last fragment;
    ``silence_samples`` audio samples filled into gaps; ``peak`` 0…1; ``clock_error_us`` audio time minus session time.
    """

    channel: ChannelId
    init: int
    seq: int
    tfdt: int
    duration: int
    timescale: int
    samples: int
    keyframes: int
    dropped: int = 0
    silence_samples: int = 0
    peak: float | None = None
    clock_error_us: int | None = None

    @property
    def end(self) -> int:
        """Where the fragment ends, in units of the timescale."""
        return self.tfdt + self.duration

    @property
    def from_ns(self) -> int:
        """Where the fragment begins on the session clock."""
        return self.tfdt * 1_000_000_000 // self.timescale

    @property
    def to_ns(self) -> int:
        """Where the fragment ends on the session clock."""
        return self.end * 1_000_000_000 // self.timescale


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentRow(FragmentFacts):
    """A sealed fragment. ``adopted`` as for an init."""

    type: ClassVar[str] = "fragment"
    file: str
    bytes: int
    sha256: str
    adopted: bool = False

    @classmethod
    def of(cls, facts: FragmentFacts, data: Bytes, *, adopted: bool = False) -> FragmentRow:
        """The row for a fragment with these bytes."""
        file = fragment_file(facts.channel, facts.seq)
        return cls(**_values(facts), file=file, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), adopted=adopted)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source was opened, lost or came back."""

    type: ClassVar[str] = "source"
    channel: ChannelId
    state: SourceState
    reason: str
    device: str
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A stretch of a track in which nothing was captured; ``filled`` when silence stands there instead."""

    type: ClassVar[str] = "gap"
    channel: ChannelId
    from_ns: int
    to_ns: int
    reason: str
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedRow:
    """A file that is not what its row promised: set aside to ``moved_to``, or missing when that is empty.

    ``from_ns`` and ``to_ns`` are the time it covered, where a row told that. A file of the context log belongs to no channel.
    """

    type: ClassVar[str] = "damaged"
    channel: ChannelId | None
    file: str
    moved_to: str
    reason: str
    from_ns: int | None = None
    to_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A sentence about the recording."""

    type: ClassVar[str] = "note"
    text: str
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRow:
    """Every source is closed since ``t_ns``, because somebody wished it."""

    type: ClassVar[str] = "pause"
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeRow:
    """The sources are opened again since ``t_ns``."""

    type: ClassVar[str] = "resume"
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRow:
    """The source of this channel alone is to stay closed since ``t_ns``, pause or not, because somebody wished it."""

    type: ClassVar[str] = "hold"
    channel: ChannelId
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A held channel is recorded again since ``t_ns``, unless it is paused."""

    type: ClassVar[str] = "release"
    channel: ChannelId
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerRow:
    """A moment that somebody wants to find again."""

    type: ClassVar[str] = "marker"
    text: str
    t_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """Since ``t_ns`` this window has the focus, or this title: masked, and cut where it is long. ``pid`` None: not known."""

    type: ClassVar[str] = "window"
    app: str
    title: str
    t_ns: int
    pid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFacts:
    """What is known of a file of the context log beside its bytes: its number, from one, and the times of its first and last event."""

    seq: int
    from_ns: int
    to_ns: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow(ContextFacts):
    """A sealed file of the context log. It holds the events of the rows before this one. ``adopted`` as for an init."""

    type: ClassVar[str] = "context"
    file: str
    bytes: int
    sha256: str
    adopted: bool = False

    @classmethod
    def of(cls, facts: ContextFacts, data: Bytes, *, adopted: bool = False) -> ContextRow:
        """The row for a file with these bytes."""
        file = context_file(facts.seq)
        return cls(**_values(facts), file=file, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), adopted=adopted)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRow:
    """The recording ended; nothing is sealed behind this row."""

    type: ClassVar[str] = "end"
    reason: EndReason
    t_ns: int


SealedRow = InitRow | FragmentRow
TrackRow = InitRow | FragmentRow | SourceRow | GapRow | DamagedRow
DeedRow = PauseRow | ResumeRow | HoldRow | ReleaseRow | MarkerRow | WindowRow
Row = TrackRow | NoteRow | DeedRow | ContextRow | EndRow


def to_line(row: Row) -> bytes:
    """One line of the journal, without its line feed. Fields that are None or a false ``adopted`` are left out."""
    values: dict[str, object] = {"type": row.type}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if value is None or (field.name == "adopted" and not value):
            continue
        values[field.name] = str(value) if isinstance(value, ChannelId) else value
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _values(facts: InitFacts | FragmentFacts | ContextFacts) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
