"""Lets media go that a backend has, recording by recording: on a thread, and told when to stop between two of them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.storage.values import Freed
from lookhear.errors import LookhearError, RecordingBusy
from lookhear.recorder.run_leftovers import bound_recordings
from lookhear.recorder.spool.library import has_media

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence
    from pathlib import Path

    from lookhear.recorder.spool.retention import Retirement

_LOG: Final = logging.getLogger(__name__)


class Retire(Protocol):
    """Lets the media of one recording go when their time has come: `lookhear.desktop.engine.rig.Rig.retire`."""

    def __call__(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        """Raises LookhearError; then they stay."""
        ...


def let_go(roots: Sequence[Path], *, retire: Retire, keep_days: float, stop: threading.Event) -> Freed:
    """Go through every recording that was meant to be handed over, the oldest first. Blocks; raises nothing expected.

    A recording that is being written or handed over is left for the next time, one whose backend does not answer is counted as waiting.
    """
    gone, freed, waiting = 0, 0, 0
    for folder in (each for root in roots for each in bound_recordings(root)):
        if stop.is_set():
            break
        if not has_media(folder):
            continue
        try:
            freed_here = retire(folder, keep_days=keep_days).freed_bytes
        except RecordingBusy:
            continue
        except LookhearError as error:
            _LOG.info("the media of %s stay for now: %s", folder.name, error.code)
            waiting += 1
            continue
        gone += freed_here > 0
        freed += freed_here
    return Freed(recordings=gone, bytes=freed, waiting=waiting)
