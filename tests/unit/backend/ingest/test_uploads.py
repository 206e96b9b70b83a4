"""A body must be what its head said of it: length and digest."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.ingest.uploads import Upload
from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DATA = b"one two three"


async def in_parts(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def received(*parts: bytes, size_bytes: int = len(DATA), data: bytes = DATA) -> bytes:
    sha256 = hashlib.sha256(data).hexdigest()

    async def scene() -> bytes:
        chunks = in_parts(*parts)
        return await Upload(chunks=chunks, size_bytes=size_bytes, sha256=sha256, content_type="video/mp4", timeout_s=60).receive()

    return asyncio.run(scene())


@pytest.mark.parametrize("parts", [(DATA,), (DATA[:3], DATA[3:]), tuple(bytes([byte]) for byte in DATA)])
def test_a_body_comes_whole_in_whatever_parts(parts: tuple[bytes, ...]) -> None:
    assert received(*parts) == DATA


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((DATA[:-1],), Problem.BAD_REQUEST),
        ((), Problem.BAD_REQUEST),
        ((DATA, b"!"), Problem.BAD_REQUEST),
        ((DATA[:-1] + b"!",), Problem.BAD_DIGEST),
    ],
    ids=["cut", "nothing", "longer", "other bytes"],
)
def test_a_body_that_is_not_what_its_head_said_is_refused(parts: tuple[bytes, ...], problem: Problem) -> None:
    with pytest.raises(IngestRefused) as refused:
        received(*parts)
    assert refused.value.problem == problem


def test_a_body_that_never_ends_is_not_held() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(1000)

    async def scene() -> None:
        await Upload(chunks=endless(), size_bytes=10_000, sha256="", content_type="", timeout_s=60).receive()

    with pytest.raises(IngestRefused, match="longer"):
        asyncio.run(scene())


def test_a_body_that_does_not_come_in_time_is_not_waited_for() -> None:
    async def halting() -> AsyncIterator[bytes]:
        yield DATA[:3]
        await asyncio.Event().wait()

    async def scene() -> None:
        await Upload(chunks=halting(), size_bytes=len(DATA), sha256="", content_type="", timeout_s=0.01).receive()

    with pytest.raises(IngestRefused) as refused:
        asyncio.run(scene())
    assert refused.value.problem == Problem.TOO_SLOW
