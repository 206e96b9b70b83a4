"""Hands over, quietly and beside a recording, what earlier ones left: on a thread of its own. What fails is tried again some day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.spool.binding import TokenSource

_LOG: Final = logging.getLogger(__name__)


class Uploads(Protocol):
    """What makes uploads here, and lets media go: the machine."""

    def publisher(self, folder: Path, *, source: TokenSource, look_every_s: float | None = None) -> Uploading:
        """The upload of a recording. Raises LookhearError."""
        ...

    def retire(self, folder: Path) -> object:
        """Let the media of a recording go that the backend has, when their time has come. Raises LookhearError."""
        ...


def unfinished_uploads(root: Path) -> list[Path]:
    """The recordings that were meant to be handed over and are not yet; oldest first."""
    return [folder for folder in bound_recordings(root) if not is_handed_over(folder)]


def bound_recordings(root: Path) -> list[Path]:
    """The recordings that were meant to be handed over, whether they are or not; oldest first."""
    from lookhear.recorder.spool.layout import BINDING

    return [folder for folder in sorted(root.glob("rec-*")) if (folder / BINDING).exists()]


def is_handed_over(folder: Path) -> bool:
    """Whether nothing of a recording is left to be sent, or nobody wants it to be. One whose binding cannot be read is not."""
    from lookhear.recorder.spool.binding import read_binding

    try:
        binding = read_binding(folder)
    except LookhearError:
        return False  # it will be said why
    return binding is None or binding.is_done


def finish_others(uploads: Uploads, root: Path, *, but: Path | None, stop: threading.Event) -> None:
    """Hand over one recording after the other until all are, or until ``stop`` is set. ``but`` is looked after by somebody else."""
    for folder in unfinished_uploads(root):
        if stop.is_set():
            return
        if folder == but:
            continue
        try:
            _finish(uploads, folder, stop=stop)
        except LookhearError as exc:
            _LOG.info("%s is not handed over for now: %s", folder.name, exc)


def _finish(uploads: Uploads, folder: Path, *, stop: threading.Event) -> None:
    from lookhear.recorder.run_finishing import FOREIGN_LOOK_S, finish
    from lookhear.recorder.spool.binding import read_binding
    from lookhear.recorder.spool.lock import is_being_uploaded, is_being_written
    from lookhear.recorder.upload.status import UploadState

    binding = read_binding(folder)
    if binding is None or is_being_uploaded(folder) or is_being_written(folder):
        return
    publisher = uploads.publisher(folder, source=binding.source, look_every_s=FOREIGN_LOOK_S)
    status = finish(publisher, is_stopped=stop.is_set)
    if status.state is UploadState.DONE:
        uploads.retire(folder)
