"""Which states change by themselves."""

from __future__ import annotations

from lookhear.recorder.upload.status import UploadState, UploadStatus


def test_only_what_is_done_or_refused_is_settled() -> None:
    settled = {state for state in UploadState if UploadStatus(state=state, sentence="").is_settled}
    assert settled == {UploadState.DONE, UploadState.REFUSED}
