"""The file of a form."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.videos.forms import file_of
from lookhear.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TYPE = "multipart/form-data; boundary=edge"
HEAD = b'Content-Disposition: form-data; name="%s"; filename="x"\r\n\r\n'


def part(name: bytes, data: bytes) -> bytes:
    return b"--edge\r\n" + HEAD % name + data + b"\r\n"


def read(body: bytes, *, content_type: str = TYPE, step: int = 7) -> bytes:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    async def scene() -> bytes:
        return b"".join([piece async for piece in file_of(content_type, chunks())])

    return asyncio.run(scene())


@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_the_file_comes_as_it_is_however_it_is_cut(step: int) -> None:
    data = bytes(range(256)) * 4 + b"\r\n--edg"
    assert read(part(b"name", b"other") + part(b"file", data) + b"--edge--\r\n", step=step) == data


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (part(b"file", b"abc"), TYPE),  # cut off
        (part(b"other", b"abc") + b"--edge--\r\n", TYPE),
        (part(b"file", b"a") + part(b"file", b"b") + b"--edge--\r\n", TYPE),
        (b"not a form at all", TYPE),
        (part(b"file", b"abc") + b"--edge--\r\n", "multipart/form-data"),
        (part(b"file", b"abc") + b"--edge--\r\n", "application/json"),
        (b"", TYPE),
        (b"--edge\r\nX: " + b"y" * 20_000 + b"\r\n\r\nabc\r\n--edge--\r\n", TYPE),
        (part(b"other", b"") * 20 + part(b"file", b"abc") + b"--edge--\r\n", TYPE),
    ],
    ids=["cut off", "no file", "two files", "no form", "no boundary", "other type", "nothing", "long header", "many parts"],
)
def test_what_is_no_form_with_one_file_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(InvalidRequest):
        read(body, content_type=content_type)
