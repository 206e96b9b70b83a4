"""Reading a recording: manifest and journal become tracks of inits and fragments, whatever a crash left of the last line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import JournalDamaged
from lookhear.recorder.spool.layout import JOURNAL
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel, read_manifest
from lookhear.recorder.spool.row_reading import parse_row
from lookhear.recorder.spool.rows import (
    ContextRow,
    DamagedRow,
    EndRow,
    FragmentRow,
    GapRow,
    HoldRow,
    InitRow,
    MarkerRow,
    NoteRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    Row,
    SealedRow,
    SourceRow,
    TrackRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalText:
    """The lines of a journal: rows in order, how many lines were no rows, and whether the last one has no line feed yet."""

    rows: tuple[Row, ...]
    damaged_lines: int
    is_torn: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of session time in which sources were closed; ``to_ns`` is None while it lasts, or where a crash ended it."""

    from_ns: int
    to_ns: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackLog:
    """One channel of a recording: inits by number, fragments by sequence number, the rest in the order it was written.

    ``inits`` and ``fragments`` hold what the journal promises and no later row took back; ``held`` is when this channel alone was
    not to be recorded.
    """

    channel: ManifestChannel
    inits: tuple[InitRow, ...]
    fragments: tuple[FragmentRow, ...]
    sources: tuple[SourceRow, ...]
    gaps: tuple[GapRow, ...]
    damaged: tuple[DamagedRow, ...]
    held: tuple[Pause, ...] = ()

    @property
    def channel_id(self) -> ChannelId:
        """Name of the channel."""
        return self.channel.channel_id

    @property
    def sealed(self) -> tuple[SealedRow, ...]:
        """Everything that has a file: inits, then fragments."""
        return (*self.inits, *self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLog:
    """Everything the manifest and the journal of one recording say. Paths in rows are relative to ``folder``.

    ``context`` holds the files of the context log that are promised and were not taken back, by number.
    """

    folder: Path
    manifest: Manifest
    tracks: tuple[TrackLog, ...]
    notes: tuple[NoteRow, ...]
    markers: tuple[MarkerRow, ...]
    pauses: tuple[Pause, ...]
    context: tuple[ContextRow, ...]
    end: EndRow | None
    damaged_lines: int
    is_torn: bool

    @classmethod
    def load(cls, folder: Path) -> RecordingLog:
        """Read a recording. A missing journal is an empty one; raises JournalDamaged when there is no readable manifest."""
        manifest = read_manifest(folder)
        journal = read_journal(folder)
        return cls(
            folder=folder,
            manifest=manifest,
            tracks=tuple(_track(channel, journal.rows) for channel in manifest.channels),
            notes=tuple(row for row in journal.rows if isinstance(row, NoteRow)),
            markers=tuple(row for row in journal.rows if isinstance(row, MarkerRow)),
            pauses=_stretches(journal.rows, PauseRow, ResumeRow),
            context=_context(journal.rows),
            end=next((row for row in reversed(journal.rows) if isinstance(row, EndRow)), None),
            damaged_lines=journal.damaged_lines,
            is_torn=journal.is_torn,
        )

    def track(self, channel_id: ChannelId) -> TrackLog | None:
        """The track of a channel, or None when the manifest has no such channel."""
        return next((track for track in self.tracks if track.channel_id == channel_id), None)

    def path(self, row: SealedRow | ContextRow) -> Path:
        """Where the file of a row lies."""
        return self.folder / row.file


def read_journal(folder: Path) -> JournalText:
    """Read the journal of a recording; a missing one has no rows. Raises JournalDamaged when it cannot be read at all."""
    try:
        data = (folder / JOURNAL).read_bytes()
    except FileNotFoundError:
        data = b""
    except OSError as error:
        raise JournalDamaged(f"The journal of the recording {folder.name} cannot be read ({error.strerror}).") from error
    return parse_journal(data)


def parse_journal(data: bytes) -> JournalText:
    """Read the bytes of a journal. A last line without line feed counts when it is a whole row, and is torn otherwise."""
    *lines, last = data.split(b"\n")
    rows: list[Row] = []
    damaged = 0
    for line in lines:
        try:
            row = parse_row(line)
        except ValueError:
            damaged += bool(line)
            continue
        if row is not None:
            rows.append(row)
    try:
        row = parse_row(last)
    except ValueError:
        row = None
    if row is not None:
        rows.append(row)
    return JournalText(rows=tuple(rows), damaged_lines=damaged, is_torn=bool(last))


def _track(channel: ManifestChannel, rows: Iterable[Row]) -> TrackLog:
    inits: dict[int, InitRow] = {}
    fragments: dict[int, FragmentRow] = {}
    sources: list[SourceRow] = []
    gaps: list[GapRow] = []
    damaged: dict[str, DamagedRow] = {}
    for row in rows:
        if not isinstance(row, TrackRow) or row.channel != channel.channel_id:
            continue
        if isinstance(row, InitRow):
            inits[row.init] = row
            damaged.pop(row.file, None)
        elif isinstance(row, FragmentRow):
            fragments[row.seq] = row
            damaged.pop(row.file, None)
        elif isinstance(row, SourceRow):
            sources.append(row)
        elif isinstance(row, GapRow):
            gaps.append(row)
        else:
            damaged[row.file] = row
    return TrackLog(
        channel=channel,
        inits=tuple(inits[number] for number in sorted(inits) if inits[number].file not in damaged),
        fragments=tuple(fragments[seq] for seq in sorted(fragments) if fragments[seq].file not in damaged),
        sources=tuple(sources),
        gaps=tuple(gaps),
        damaged=tuple(damaged.values()),
        held=_stretches(
            (row for row in rows if not isinstance(row, HoldRow | ReleaseRow) or row.channel == channel.channel_id), HoldRow, ReleaseRow
        ),
    )


def _stretches(rows: Iterable[Row], begins: type[PauseRow | HoldRow], ends: type[ResumeRow | ReleaseRow]) -> tuple[Pause, ...]:
    """The map of pauses, or of when a channel was held, in order of time; the end of the recording ends one."""
    found: list[Pause] = []
    for row in rows:
        is_open = bool(found) and found[-1].to_ns is None
        if isinstance(row, begins) and not is_open:
            found.append(Pause(row.t_ns, None))
        elif isinstance(row, ends | EndRow) and is_open:
            found[-1] = Pause(found[-1].from_ns, max(row.t_ns, found[-1].from_ns))
    return tuple(found)


def _context(rows: Iterable[Row]) -> tuple[ContextRow, ...]:
    found: dict[str, ContextRow] = {}
    for row in rows:
        if isinstance(row, ContextRow):
            found[row.file] = row
        elif isinstance(row, DamagedRow):
            found.pop(row.file, None)
    return tuple(sorted(found.values(), key=lambda row: row.seq))
