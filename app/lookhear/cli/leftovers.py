"""Hands over, quietly and beside a recording, what earlier ones left: on a thread of its own. What fails is tried again some day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from lookhear.bootstrap import Machine

_LOG: Final = logging.getLogger(__name__)


def finish_others(machine: Machine, *, but: Path, stop: threading.Event) -> None:
    """Hand over one recording after the other until all are, or until ``stop`` is set. ``but`` is looked after by somebody else."""
    from lookhear.cli.uploads import unfinished_uploads

    for folder in unfinished_uploads(but.parent):
        if stop.is_set():
            return
        if folder == but:
            continue
        try:
            _finish(machine, folder, stop=stop)
        except LookhearError as exc:
            _LOG.info("%s is not handed over for now: %s", folder.name, exc)


def _finish(machine: Machine, folder: Path, *, stop: threading.Event) -> None:
    from lookhear.cli.finishing import FOREIGN_LOOK_S, finish
    from lookhear.recorder.spool.binding import read_binding
    from lookhear.recorder.spool.lock import is_being_uploaded, is_being_written
    from lookhear.recorder.upload.status import UploadState

    binding = read_binding(folder)
    if binding is None or is_being_uploaded(folder) or is_being_written(folder):
        return
    publisher = machine.publisher(folder, source=binding.source, look_every_s=FOREIGN_LOOK_S)
    status = finish(publisher, is_stopped=stop.is_set)
    if status.state is UploadState.DONE:
        machine.retire(folder)
