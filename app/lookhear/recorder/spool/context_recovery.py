"""Brings the files of a context log and their rows together after a crash. What is missing is written from the journal's other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.context import ContextDraft, context_facts
from lookhear.recorder.spool.durable import LineLog, translated, write_sealed
from lookhear.recorder.spool.layout import CONTEXT, DAMAGED, context_seq
from lookhear.recorder.spool.log import RecordingLog, read_journal
from lookhear.recorder.spool.promises import flaw_of
from lookhear.recorder.spool.rows import ContextRow, DamagedRow, EndRow, to_line
from lookhear.system import files
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.durable import Disk
    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.spool.rows import ContextFacts, Row

_WAS_ASIDE: Final = "was set aside by a recovery that did not come to its end"


class ContextRecovery:
    """One recording's context log, for the one call of `recover` that holds its lock. ``adopted`` and ``damaged`` name files."""

    def __init__(self, log: RecordingLog, journal: LineLog, *, disk: Disk) -> None:
        self._folder, self._manifest, self._promised = log.folder, log.manifest, log.context
        self._journal, self._disk = journal, disk
        self.adopted: list[str] = []
        self.damaged: list[str] = []

    def run(self) -> None:
        """Check what is promised and take up what is not. Raises DiskFull, FolderUnwritable, as the next."""
        home = private_folder(self._folder / CONTEXT)
        again = _again(self._manifest, read_journal(self._folder).rows)
        for row in self._promised:
            path = self._folder / row.file
            reason = flaw_of(path, row, is_hashed=True)
            draft = again.get(row.seq)
            if reason and draft is not None and ContextRow.of(*draft).sha256 == row.sha256:
                write_sealed(path, draft[1], disk=self._disk)
            elif reason:
                self._set_aside(path, reason)
        promised = {row.file for row in self._promised}
        with translated(home):
            strays = sorted(path for path in home.iterdir() if context_seq(path.name) and f"{CONTEXT}/{path.name}" not in promised)
        for path in strays:
            self._adopt(path)

    def finish(self, end: EndRow) -> None:
        """Seal what the journal tells and no file holds, and that it ended."""
        draft = ContextDraft.of(self._manifest, read_journal(self._folder).rows)
        draft.note(end)
        file = draft.file()
        if file is not None:
            row = ContextRow.of(*file)
            write_sealed(self._folder / row.file, file[1], disk=self._disk)
            self._journal.append(to_line(row))

    def _adopt(self, path: Path) -> None:
        seq = context_seq(path.name) or 0
        try:
            data = path.read_bytes()
            facts = context_facts(data, seq)
        except (OSError, ValueError) as error:
            self._set_aside(path, f"has no row and is not whole: {error}")
            return
        row = ContextRow.of(facts, data, adopted=True)
        self._journal.append(to_line(row))
        self.adopted.append(row.file)

    def _set_aside(self, path: Path, reason: str) -> None:
        aside = self._folder / DAMAGED / CONTEXT / path.name
        if path.exists():
            private_folder(aside.parent)
            with translated(path):
                path.replace(aside)
                files.sync_folder(aside.parent)
                files.sync_folder(path.parent)
        elif aside.exists():
            reason = _WAS_ASIDE
        file = f"{CONTEXT}/{path.name}"
        moved_to = f"{DAMAGED}/{file}" if aside.exists() else ""
        self._journal.append(to_line(DamagedRow(channel=None, file=file, moved_to=moved_to, reason=reason)))
        self.damaged.append(file)


def _again(manifest: Manifest, rows: tuple[Row, ...]) -> dict[int, tuple[ContextFacts, bytes]]:
    """The files of a context log as the journal's other rows give them, by number."""
    found: dict[int, tuple[ContextFacts, bytes]] = {}
    draft = ContextDraft.begin(manifest)
    for row in rows:
        if isinstance(row, ContextRow):
            file = draft.file()
            if file is not None and file[0].seq == row.seq:
                found[row.seq] = file
            draft = ContextDraft(seq=row.seq + 1)
        else:
            draft.note(row)
    return found
