"""Waits for an upload that is not of this process's recording: for as long as something of it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.upload.status import UploadStatus

FOREIGN_LOOK_S: Final = 0.5  # how often the journal of a recording that rings for nobody is looked at
_LOOK_S: Final = 0.25
_STILL_S: Final = 30.0  # how long nothing may move before the rest is left for later


def finish(
    uploading: Uploading, *, is_stopped: Callable[[], bool] = lambda: False, show: Callable[[UploadStatus], object] = lambda _status: None
) -> UploadStatus:
    """Upload until nothing is left, nothing has moved for a while, or ``is_stopped``; gives how far it came, and ends its threads.

    ``show`` is told of every look.
    """
    uploading.start()
    try:
        seen, still_s = (-1, -1), 0.0
        while not (status := uploading.wait(_LOOK_S)).is_settled and still_s < _STILL_S and not is_stopped():
            mark = (status.acked_fragments, status.acked_bytes)
            seen, still_s = mark, 0.0 if mark != seen else still_s + _LOOK_S
            show(status)
    finally:
        status = uploading.close()
    return status
