"""Following a recording while it is written: the status line, from what is on disk and nothing else.

`SpoolTail` reads each journal row once, by offset, so an update costs the rows that came since. Owned by one thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import JournalDamaged
from lookhear.recorder.spool.layout import JOURNAL
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel, read_manifest
from lookhear.recorder.spool.row_reading import parse_row
from lookhear.recorder.spool.rows import (
    PAUSED,
    EndRow,
    FragmentRow,
    GapRow,
    HoldRow,
    InitRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    Row,
    SourceRow,
    SourceState,
    TrackRow,
)

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId

LATE_AFTER_S: Final = 3.0
LOST_AFTER_S: Final = 10.0


class Health(StrEnum):
    """What the evidence says of a track: proof is fresh, is late, there is none any more, or none is wanted."""

    OK = "ok"
    PAUSED = "paused"
    LATE = "late"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackStatus:
    """One track now.

    ``age_s`` is how long ago its newest sealed media ended, without the time of a pause behind it; ``peak`` (0…1) is that of the
    newest fragment. ``gaps`` counts those that nobody wished.
    """

    channel_id: ChannelId
    health: Health
    age_s: float
    fragments: int
    frames: int
    bytes: int
    dropped: int
    gaps: int
    peak: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStatus:
    """A recording now. ``elapsed_s`` reaches from the first to the newest sealed media: it stands still when nothing is sealed.

    ``paused_s`` is how long the pause lasts that is now, None when it records.
    """

    elapsed_s: float
    bytes: int
    tracks: tuple[TrackStatus, ...]
    has_ended: bool
    paused_s: float | None = None


@dataclass(slots=True)
class _TrackTally:
    """What the rows of one track add up to; owned by the SpoolTail."""

    fragments: int = 0
    frames: int = 0
    bytes: int = 0
    dropped: int = 0
    gaps: int = 0
    peak: float | None = None
    first_ns: int | None = None
    last_ns: int | None = None
    opened_ns: int | None = None
    is_lost: bool = False
    held_ns: int | None = None  # since when, while it is
    released_ns: int = 0


class SpoolTail:
    """Follows the journal of one recording. Raises JournalDamaged when there is no readable manifest."""

    def __init__(self, folder: Path) -> None:
        self.manifest: Manifest = read_manifest(folder)
        self._folder = folder
        self._offset = 0
        self._tallies = {channel.channel_id: _TrackTally() for channel in self.manifest.channels}
        self._has_ended = False
        self._paused_ns: int | None = None  # since when, while it is
        self._resumed_ns = 0

    def read(self) -> list[Row]:
        """The rows that were written since the last call. A line that is not finished yet waits for its line feed."""
        rows: list[Row] = []
        for line in self._new_lines():
            try:
                row = parse_row(line)
            except ValueError:
                continue  # the receipt counts it
            if row is not None:
                self._add(row)
                rows.append(row)
        return rows

    def status(self, *, now_ns: int) -> RecordingStatus:
        """Read on and sum up. ``now_ns`` is session time; see `session_now_ns` for another process's recording."""
        self.read()
        firsts = [tally.first_ns for tally in self._tallies.values() if tally.first_ns is not None]
        lasts = [tally.last_ns for tally in self._tallies.values() if tally.last_ns is not None]
        return RecordingStatus(
            elapsed_s=(max(lasts) - min(firsts)) / 1e9 if firsts and lasts else 0.0,
            bytes=sum(tally.bytes for tally in self._tallies.values()),
            tracks=tuple(self._track(channel, now_ns=now_ns) for channel in self.manifest.channels),
            has_ended=self._has_ended,
            paused_s=None if self._paused_ns is None else max(0, now_ns - self._paused_ns) / 1e9,
        )

    def session_now_ns(self, wall_ns: int) -> int:
        """Session time from wall time (ns since 1970), as near as the wall clock was left alone since the recording began."""
        return wall_ns - self.manifest.clock_wall_origin_ns

    def _new_lines(self) -> list[bytes]:
        try:
            with (self._folder / JOURNAL).open("rb") as file:
                file.seek(self._offset)
                data = file.read()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JournalDamaged(f"The journal of the recording {self._folder.name} cannot be read ({error.strerror}).") from error
        whole = data.rfind(b"\n") + 1
        self._offset += whole
        return data[:whole].splitlines()

    def _add(self, row: Row) -> None:
        if isinstance(row, EndRow):
            self._has_ended, self._paused_ns = True, None
        elif isinstance(row, PauseRow):
            self._paused_ns = row.t_ns
        elif isinstance(row, ResumeRow):
            self._paused_ns, self._resumed_ns = None, row.t_ns
        elif isinstance(row, HoldRow | ReleaseRow):
            self._hold(row)
        elif isinstance(row, TrackRow) and row.channel is not None and (tally := self._tallies.get(row.channel)) is not None:
            self._add_to(tally, row)

    def _hold(self, row: HoldRow | ReleaseRow) -> None:
        tally = self._tallies.get(row.channel)
        if tally is not None and isinstance(row, HoldRow):
            tally.held_ns = row.t_ns
        elif tally is not None:
            tally.held_ns, tally.released_ns = None, row.t_ns

    def _add_to(self, tally: _TrackTally, row: TrackRow) -> None:
        if isinstance(row, FragmentRow):
            tally.fragments += 1
            tally.frames += row.samples
            tally.dropped += row.dropped
            tally.peak = row.peak
            tally.first_ns = row.from_ns if tally.first_ns is None else min(tally.first_ns, row.from_ns)
            tally.last_ns = row.to_ns if tally.last_ns is None else max(tally.last_ns, row.to_ns)
        if isinstance(row, FragmentRow | InitRow):
            tally.bytes += self._bytes_of(row)
        elif isinstance(row, GapRow):
            tally.gaps += row.reason != PAUSED
        elif isinstance(row, SourceRow):
            tally.is_lost = row.state is SourceState.LOST
            tally.opened_ns = row.t_ns if tally.opened_ns is None else tally.opened_ns

    def _bytes_of(self, row: InitRow | FragmentRow) -> int:
        """The size the file really has: looked at once, a sealed file never changes."""
        try:
            return (self._folder / row.file).stat().st_size
        except OSError:
            return 0

    def _track(self, channel: ManifestChannel, *, now_ns: int) -> TrackStatus:
        tally = self._tallies[channel.channel_id]
        began_ns = self.manifest.created_wall_ns - self.manifest.clock_wall_origin_ns
        since_ns = next((time for time in (tally.last_ns, tally.opened_ns) if time is not None), began_ns)
        closed_ns = min((time for time in (self._paused_ns, tally.held_ns) if time is not None), default=None)
        until_ns = now_ns if closed_ns is None else closed_ns
        age_s = max(0, until_ns - max(since_ns, self._resumed_ns, tally.released_ns)) / 1e9
        return TrackStatus(
            channel_id=channel.channel_id,
            health=Health.PAUSED if closed_ns is not None else _health(age_s, is_lost=tally.is_lost),
            age_s=age_s,
            fragments=tally.fragments,
            frames=tally.frames,
            bytes=tally.bytes,
            dropped=tally.dropped,
            gaps=tally.gaps,
            peak=tally.peak,
        )


def read_status(folder: Path, now_wall_ns: int) -> RecordingStatus:
    """The status of a recording of any process, read from its beginning. Raises JournalDamaged."""
    tail = SpoolTail(folder)
    return tail.status(now_ns=tail.session_now_ns(now_wall_ns))


def _health(age_s: float, *, is_lost: bool) -> Health:
    if is_lost or age_s > LOST_AFTER_S:
        return Health.LOST
    return Health.LATE if age_s > LATE_AFTER_S else Health.OK
