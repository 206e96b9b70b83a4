from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import DiskFull, FolderUnwritable, MediaError
from lookhear.media.copying import GatheringWriter, complete_file

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20


@pytest.mark.parametrize("can_copy_in_kernel", [True, False])
def test_small_and_large_pieces_come_out_in_order(tmp_path: Path, can_copy_in_kernel: bool) -> None:  # noqa: FBT001 - parametrised
    source = tmp_path / "source"
    source.write_bytes(bytes(range(256)) * (12 * MIB // 256))
    with complete_file(tmp_path / "out") as out:
        writer = GatheringWriter(out)
        writer._can_copy_in_kernel &= can_copy_in_kernel
        writer.write(b"head")
        writer.copy(source, offset=3, size=5)
        writer.copy(source, offset=1, size=11 * MIB)
        writer.write(b"tail")
        writer.flush()
    whole = source.read_bytes()
    assert (tmp_path / "out").read_bytes() == b"head" + whole[3:8] + whole[1 : 1 + 11 * MIB] + b"tail"


@pytest.mark.parametrize("size", [100, 2 * MIB])
def test_a_source_that_became_shorter_or_vanished_is_a_media_error(tmp_path: Path, size: int) -> None:
    source = tmp_path / "1.m4s"
    source.write_bytes(bytes(size))
    for missing in (False, True):
        if missing:
            source.unlink()
        with pytest.raises(MediaError, match=r"1\.m4s"), complete_file(tmp_path / "out") as out:
            GatheringWriter(out).copy(source, offset=1, size=size)
    assert not list(tmp_path.glob("out*"))


def interrupted_write(path: Path) -> None:
    with complete_file(path) as out:
        out.write(b"new")
        raise KeyboardInterrupt


def test_an_older_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        interrupted_write(path)
    assert path.read_bytes() == b"old"
    with complete_file(path) as out:
        out.write(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_leftover_of_the_same_name_is_replaced_and_a_link_is_not_followed(tmp_path: Path) -> None:
    path, mine = tmp_path / "out", tmp_path / "mine"
    partial = tmp_path / f"out.{os.getpid()}.part"
    mine.write_bytes(b"mine")
    partial.symlink_to(mine)
    with complete_file(path) as out:
        out.write(b"new")
    assert (path.read_bytes(), mine.read_bytes(), path.is_symlink()) == (b"new", b"mine", False)
    partial.write_bytes(b"left over")
    partial.chmod(0o644)
    with complete_file(path) as out:
        out.write(b"newer")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"newer", 0o600)
    assert sorted(tmp_path.iterdir()) == [mine, path]


def test_what_another_process_writes_under_the_same_name_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f"out.{os.getpid() + 1}.part"
    other.write_bytes(b"other")
    with complete_file(tmp_path / "out") as out:
        out.write(b"new")
    with pytest.raises(KeyboardInterrupt):
        interrupted_write(tmp_path / "out")
    assert other.read_bytes() == b"other"


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EIO, FolderUnwritable)])
def test_what_the_system_has_against_it_is_told_in_our_words(tmp_path: Path, number: int, error: type[Exception]) -> None:
    with pytest.raises(error), complete_file(tmp_path / "out"):
        raise OSError(number, "as the system says it")
    with pytest.raises(FolderUnwritable), complete_file(tmp_path / "none" / "out"):
        pass
