from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from lookhear.desktop.engine.library.entries import EntryState
from lookhear.desktop.engine.library.rows import Row
from lookhear.desktop.engine.library.shown import entry_of, with_upload
from lookhear.recorder.spool.library import RecordingState
from lookhear.recorder.upload.status import UploadState, UploadStatus

FOLDER = Path("recordings") / "rec-1"
ROW = Row(recording_id="rec-1", state=RecordingState.COMPLETE, name="Call", bytes=7, link="http://a.example/watch?v=s")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, EntryState.READY),
        ({"state": RecordingState.RECORDING, "is_bound": True}, EntryState.RECORDING),
        ({"state": RecordingState.INTERRUPTED}, EntryState.RECOVERED),
        ({"state": RecordingState.DAMAGED, "sentence": "Broken."}, EntryState.NEEDS_HELP),
        ({"is_recovered": True}, EntryState.RECOVERED),
        ({"is_recovered": True, "is_bound": True}, EntryState.UPLOADING),
        ({"is_bound": True}, EntryState.UPLOADING),
        ({"is_bound": True, "is_done": True}, EntryState.READY),
        ({"is_bound": True, "is_done": True, "refused": 3}, EntryState.NEEDS_HELP),
        ({"is_bound": True, "sentence": "The binding is broken."}, EntryState.NEEDS_HELP),
    ],
)
def test_what_should_be_known_first(fields: dict[str, object], state: EntryState) -> None:
    assert entry_of(FOLDER, dataclasses.replace(ROW, **fields)).state is state  # type: ignore[arg-type]


def test_an_entry_has_what_the_row_says() -> None:
    shown = entry_of(FOLDER, ROW)
    assert (shown.recording_id, shown.name, shown.bytes, shown.folder, shown.link) == ("rec-1", "Call", 7, FOLDER, ROW.link)
    assert entry_of(FOLDER, dataclasses.replace(ROW, link="")).link is None


def uploading(state: UploadState, **fields: int) -> UploadStatus:
    return UploadStatus(state=state, sentence="The backend says something.", **fields)  # type: ignore[arg-type]


def test_an_upload_of_this_process_is_told_with_its_share() -> None:
    waiting = entry_of(FOLDER, dataclasses.replace(ROW, is_bound=True))
    assert waiting.share is None
    assert with_upload(waiting, None) == waiting
    going = with_upload(waiting, uploading(UploadState.UPLOADING, acked_bytes=43, pending_bytes=57))
    assert (going.state, going.share, going.sentence) == (EntryState.UPLOADING, 0.43, "")
    assert with_upload(waiting, uploading(UploadState.BINDING)).share == 0.0


def test_one_that_nobody_takes_says_why() -> None:
    waiting = entry_of(FOLDER, dataclasses.replace(ROW, is_bound=True))
    assert with_upload(waiting, uploading(UploadState.OFFLINE)).sentence == "The backend says something."
    refused = with_upload(waiting, uploading(UploadState.REFUSED))
    assert (refused.state, refused.sentence) == (EntryState.NEEDS_HELP, "The backend says something.")


def test_what_is_handed_over_is_not_uploading_again() -> None:
    ready = entry_of(FOLDER, ROW)
    assert with_upload(ready, uploading(UploadState.UPLOADING)) == ready
