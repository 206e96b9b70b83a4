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
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import fragment_file, init_file

if TYPE_CHECKING:
    from collections.abc import Callable


Bytes: TypeAlias = bytes  # the rows have a field of the type's own name


class EndReason(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"
    DURATION = "duration"
    SIGNAL = "signal"
    DISK_FULL = "disk_full"
    STORAGE_FAILED = "storage_failed"
    SOURCES_LOST = "sources_lost"
    RECOVERED = "recovered"


class SourceState(StrEnum):
    """What became of the source of a channel."""

    OPENED = "opened"
    LOST = "lost"
    BACK = "back"


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

    ``from_ns`` and ``to_ns`` are the time it covered, where a row told that.
    """

    type: ClassVar[str] = "damaged"
    channel: ChannelId
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
class EndRow:
    """The recording ended; nothing is sealed behind this row."""

    type: ClassVar[str] = "end"
    reason: EndReason
    t_ns: int


SealedRow = InitRow | FragmentRow
Row = InitRow | FragmentRow | SourceRow | GapRow | DamagedRow | NoteRow | EndRow


def to_line(row: Row) -> bytes:
    """One line of the journal, without its line feed. Fields that are None or a false ``adopted`` are left out."""
    values: dict[str, object] = {"type": row.type}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if value is None or (field.name == "adopted" and not value):
            continue
        values[field.name] = str(value) if isinstance(value, ChannelId) else value
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def parse_row(line: bytes) -> Row | None:
    """Read one line. None for a row of a type this version does not know; raises ValueError for anything that is not a row."""
    fields = Fields.parse(line)
    reader = _READERS.get(fields.text("type"))
    return reader(fields) if reader is not None else None


def _init(fields: Fields) -> InitRow:
    channel, init = fields.channel("channel"), fields.count("init", at_least=1)
    return InitRow(
        channel=channel,
        init=init,
        encoder=fields.text("encoder"),
        source=fields.text("source"),
        device=fields.text("device"),
        t_ns=fields.integer("t_ns"),
        width=fields.optional("width", fields.count),
        height=fields.optional("height", fields.count),
        rate=fields.optional("rate", fields.count),
        channels=fields.optional("channels", fields.count),
        priming=fields.optional("priming", fields.count),
        file=_expected(fields.text("file"), init_file(channel, init)),
        bytes=fields.count("bytes"),
        sha256=fields.sha256("sha256"),
        adopted=fields.flag("adopted", default=False),
    )


def _fragment(fields: Fields) -> FragmentRow:
    channel, seq = fields.channel("channel"), fields.count("seq", at_least=1)
    return FragmentRow(
        channel=channel,
        init=fields.count("init", at_least=1),
        seq=seq,
        tfdt=fields.count("tfdt"),
        duration=fields.count("duration"),
        timescale=fields.count("timescale", at_least=1),
        samples=fields.count("samples"),
        keyframes=fields.count("keyframes"),
        dropped=fields.count("dropped"),
        silence_samples=fields.count("silence_samples"),
        peak=fields.optional("peak", fields.number),
        clock_error_us=fields.optional("clock_error_us", fields.integer),
        file=_expected(fields.text("file"), fragment_file(channel, seq)),
        bytes=fields.count("bytes"),
        sha256=fields.sha256("sha256"),
        adopted=fields.flag("adopted", default=False),
    )


def _source(fields: Fields) -> SourceRow:
    return SourceRow(
        channel=fields.channel("channel"),
        state=SourceState(fields.text("state")),
        reason=fields.text("reason"),
        device=fields.text("device"),
        t_ns=fields.integer("t_ns"),
    )


def _gap(fields: Fields) -> GapRow:
    from_ns = fields.integer("from_ns")
    return GapRow(
        channel=fields.channel("channel"),
        from_ns=from_ns,
        to_ns=fields.count("to_ns", at_least=from_ns),
        reason=fields.text("reason"),
        filled=fields.flag("filled"),
    )


def _damaged(fields: Fields) -> DamagedRow:
    return DamagedRow(
        channel=fields.channel("channel"),
        file=fields.text("file"),
        moved_to=fields.text("moved_to"),
        reason=fields.text("reason"),
        from_ns=fields.optional("from_ns", fields.integer),
        to_ns=fields.optional("to_ns", fields.integer),
    )


def _note(fields: Fields) -> NoteRow:
    return NoteRow(text=fields.text("text"), t_ns=fields.integer("t_ns"))


def _end(fields: Fields) -> EndRow:
    return EndRow(reason=EndReason(fields.text("reason")), t_ns=fields.integer("t_ns"))


def _values(facts: InitFacts | FragmentFacts) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}


def _expected(text: str, expected: str) -> str:
    """A journal may name only the file its own numbers lead to: nobody can point it at another one."""
    if text != expected:
        raise ValueError(f"file is {text!r} and should be {expected!r}")
    return text


_READERS: Final[dict[str, Callable[[Fields], Row]]] = {
    InitRow.type: _init,
    FragmentRow.type: _fragment,
    SourceRow.type: _source,
    GapRow.type: _gap,
    DamagedRow.type: _damaged,
    NoteRow.type: _note,
    EndRow.type: _end,
}
