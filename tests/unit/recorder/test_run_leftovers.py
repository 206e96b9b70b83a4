from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import Machine
from lookhear.errors import BackendUnreachable
from lookhear.recorder.run_leftovers import finish_others
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.lock import UploadLock
from lookhear.recorder.upload.status import UploadState, UploadStatus
from tests.fakes.recordings import begin, complete
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path

DONE = upload_status(UploadState.DONE, acked=4)
UPLOADING = upload_status(UploadState.UPLOADING, acked=1, pending=3)
BOUND = Binding(source=TokenSource(kind=SourceKind.EMBEDDED))


class Uploads(Machine):
    """A machine whose uploads are scripted, and that notes which recordings it was asked for and let go."""

    def __init__(self, *states: UploadStatus) -> None:
        super().__init__({})
        self._states = states
        self.asked: list[Path] = []
        self.retired: list[Path] = []
        self.uploads: list[ScriptedUpload] = []
        self.unreachable: set[Path] = set()

    def publisher(self, folder: Path, **_options: object) -> ScriptedUpload:  # type: ignore[override]
        self.asked.append(folder)
        if folder in self.unreachable:
            raise BackendUnreachable("Nobody answers.")
        self.uploads.append(ScriptedUpload(*self._states))
        return self.uploads[-1]

    def retire(self, folder: Path) -> None:  # type: ignore[override]
        self.retired.append(folder)


def bound(root: Path) -> Path:
    folder = complete(root)
    write_binding(folder, BOUND)
    return folder


def test_what_earlier_recordings_left_is_handed_over_one_after_the_other(tmp_path: Path) -> None:
    own, first, second = bound(tmp_path), bound(tmp_path), bound(tmp_path)
    complete(tmp_path)  # was never meant to be handed over
    machine = Uploads(UPLOADING, DONE)
    finish_others(machine, tmp_path, but=own, stop=threading.Event())
    assert machine.asked == machine.retired == [first, second]
    assert [upload.calls[-1] for upload in machine.uploads] == ["close", "close"]


def test_what_others_are_at_is_left_to_them(tmp_path: Path) -> None:
    own, busy = bound(tmp_path), bound(tmp_path)
    machine = Uploads(DONE)
    with begin(tmp_path) as writer, UploadLock(busy):
        write_binding(writer.folder, BOUND)
        finish_others(machine, tmp_path, but=own, stop=threading.Event())
    assert machine.asked == []


def test_one_that_fails_does_not_hold_up_the_next(tmp_path: Path) -> None:
    own, first, second = bound(tmp_path), bound(tmp_path), bound(tmp_path)
    machine = Uploads(DONE)
    machine.unreachable = {first}
    finish_others(machine, tmp_path, but=own, stop=threading.Event())
    assert machine.retired == [second]


@pytest.mark.parametrize("state", [UploadState.UPLOADING, UploadState.OFFLINE])
def test_one_that_does_not_move_is_left(tmp_path: Path, state: UploadState) -> None:
    own, _ = bound(tmp_path), bound(tmp_path)
    machine = Uploads(upload_status(state, pending=3))
    finish_others(machine, tmp_path, but=own, stop=threading.Event())
    assert machine.uploads[0].calls.count("wait") > 100
    assert machine.retired == []


def test_the_end_of_the_recording_ends_it(tmp_path: Path) -> None:
    own, _, _ = bound(tmp_path), bound(tmp_path), bound(tmp_path)
    stop = threading.Event()

    class Ending(ScriptedUpload):
        def wait(self, timeout_s: float) -> UploadStatus:
            stop.set()
            return super().wait(timeout_s)

    class EndingMachine(Uploads):
        def publisher(self, folder: Path, **_options: object) -> ScriptedUpload:  # type: ignore[override]
            self.asked.append(folder)
            return Ending(UPLOADING)

    machine = EndingMachine()
    finish_others(machine, tmp_path, but=own, stop=stop)
    assert len(machine.asked) == 1
