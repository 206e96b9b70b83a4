from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.storage.measuring import GUESSED_BYTES_PER_HOUR, bytes_below, disk_of, pace_of, room_of
from lookhear.recorder.spool.library import RecordingInfo, RecordingState
from tests.fakes.recordings import complete, interrupted

if TYPE_CHECKING:
    from pathlib import Path


def info(folder: Path, number: int, *, seconds: float, size: int, state: RecordingState = RecordingState.COMPLETE) -> RecordingInfo:
    return RecordingInfo(
        recording_id=f"rec-{number:026d}", folder=folder, state=state, started_at=None, duration_s=seconds, bytes=size, channels=()
    )


def test_the_pace_is_that_of_long_recordings_weighed_by_their_length(tmp_path: Path) -> None:
    found = [
        info(tmp_path, 1, seconds=3600, size=1_000_000_000),
        info(tmp_path, 2, seconds=1800, size=2_000_000_000),
        info(tmp_path, 3, seconds=5, size=900_000_000),
        info(tmp_path, 4, seconds=3600, size=5, state=RecordingState.DAMAGED),
    ]
    pace = pace_of(found)
    assert pace.paced_by == 2
    assert pace.bytes_per_hour == pytest.approx(2_000_000_000)


def test_only_the_latest_recordings_count(tmp_path: Path) -> None:
    old = [info(tmp_path, number, seconds=3600, size=1) for number in range(10)]
    new = [info(tmp_path, 100 + number, seconds=3600, size=7_000) for number in range(20)]
    assert pace_of([*new, *old]).bytes_per_hour == pytest.approx(7_000)


def test_without_any_it_is_a_guess() -> None:
    assert (pace_of([]).bytes_per_hour, pace_of([]).paced_by) == (GUESSED_BYTES_PER_HOUR, 0)


def test_media_that_a_backend_took_take_no_room_here(tmp_path: Path) -> None:
    kept, gone = complete(tmp_path), complete(tmp_path)
    interrupted(tmp_path / "other")
    whole = room_of([tmp_path, tmp_path / "other", tmp_path / "missing"])
    for path in gone.glob("*/*.m4s"):
        path.unlink()
    rest = room_of([tmp_path, tmp_path / "other"])
    assert whole.recordings == rest.recordings == 3
    media = sum(path.stat().st_size for path in kept.glob("*/*.m4s"))
    assert whole.media_bytes - rest.media_bytes > 0
    assert rest.media_bytes >= media


def test_the_files_of_a_folder_are_counted_however_deep_and_no_others(tmp_path: Path) -> None:
    inside = tmp_path / "in" / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "x").write_bytes(bytes(1000))
    (tmp_path / "in" / "y").write_bytes(bytes(23))
    (tmp_path / "z").write_bytes(bytes(5000))
    (inside / "link").symlink_to(tmp_path / "z")
    (inside / "loop").symlink_to(tmp_path / "in")
    assert bytes_below(tmp_path / "in") == 1023
    assert bytes_below(tmp_path / "nowhere") == 0


def test_the_disk_of_a_folder_that_is_to_come_is_that_of_the_one_above(tmp_path: Path) -> None:
    free, total = disk_of(tmp_path / "a" / "b" / "c")
    assert total == shutil.disk_usage(tmp_path).total
    assert 0 < free <= total
