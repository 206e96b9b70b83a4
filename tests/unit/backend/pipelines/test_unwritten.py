"""What the disk has not taken yet."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from lookhear.backend.pipelines.unwritten import Unwritten
from lookhear.backend.pipelines.writing import Found
from lookhear.errors import StoreError

if TYPE_CHECKING:
    from lookhear.backend.pipelines.writing import RecordWriter

FOUND = Found(start_ns=1, end_ns=2, text="a text")


class Writer:
    """Notes what it wrote, and refuses while the disk is full."""

    def __init__(self) -> None:
        self.is_full = True
        self.written: list[tuple[object, ...]] = []

    async def write(self, pipeline_id: str, found: object, *, position_ns: int, engine: str | None) -> None:
        if self.is_full:
            raise StoreError("The disk is full.")
        self.written.append((pipeline_id, found, position_ns, engine))


def test_what_is_held_is_written_once_as_soon_as_that_works() -> None:
    async def scene() -> None:
        writer = Writer()
        unwritten = Unwritten(cast("RecordWriter", writer), "idx-1")
        assert await unwritten.write() is None
        unwritten.hold([FOUND], position_ns=7, engine="eye")
        for _ in range(2):
            with pytest.raises(StoreError):
                await unwritten.write()
        writer.is_full = False
        assert [await unwritten.write(), await unwritten.write()] == [7, None]
        assert writer.written == [("idx-1", [FOUND], 7, "eye")]

    asyncio.run(scene())
