"""For how long the disk lasts."""

from __future__ import annotations

from pathlib import Path

from lookhear.desktop.engine.disk import LOOK_EVERY_S, DiskWatch
from lookhear.recorder.spool.writer import DEFAULT_RESERVE_BYTES

FOLDER = Path("rec")


def watch(free_bytes: int) -> DiskWatch:
    return DiskWatch(lambda _folder: DEFAULT_RESERVE_BYTES + free_bytes)


def test_the_pace_of_the_last_minute_says_how_long_it_lasts() -> None:
    made = watch(60_000)
    assert made.look(FOLDER, sealed_bytes=0, now_s=0.0) is None  # no pace yet
    assert made.look(FOLDER, sealed_bytes=10_000, now_s=10.0) == 60.0
    assert made.look(FOLDER, sealed_bytes=20_000, now_s=120.0) is None  # what was long ago says nothing any more
    assert made.look(FOLDER, sealed_bytes=40_000, now_s=130.0) == 30.0


def test_a_disk_that_lasts_for_days_is_not_worth_a_word() -> None:
    made = watch(10**15)
    made.look(FOLDER, sealed_bytes=0, now_s=0.0)
    assert made.look(FOLDER, sealed_bytes=10_000, now_s=10.0) is None


def test_what_the_recorder_keeps_free_does_not_count() -> None:
    made = watch(-1000)
    made.look(FOLDER, sealed_bytes=0, now_s=0.0)
    assert made.look(FOLDER, sealed_bytes=10_000, now_s=10.0) == 0.0


def test_a_disk_that_cannot_be_asked_is_left_to_the_recorder() -> None:
    def gone(_folder: Path) -> int:
        raise FileNotFoundError

    made = DiskWatch(gone)
    made.look(FOLDER, sealed_bytes=0, now_s=0.0)
    assert made.look(FOLDER, sealed_bytes=1, now_s=10.0) is None


def test_it_is_looked_at_now_and_then() -> None:
    made = watch(1)
    assert made.is_due(0.0)
    made.look(FOLDER, sealed_bytes=0, now_s=0.0)
    assert not made.is_due(LOOK_EVERY_S - 0.1)
    assert made.is_due(LOOK_EVERY_S)


def test_a_real_folder_has_room(tmp_path: Path) -> None:
    made = DiskWatch()
    made.look(tmp_path, sealed_bytes=0, now_s=0.0)
    left_s = made.look(tmp_path, sealed_bytes=1 << 40, now_s=10.0)
    assert left_s is not None
