from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.backend.playback.virtual_file import MAGIC, VirtualFile, describe, open_description
from lookhear.errors import MediaError
from lookhear.media.movie_plan import MoviePlan
from lookhear.media.timeline import Chunk

OBJECTS = {"a": bytes(range(256)), "b": b"0123456789" * 20}
HEAD = b"the head of the file"


def chunk(source: str | bytes, offset: int, size: int) -> Chunk[str]:
    return Chunk(source=source, offset=offset, size=size, start=0, samples=1, description=1)


CHUNKS = (
    chunk("a", 10, 5),
    chunk(b"silence", 0, 7),
    chunk("b", 0, 200),
    chunk(b"silence", 0, 4),
    chunk("a", 200, 56),
    chunk(b"silence", 0, 7),
)


def described(*chunks: Chunk[str]) -> bytes:
    size = len(HEAD) + sum(each.size for each in chunks)
    plan = MoviePlan(head=HEAD, chunks=chunks, size_bytes=size, duration_ns=1, session_start_ns=2, tracks=())
    return describe(plan, {"session_start_ns": 2})


def read(file: VirtualFile, start: int, end: int) -> bytes:
    return b"".join(
        (piece.source if isinstance(piece.source, bytes) else OBJECTS[piece.source])[piece.start : piece.end]
        for piece in file.pieces(start, end)
    )


def whole() -> bytes:
    data = [
        (each.source[: each.size] if isinstance(each.source, bytes) else OBJECTS[each.source][each.offset :][: each.size])
        for each in CHUNKS
    ]
    return HEAD + b"".join(data)


def test_what_is_described_is_what_is_read() -> None:
    file = open_description(described(*CHUNKS))
    assert file.size_bytes == len(whole())
    assert read(file, 0, file.size_bytes) == whole()
    assert file.facts["session_start_ns"] == 2
    assert file.keys == {"a", "b"}


@given(st.integers(0, 320), st.integers(0, 320))
def test_any_range_is_what_the_whole_has_there(start: int, end: int) -> None:
    file = open_description(described(*CHUNKS))
    assert read(file, start, end) == whole()[start : max(start, end)]


def test_bytes_of_its_own_that_repeat_are_kept_once() -> None:
    once = len(described(chunk("a", 0, 1), chunk(b"x" * 5000, 0, 5000)))
    assert len(described(chunk("a", 0, 1), *[chunk(b"x" * 5000, 0, 5000)] * 50)) < once + 1000


@pytest.mark.parametrize("cut", [1, 12, 40, 120])
def test_what_is_damaged_is_refused(cut: int) -> None:
    data = described(*CHUNKS)
    with pytest.raises(MediaError):
        open_description(data[:-cut])
    with pytest.raises(MediaError):
        open_description(data[len(MAGIC) :])
    with pytest.raises(MediaError):
        open_description(data[: len(MAGIC) + 4] + b"?" + data[len(MAGIC) + 5 :])
