"""Finds the files of a recording's mix as they are made. No journal row speaks for them, and nobody synced them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.protocol.tracks import MIX_TRACK, TrackKind
from lookhear.recorder.spool.layout import MIX, fragment_name, init_name
from lookhear.recorder.upload.pieces import Piece

if TYPE_CHECKING:
    from pathlib import Path


class MixFollower:
    """Looks for the next file of the mix, at the cost of one look at the folder. Owned by one thread at a time."""

    def __init__(self, folder: Path, *, wall_origin_ns: int) -> None:
        self._folder = folder
        self._wall_origin_ns = wall_origin_ns
        self._next = 1
        self._has_init = False

    def read(self) -> list[Piece]:
        """What was written since the last call: the init segment, then fragments without a hole."""
        found: list[Piece] = []
        if not self._has_init:
            if (init := self._piece(init_name(1), 1, init=None)) is None:
                return []
            self._has_init = True
            found.append(init)
        while (piece := self._piece(fragment_name(self._next), self._next, init=1)) is not None:
            found.append(piece)
            self._next += 1
        return found

    def _piece(self, name: str, number: int, *, init: int | None) -> Piece | None:
        file = f"{MIX}/{name}"
        try:
            stat = (self._folder / file).stat()
        except OSError:
            return None
        # What it covers is inside; when it was written is near enough to choose what goes out first.
        made_ns = max(0, stat.st_mtime_ns - self._wall_origin_ns)
        return Piece(
            track=MIX_TRACK,
            kind=TrackKind.MIX,
            number=number,
            init=init,
            file=file,
            bytes=stat.st_size,
            sha256="",
            from_ns=made_ns,
            to_ns=made_ns,
        )
