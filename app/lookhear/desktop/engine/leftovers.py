"""Hands over what earlier recordings left, on a thread, and says meanwhile how far that is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.spool.binding import TokenSource
    from lookhear.recorder.upload.status import UploadStatus


class Publishing(Protocol):
    """As much of `lookhear.desktop.engine.rig.Rig` as is needed here."""

    def publisher(
        self, folder: Path, *, source: TokenSource, look_every_s: float | None = None, limit_bytes_per_s: int | None = None
    ) -> Uploading:
        """The upload of a recording. Raises LookhearError."""
        ...

    def retire(self, folder: Path, *, keep_days: float | None = None) -> object:
        """Let the media of a recording go. Raises LookhearError."""
        ...


@dataclass(slots=True)
class _Left:
    """One recording that is not handed over. ``uploading`` while this round is at it, or was."""

    status: UploadStatus
    uploading: Uploading | None = None


@dataclass(slots=True)
class Round:
    """One time through all of them: see `lookhear.recorder.run_leftovers`, which asks this for uploads. `run` blocks, the rest does not.

    ``but`` are looked after by somebody else.
    """

    rig: Publishing
    root: Path
    but: frozenset[str]
    limit_bytes_per_s: int | None = None
    keep_days: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)  # protects _left
    _left: dict[str, _Left] = field(default_factory=dict)

    def run(self, stop: threading.Event) -> None:
        """Hand over one after the other until all are, or ``stop`` is set."""
        from lookhear.recorder.run_leftovers import finish_others

        self._look()
        if self._left:
            finish_others(self, self.root, but=None, stop=stop)

    def statuses(self) -> dict[str, UploadStatus]:
        """How far each recording is, by its identifier."""
        with self._lock:
            left = dict(self._left)
        return {name: entry.status if entry.uploading is None else entry.uploading.status() for name, entry in left.items()}

    def publisher(self, folder: Path, *, source: TokenSource, look_every_s: float | None = None) -> Uploading:
        """The upload of a recording, which is noted. Raises LookhearError."""
        made = self.rig.publisher(folder, source=source, look_every_s=look_every_s, limit_bytes_per_s=self.limit_bytes_per_s)
        with self._lock:
            if (entry := self._left.get(folder.name)) is not None:
                entry.uploading = made
        return made

    def retire(self, folder: Path) -> object:
        """Let the media of a recording go. Raises LookhearError."""
        return self.rig.retire(folder, keep_days=self.keep_days)

    def _look(self) -> None:
        """What their files say, before anybody is asked."""
        from lookhear.recorder.run_leftovers import unfinished_uploads
        from lookhear.recorder.upload.looking import look

        for folder in unfinished_uploads(self.root):
            if folder.name in self.but:
                continue
            try:
                status = look(folder)
            except LookhearError:  # it is told when it is tried
                continue
            with self._lock:
                self._left[folder.name] = _Left(status)
