"""Finishing what a crash or a power cut left: nothing sealed is lost, nothing broken is kept in the tracks.

Every step may be interrupted and done again: files move before rows are written, and rows say only what the files show.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import JournalDamaged, MediaError, RecordingNotFound, StorageError
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.context_recovery import ContextRecovery
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, LineLog, translated
from lookhear.recorder.spool.layout import DAMAGED, JOURNAL, LOCK, MANIFEST, PART, RECEIPT, RESERVE, fragment_seq, init_number
from lookhear.recorder.spool.lock import WriterLock
from lookhear.recorder.spool.log import RecordingLog, TrackLog
from lookhear.recorder.spool.promises import MISSING, flaw_of, is_as_promised
from lookhear.recorder.spool.rows import ContextRow, DamagedRow, EndReason, EndRow, FragmentRow, InitRow, SealedRow, to_line
from lookhear.system import files
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from pathlib import Path

FULLY_CHECKED_FRAGMENTS: Final = 64
"""How many of a track's newest fragments are hashed: half a minute, as long as a system keeps writes back; others are checked by size."""


_WAS_ASIDE: Final = "was set aside by a recovery that did not come to its end"


class RecoveryOutcome(StrEnum):
    """What recovery found."""

    RECOVERED = "recovered"
    WAS_COMPLETE = "was_complete"
    NOTHING_RECORDED = "nothing_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReport:
    """What recovery did to one recording. ``damaged`` are the files set aside or missing, ``adopted`` those that had no row."""

    recording_id: str
    outcome: RecoveryOutcome
    adopted: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The report as `lookhear recover --json` prints it."""
        return {
            "recording_id": self.recording_id,
            "outcome": self.outcome.value,
            "adopted": list(self.adopted),
            "damaged": list(self.damaged),
            "removed": list(self.removed),
        }


def recover(folder: Path, *, disk: Disk = LOCAL_DISK) -> RecoveryReport:
    """Finish a recording that has no end and that no process writes.

    Raises RecordingBusy when somebody writes it, RecordingNotFound when there is none, JournalDamaged when its manifest is
    lost, DiskFull, FolderUnwritable. A second call changes nothing.
    """
    if not folder.is_dir():
        raise RecordingNotFound(f"There is no recording {folder.name}.")
    with WriterLock(folder):
        return _tidy(folder) if _holds_nothing(folder) else _finish(folder, disk=disk)


def _finish(folder: Path, *, disk: Disk) -> RecoveryReport:
    log = RecordingLog.load(folder)
    if log.end is not None:
        if not (folder / RECEIPT).exists():
            write_receipt(folder, disk=disk)
        return RecoveryReport(recording_id=log.manifest.recording_id, outcome=RecoveryOutcome.WAS_COMPLETE)
    with translated(folder):
        (folder / RESERVE).unlink(missing_ok=True)
    work = _Work(folder, removed=_clear_parts(log))
    with LineLog(folder / JOURNAL, disk=disk) as journal:
        for track in log.tracks:
            _Check(work, track, journal).run()
        context = ContextRecovery(log, journal, disk=disk)
        context.run()
        log = RecordingLog.load(folder)
        end_ns = max((fragment.to_ns for track in log.tracks for fragment in track.fragments), default=0)
        end = EndRow(reason=EndReason.RECOVERED, t_ns=end_ns)
        context.finish(end)
        journal.append(to_line(end))
    write_receipt(folder, disk=disk)
    return RecoveryReport(
        recording_id=log.manifest.recording_id,
        outcome=RecoveryOutcome.RECOVERED,
        adopted=(*work.adopted, *context.adopted),
        damaged=(*work.damaged, *context.damaged),
        removed=tuple(work.removed),
    )


@dataclass(slots=True)
class _Work:
    """What was done so far; owned by the one call of `recover`."""

    folder: Path
    removed: list[str]
    adopted: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def _clear_parts(log: RecordingLog) -> list[str]:
    """Remove unfinished files, but put one into its place that is whole and promised: a rename that a power cut undid."""
    promised: dict[str, SealedRow | ContextRow] = {row.file: row for track in log.tracks for row in track.sealed}
    promised |= {row.file: row for row in log.context}
    removed: list[str] = []
    with translated(log.folder):
        for part in sorted(log.folder.rglob(f"*{PART}")):
            final = part.with_name(part.name.removesuffix(PART))
            row = promised.get(final.relative_to(log.folder).as_posix())
            if row is not None and not final.exists() and is_as_promised(part, row):
                part.replace(final)
            else:
                part.unlink()
                removed.append(part.relative_to(log.folder).as_posix())
            files.sync_folder(part.parent)
    return removed


class _Check:
    """Brings the files and the rows of one track together."""

    def __init__(self, work: _Work, track: TrackLog, journal: LineLog) -> None:
        self._work = work
        self._track = track
        self._journal = journal
        self._home = work.folder / track.channel.folder
        self._aside = work.folder / DAMAGED / track.channel.folder
        self._promised = {_name(row): row for row in track.sealed}
        self._inits: dict[int, InitRow] = {}
        self._why: dict[str, str] = {}  # by file name: what is wrong with a file that is missing or set aside

    def run(self) -> None:
        private_folder(self._home)
        self._set_broken_aside()
        self._inits = {row.init: row for row in self._track.inits if _name(row) not in self._why}
        strays = [path for path in self._files() if path.name not in self._promised]
        for path in strays:
            if number := init_number(path.name):
                self._adopt_init(path, number)
        for path in strays:
            if seq := fragment_seq(path.name):
                self._adopt_fragment(path, seq)
        self._journal_damaged()

    def _files(self) -> list[Path]:
        with translated(self._home):
            return sorted(path for path in self._home.iterdir() if init_number(path.name) or fragment_seq(path.name))

    def _set_broken_aside(self) -> None:
        """Move files that are not what their rows promise, and note the reason, also for files that are missing."""
        newest_first: tuple[SealedRow, ...] = (*reversed(self._track.fragments), *self._track.inits)
        for place, row in enumerate(newest_first):
            path = self._work.folder / row.file
            is_hashed = place < FULLY_CHECKED_FRAGMENTS or isinstance(row, InitRow)
            reason = flaw_of(path, row, is_hashed=is_hashed)
            if reason:
                self._set_aside(path, reason)

    def _set_aside(self, path: Path, reason: str) -> None:
        self._why[path.name] = reason
        if not path.exists():
            return
        private_folder(self._aside)
        with translated(path):
            path.replace(self._aside / path.name)
            files.sync_folder(self._aside)
            files.sync_folder(self._home)

    def _adopt_init(self, path: Path, number: int) -> None:
        from lookhear.recorder.spool import inspection

        try:
            data = path.read_bytes()
            facts = inspection.init_facts(data, self._track.channel_id, number, device=self._track.channel.device)
        except (OSError, MediaError) as error:
            self._set_aside(path, f"has no row and is not whole: {error}")
            return
        row = InitRow.of(facts, data, adopted=True)
        self._journal.append(to_line(row))
        self._work.adopted.append(row.file)
        self._inits[number] = row

    def _adopt_fragment(self, path: Path, seq: int) -> None:
        from lookhear.recorder.spool import inspection

        try:
            data = path.read_bytes()
            init = self._init_for(path, seq)
            facts = inspection.fragment_facts(data, self._track.channel_id, seq, init=init)
        except (OSError, MediaError) as error:
            self._set_aside(path, f"has no row and is not whole: {error}")
            return
        row = FragmentRow.of(facts, data, adopted=True)
        self._journal.append(to_line(row))
        self._work.adopted.append(row.file)

    def _init_for(self, path: Path, seq: int) -> int:
        """The init of a fragment that has no row: that of its neighbours.

        Only where a new init began among fragments without rows do the times of the files decide. Raises MediaError without any.
        """
        inits = self._inits
        below = max((row.init for row in self._track.fragments if row.seq < seq), default=0)
        above = min((row.init for row in self._track.fragments if row.seq > seq), default=max(inits, default=0))
        possible = [number for number in sorted(inits) if below <= number <= above] or sorted(inits)[-1:]
        if not possible:
            raise MediaError("its init segment is lost")
        if len(possible) == 1:
            return possible[0]
        sealed_ns = path.stat().st_mtime_ns
        older = [number for number in possible if (self._work.folder / inits[number].file).stat().st_mtime_ns <= sealed_ns]
        return older[-1] if older else possible[0]

    def _journal_damaged(self) -> None:
        """Write a row for everything that is missing or lies aside and has none yet."""
        known = {row.file for row in self._track.damaged}
        aside = {path.name for path in self._aside.iterdir()} if self._aside.is_dir() else set()
        why = self._why
        for name in sorted(aside | why.keys()):
            file = f"{self._track.channel.folder}/{name}"
            if file in known:
                continue
            row = self._promised.get(name)
            timed = row if isinstance(row, FragmentRow) else None
            is_aside = name in aside
            self._journal.append(
                to_line(
                    DamagedRow(
                        channel=self._track.channel_id,
                        file=file,
                        moved_to=f"{DAMAGED}/{file}" if is_aside else "",
                        reason=_WAS_ASIDE if is_aside and why.get(name, MISSING) == MISSING else why[name],
                        from_ns=timed.from_ns if timed else None,
                        to_ns=timed.to_ns if timed else None,
                    )
                )
            )
            self._work.damaged.append(file)


def _name(row: SealedRow) -> str:
    return row.file.rpartition("/")[2]


def _holds_nothing(folder: Path) -> bool:
    """True for a folder whose recording had not begun: no manifest, and nothing that was sealed."""
    if (folder / MANIFEST).exists():
        return False
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    if names - {LOCK, RESERVE, JOURNAL, MANIFEST + PART}:
        raise JournalDamaged(
            f"The recording {folder.name} has no {MANIFEST}, so nobody can say what its files are.",
            hint="The files are left as they are.",
        )
    return True


def _tidy(folder: Path) -> RecoveryReport:
    """Free the room of a recording that had not begun. Its folder stays: another process may be about to begin there."""
    removed: list[str] = []
    with translated(folder):
        for path in (folder / RESERVE, folder / (MANIFEST + PART)):
            if path.exists():
                path.unlink()
                removed.append(path.name)
    return RecoveryReport(recording_id=folder.name, outcome=RecoveryOutcome.NOTHING_RECORDED, removed=tuple(removed))


def recover_all(root: Path, *, disk: Disk = LOCAL_DISK) -> tuple[list[RecoveryReport], list[StorageError]]:
    """Finish every recording below a folder that has no end; what cannot be finished is told, and stops no other.

    Recordings that a process writes are left alone without a word; finished ones cost one look at the end of their journal.
    """
    from lookhear.recorder.spool.library import unfinished

    reports: list[RecoveryReport] = []
    failures: list[StorageError] = []
    for folder in unfinished(root):
        try:
            reports.append(recover(folder, disk=disk))
        except StorageError as error:
            failures.append(error)
    return reports, failures
