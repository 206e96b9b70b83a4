"""Files that wait for being taken in."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.videos.staging import Staging
from lookhear.errors import BodyTooLarge, Conflict, InvalidRequest, StoreFull

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


async def chunks(*data: bytes) -> AsyncIterator[bytes]:
    for each in data:
        yield each


def kept(staging: Staging, upload_id: str, *data: bytes) -> int:
    return asyncio.run(staging.keep(upload_id, chunks(*data)))


def test_a_file_is_there_when_all_of_it_came(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "new", max_bytes=100)
    assert not staging.has("up-1")
    assert kept(staging, "up-1", b"abc", b"def") == 6
    assert staging.has("up-1")
    assert staging.path("up-1").read_bytes() == b"abcdef"
    assert staging.path("up-1").stat().st_mode & 0o077 == 0


def test_one_that_is_too_large_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    staging = Staging(tmp_path, max_bytes=5)
    with pytest.raises(BodyTooLarge):
        kept(staging, "up-1", b"abc", b"def")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest):
        kept(Staging(tmp_path, max_bytes=5), "up-1")
    assert list(tmp_path.iterdir()) == []


def test_room_is_left_to_those_who_record(tmp_path: Path) -> None:
    with pytest.raises(StoreFull):
        kept(Staging(tmp_path, max_bytes=5, room_bytes=1 << 62), "up-1", b"abc")
    assert list(tmp_path.iterdir()) == []


def test_a_place_is_taken_once(tmp_path: Path) -> None:
    staging = Staging(tmp_path, max_bytes=5)
    kept(staging, "up-1", b"abc")
    with pytest.raises(Conflict):
        kept(staging, "up-1", b"def")
    assert staging.path("up-1").read_bytes() == b"abc"


def test_what_a_process_that_was_killed_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "up-1.part").write_bytes(b"half of")
    staging = Staging(tmp_path, max_bytes=5)
    assert kept(staging, "up-1", b"abc") == 3
    assert staging.path("up-1").read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["up-1"]


def test_two_at_once_are_one_and_a_refusal(tmp_path: Path) -> None:
    staging = Staging(tmp_path, max_bytes=5)

    async def second(*, comes: asyncio.Event) -> AsyncIterator[bytes]:
        yield b"abc"
        await comes.wait()

    async def scene() -> int:
        comes = asyncio.Event()
        first = asyncio.create_task(staging.keep("up-1", second(comes=comes)))
        await asyncio.sleep(0)
        with pytest.raises(Conflict):
            await staging.keep("up-1", chunks(b"def"))
        comes.set()
        return await first

    assert asyncio.run(scene()) == 3
    assert staging.path("up-1").read_bytes() == b"abc"


def test_what_lies_there_for_long_goes(tmp_path: Path) -> None:
    staging = Staging(tmp_path, max_bytes=5)
    kept(staging, "up-1", b"abc")
    kept(staging, "up-2", b"abc")
    os.utime(staging.path("up-1"), (1000, 1000))
    assert staging.sweep(before_s=2000) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["up-2"]


def test_what_was_taken_in_is_removed(tmp_path: Path) -> None:
    staging = Staging(tmp_path, max_bytes=5)
    kept(staging, "up-1", b"abc")
    asyncio.run(staging.remove("up-1"))
    asyncio.run(staging.remove("up-1"))
    assert not staging.has("up-1")
