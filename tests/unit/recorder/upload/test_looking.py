"""Looking at an upload from its files, without touching anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.lock import UploadLock
from lookhear.recorder.upload.looking import look
from lookhear.recorder.upload.status import UploadState
from tests.fakes.backend import FakeBackend, Fault
from tests.fakes.recordings import complete
from tests.fakes.upload_rig import publisher, upload

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_look_changes_nothing_and_counts_everything(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    before = files(folder)
    status = look(folder)
    assert files(folder) == before
    sealed = len([name for name in before if name.endswith((".m4s", ".mp4"))]) + len(list(folder.glob("context/*")))
    assert (status.state, status.pending_fragments) == (UploadState.WAITING, sealed)
    assert status.lag_s > 1


def test_what_was_acknowledged_is_not_left(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    with FakeBackend() as backend:
        backend.plan(Fault.REVOKED, on="display-1/fragments/3")
        broken_off = upload(publisher(folder, backend))
    status = look(folder)
    assert (status.pending_fragments, status.pending_bytes) == (broken_off.pending_fragments, broken_off.pending_bytes)
    assert status.session_id == "cap-1"


def test_one_that_is_under_way_and_one_that_is_done_say_so(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    with UploadLock(folder):
        assert look(folder).state is UploadState.UPLOADING
    with FakeBackend() as backend:
        upload(publisher(folder, backend))
    status = look(folder)
    assert (status.state, status.pending_fragments) == (UploadState.DONE, 0)
