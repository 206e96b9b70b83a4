"""What earlier recordings left: seen before anybody is asked, handed over one after the other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lookhear.desktop.engine.leftovers import Round
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.upload.status import UploadState
from tests.fakes.recordings import complete
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = TokenSource(kind=SourceKind.EMBEDDED)
DONE = upload_status(UploadState.DONE, acked=4)


class Rig:
    def __init__(self) -> None:
        self.made: list[str] = []
        self.retired: list[tuple[str, float | None]] = []

    def publisher(
        self, folder: Path, *, source: TokenSource, look_every_s: float | None = None, limit_bytes_per_s: int | None = None
    ) -> ScriptedUpload:
        assert source == SOURCE
        self.made.append(folder.name)
        return ScriptedUpload(DONE)

    def retire(self, folder: Path, *, keep_days: float | None = None) -> None:
        self.retired.append((folder.name, keep_days))


def bound(root: Path) -> Path:
    folder = complete(root)
    write_binding(folder, Binding(source=SOURCE))
    return folder


def test_each_that_is_left_is_handed_over_but_those_of_others(tmp_path: Path) -> None:
    first, second = bound(tmp_path), bound(tmp_path)
    complete(tmp_path)  # nobody wants that one anywhere
    rig = Rig()
    made = Round(rig, tmp_path, but=frozenset({second.name}), keep_days=3)
    made.run(threading.Event())
    assert rig.made[:1] == [first.name]
    assert rig.retired[0] == (first.name, 3)
    assert made.statuses() == {first.name: DONE}


def test_what_waits_is_known_by_its_files(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    stop = threading.Event()
    stop.set()
    rig = Rig()
    made = Round(rig, tmp_path, but=frozenset())
    made.run(stop)
    assert rig.made == []
    status = made.statuses()[folder.name]
    assert status.state is UploadState.WAITING
    assert status.pending_bytes > 0


def test_what_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    folder = bound(tmp_path)
    (folder / "binding.json").write_text("{", "utf-8")
    rig = Rig()
    made = Round(rig, tmp_path, but=frozenset())
    made.run(threading.Event())
    assert made.statuses() == {}
    assert rig.made == []
