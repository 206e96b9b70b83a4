"""The process that reads a file, seen from the backend; what it tells of real files is in tests/integration/test_uploads.py."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.videos.reading import messages_of
from lookhear.errors import MediaError
from lookhear.media.importing.messages import MessageKind

if TYPE_CHECKING:
    from pathlib import Path


def kinds(path: Path, *, whole_s: float = 60.0) -> list[MessageKind]:
    async def read() -> list[MessageKind]:
        async with messages_of(path, media=None, whole_s=whole_s) as messages:
            return [message.kind async for message in messages]

    return asyncio.run(read())


def test_what_is_no_media_is_refused_by_the_process(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("#EXTM3U\nfile:///etc/passwd\n")
    assert kinds(path) == [MessageKind.REFUSED]


def test_a_file_may_not_be_read_for_ever(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="too long"):
        kinds(tmp_path / "file", whole_s=0.0)
