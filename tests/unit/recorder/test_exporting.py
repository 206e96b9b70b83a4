from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import FolderUnwritable, UsageError
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.exporting import export, track_parts
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.recovery import recover
from tests.fakes.recordings import MIC, SCREEN, begin, complete, fragment_bytes, fragment_facts, init_bytes, init_facts, interrupted, seal

if TYPE_CHECKING:
    from pathlib import Path

SECOND = ChannelId.display(2)
THIRD = ChannelId.display(3)


def handlers(path: Path) -> list[bytes]:
    """The handler names of a file's tracks, in order."""
    parts = path.read_bytes().split(b"hdlr")[1:]
    return [part[24 : part.index(b"\x00", 24)] for part in parts if part[8:12] in {b"vide", b"soun"}]


def test_one_file_holds_the_pictures_and_the_sound(tmp_path: Path) -> None:
    seen: list[float] = []
    files = export(complete(tmp_path), tmp_path / "talk.mp4", progress=seen.append)
    assert files == [tmp_path / "talk.mp4"]
    assert handlers(files[0]) == [b"Name of display:1", b"Name of mic:default"]
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_further_displays_get_files_of_their_own_with_the_sound(tmp_path: Path) -> None:
    with begin(tmp_path / "r", SECOND, SCREEN, THIRD, MIC) as writer:
        for channel in (SECOND, SCREEN, MIC):
            seal(writer, channel, 1, 2)
    files = export(writer.folder, tmp_path / "talk.mp4")
    assert files == [tmp_path / "talk.mp4", tmp_path / "talk-display-1.mp4"]
    assert [handlers(path)[0] for path in files] == [b"Name of display:2", b"Name of display:1"]
    assert [handlers(path)[1:] for path in files] == [[b"Name of mic:default"]] * 2


def test_the_file_of_a_further_display_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "talk-display-2.mp4").write_bytes(b"mine")
    with begin(tmp_path / "r", SCREEN, SECOND) as writer:
        seal(writer, SCREEN, 1)
        seal(writer, SECOND, 1)
    files = export(writer.folder, tmp_path / "talk.mp4")
    assert files[1] == tmp_path / "talk-display-2 (2).mp4"
    assert (tmp_path / "talk-display-2.mp4").read_bytes() == b"mine"


def test_sound_alone_makes_one_file(tmp_path: Path) -> None:
    with begin(tmp_path / "r", SCREEN, MIC) as writer:
        seal(writer, MIC, 1)
    files = export(writer.folder, tmp_path / "talk.mp4")
    assert [handlers(path) for path in files] == [[b"Name of mic:default"]]


def test_a_recording_that_was_recovered_exports_without_its_broken_files(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    os.truncate(folder / "display-1" / "00000002.m4s", 50)
    recover(folder)
    assert export(folder, tmp_path / "talk.mp4") == [tmp_path / "talk.mp4"]


def test_a_file_that_went_missing_since_leaves_a_gap_and_no_error(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    (folder / "display-1" / "00000002.m4s").unlink()
    log = RecordingLog.load(folder)
    assert [path.name for path in track_parts(log, log.tracks[0])[0].fragments] == ["00000001.m4s", "00000003.m4s", "00000004.m4s"]
    assert export(folder, tmp_path / "talk.mp4") == [tmp_path / "talk.mp4"]


def test_fragments_go_with_their_inits(tmp_path: Path) -> None:
    with begin(tmp_path, SCREEN) as writer:
        seal(writer, SCREEN, 1, 2)
        writer.seal_init(init_facts(SCREEN, 2), init_bytes(SCREEN))
        facts = fragment_facts(SCREEN, 3, init=2)
        writer.seal_fragment(facts, fragment_bytes(facts))
    log = RecordingLog.load(writer.folder)
    parts = track_parts(log, log.tracks[0])
    assert [(part.init.name, len(part.fragments)) for part in parts if not isinstance(part.init, bytes)] == [
        ("init-1.mp4", 2),
        ("init-2.mp4", 1),
    ]


def test_a_recording_without_media_is_refused(tmp_path: Path) -> None:
    with begin(tmp_path) as writer, pytest.raises(UsageError, match="nothing that could be played"):
        export(writer.folder, tmp_path / "talk.mp4")


def test_a_video_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    (path,) = export(complete(tmp_path), tmp_path / "talk.mp4")
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_there_is_no_room_for_temporary_files_the_video_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = complete(tmp_path / "r")
    (tmp_path / "videos").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    (path,) = export(folder, tmp_path / "videos" / "talk.mp4")
    assert list((tmp_path / "videos").iterdir()) == [path]
    with pytest.raises(FolderUnwritable):
        export(folder, tmp_path / "missing" / "talk.mp4")


def test_what_a_killed_export_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = [tmp_path / f"{name}.mp4.{gone.pid}.part" for name in ("talk", "talk-display-2", "Lookhear 2026-01-31 12.00.00")]
    kept = [tmp_path / name for name in (f"talk.mp4.{os.getpid()}.part", f"film.mp4.{gone.pid}.part", "talk.mp4.part", "talk.mp4.x.part")]
    for path in (*dead, *kept):
        path.write_bytes(b"")
    export(complete(tmp_path / "r"), tmp_path / "talk.mp4")
    assert [path.name for path in dead if path.exists()] == []
    assert [path.name for path in kept[1:] if not path.exists()] == []
