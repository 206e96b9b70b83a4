"""A folder is there whole or not at all, whatever happens while it is filled."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import DiskFull, FolderUnwritable, InstallFailed
from lookhear.understanding.placing import filled, removed, size_of

if TYPE_CHECKING:
    from pathlib import Path


def fail_in(folder: Path, raised: BaseException) -> None:
    with filled(folder) as part:
        (part / "new").touch()
        raise raised


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_it_takes_its_place_at_the_end(tmp_path: Path) -> None:
    with filled(tmp_path / "engines" / "one") as part:
        (part / "file").write_bytes(b"12345")
        assert not (tmp_path / "engines" / "one").exists()
        assert part.name.startswith(".")
    assert names(tmp_path / "engines") == ["one"]
    assert size_of(tmp_path / "engines" / "one") == 5


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    for text in ("old", "new"):
        with filled(tmp_path / "one") as part:
            (part / text).touch()
    assert names(tmp_path) == ["one"]
    assert names(tmp_path / "one") == ["new"]


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), DiskFull),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), FolderUnwritable),
        (OSError(errno.EIO, os.strerror(errno.EIO)), InstallFailed),
        (InstallFailed("It is damaged."), InstallFailed),
    ],
)
def test_nothing_half_is_left(raised: BaseException, told: type[BaseException], tmp_path: Path) -> None:
    with filled(tmp_path / "one") as part:
        (part / "old").touch()
    with pytest.raises(told):
        fail_in(tmp_path / "one", raised)
    assert names(tmp_path) == ["one"]
    assert names(tmp_path / "one") == ["old"]


def test_what_a_crash_left_goes_the_next_time(tmp_path: Path) -> None:
    (tmp_path / ".one-1a2b3c4d").mkdir()
    (tmp_path / ".fetched").mkdir()
    with filled(tmp_path / "two"):
        pass
    assert names(tmp_path) == [".fetched", "two"]


def test_two_do_not_install_at_a_time(tmp_path: Path) -> None:
    with filled(tmp_path / "one"), pytest.raises(InstallFailed, match="already"), filled(tmp_path / "two"):
        pass
    assert names(tmp_path) == ["one"]


def test_a_folder_is_removed_once(tmp_path: Path) -> None:
    assert not removed(tmp_path / "nowhere" / "one")
    with filled(tmp_path / "one") as part:
        (part / "file").touch()
    assert removed(tmp_path / "one")
    assert not removed(tmp_path / "one")
    assert names(tmp_path) == []
