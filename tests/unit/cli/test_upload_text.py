from __future__ import annotations

import json

import pytest

from lookhear.cli.upload_text import left_text, short_text, size_text, to_json
from lookhear.recorder.upload.status import UploadState, UploadStatus


def status(state: UploadState, *, pending: int = 0, size: int = 0, lag_s: float = 0.4) -> UploadStatus:
    return UploadStatus(
        state=state,
        sentence="So it is.",
        pending_fragments=pending,
        pending_bytes=size,
        lag_s=lag_s,
        bytes_per_s=310_400,
        session_id="cap-1",
    )


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (status(UploadState.WAITING), "backend …"),
        (status(UploadState.BINDING), "backend …"),
        (status(UploadState.UPLOADING, pending=2, size=5000), "backend ok 0.4 s, 310 kB/s"),
        (status(UploadState.UPLOADING, size=3_400_000, lag_s=12.3), "backend LATE 12 s, 3.4 MB wait, 310 kB/s"),
        (status(UploadState.OFFLINE, size=3_400_000), "backend OFFLINE, 3.4 MB wait"),
        (status(UploadState.REFUSED), "backend REFUSED"),
        (status(UploadState.DONE, lag_s=0), "backend ok 0.0 s, 310 kB/s"),
    ],
)
def test_the_live_line_says_what_goes_on(shown: UploadStatus, text: str) -> None:
    assert short_text(shown) == text


@pytest.mark.parametrize(
    ("pending", "text"),
    [
        (0, "The backend has not confirmed all of it yet."),
        (1, "1 piece is not handed over yet (2.0 MB)."),
        (3, "3 pieces are not handed over yet (2.0 MB)."),
    ],
)
def test_what_is_left_is_counted(pending: int, text: str) -> None:
    assert left_text(status(UploadState.OFFLINE, pending=pending, size=2_000_000)) == text


def test_small_sizes_are_in_kilobytes() -> None:
    assert size_text(999_499) == "999 kB"


def test_programs_get_the_numbers() -> None:
    told = json.loads(json.dumps(to_json(status(UploadState.UPLOADING, pending=2, size=7))))
    assert told["state"] == "uploading"
    assert told["pending"] == {"fragments": 2, "bytes": 7}
    assert told["session_id"] == "cap-1"
