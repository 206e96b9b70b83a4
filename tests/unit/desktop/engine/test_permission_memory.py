"""What is remembered between two starts, and what is made of a file that somebody else wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.permission_memory import Remembered, read_remembered, write_remembered
from lookhear.errors import StorageError
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data" / "first-run.json"
    assert read_remembered(path) == Remembered()
    remembered = (
        Remembered(is_first_run_over=True)
        .asking(Permission.SCREEN_CAPTURE)
        .waiving(Permission.MICROPHONE)
        .working(Permission.SCREEN_CAPTURE, "1.0")
    )
    write_remembered(path, remembered)
    assert read_remembered(path) == remembered


def test_asking_takes_a_waiver_back() -> None:
    remembered = Remembered().waiving(Permission.MICROPHONE).asking(Permission.MICROPHONE)
    assert (remembered.asked, remembered.waived) == (frozenset({Permission.MICROPHONE}), frozenset())


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b"\xff", b"[" * 100_000, b'{"asked": 3, "waived": [7, "none"], "worked": [], "is_first_run_over": 1}'],
)
def test_a_damaged_file_is_as_if_there_were_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "first-run.json"
    path.write_bytes(content)
    assert read_remembered(path) == Remembered()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "first-run.json").mkdir()
    with pytest.raises(StorageError):
        write_remembered(tmp_path / "first-run.json", Remembered())
