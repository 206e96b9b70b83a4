"""What an upload reads of a recording: the rows of its journal and the files of its mix, each once. One thread at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.recorder.spool.lock import is_being_written
from lookhear.recorder.spool.tail import SpoolTail
from lookhear.recorder.upload.mix_pieces import MixFollower

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.rows import Row
    from lookhear.recorder.upload.pieces import Piece


@dataclass(frozen=True, slots=True)
class News:
    """What came since the last look. ``is_over``: nobody was writing any more when that look began."""

    rows: list[Row]
    mix: list[Piece]
    is_over: bool


class Feed:
    """Follows one recording from its beginning. ``is_own``: this process writes it, and says itself when that is over.

    Raises JournalDamaged without a readable manifest.
    """

    def __init__(self, folder: Path, *, is_own: bool) -> None:
        self._folder, self._is_own = folder, is_own
        self._tail = SpoolTail(folder)
        self._mix = MixFollower(folder, wall_origin_ns=self._tail.manifest.clock_wall_origin_ns)
        self.manifest = self._tail.manifest

    def read(self) -> News:
        """Read on. Raises JournalDamaged, FolderUnwritable where locks cannot be asked."""
        is_over = not self._is_own and not is_being_written(self._folder)
        return News(self._tail.read(), self._mix.read(), is_over)
