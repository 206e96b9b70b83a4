"""An upload is waited for while it moves."""

from __future__ import annotations

import pytest

from lookhear.recorder.run_finishing import finish
from lookhear.recorder.upload.status import UploadState, UploadStatus
from tests.fakes.uploading import ScriptedUpload, upload_status

BEGUN = upload_status(UploadState.UPLOADING, acked=1, pending=2)
DONE = upload_status(UploadState.DONE, acked=3)


def test_it_is_waited_for_until_nothing_is_left_and_every_look_is_shown() -> None:
    moving = [upload_status(UploadState.UPLOADING, acked=n, pending=9 - n) for n in range(2, 5)]
    upload = ScriptedUpload(BEGUN, *moving, DONE)
    shown: list[UploadStatus] = []
    assert finish(upload, show=shown.append) == DONE
    assert shown == moving
    assert (upload.calls[0], upload.calls[-1]) == ("start", "close")


@pytest.mark.parametrize("state", [UploadState.UPLOADING, UploadState.OFFLINE, UploadState.BINDING])
def test_what_does_not_move_is_left_for_later(state: UploadState) -> None:
    stuck = upload_status(state, pending=3)
    upload = ScriptedUpload(stuck)
    assert finish(upload) == stuck
    assert upload.calls.count("wait") > 100
    assert upload.calls[-1] == "close"


def test_it_ends_when_it_is_told_to() -> None:
    upload = ScriptedUpload(BEGUN)
    assert finish(upload, is_stopped=lambda: True) == BEGUN
    assert upload.calls == ["start", "wait", "close"]


def test_its_threads_end_also_when_the_wait_is_interrupted() -> None:
    class Interrupted(ScriptedUpload):
        def wait(self, _timeout_s: float) -> UploadStatus:
            raise KeyboardInterrupt

    upload = Interrupted(BEGUN)
    with pytest.raises(KeyboardInterrupt):
        finish(upload)
    assert upload.calls[-1] == "close"
