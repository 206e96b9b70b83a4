"""Fetching files from addresses that mean harm."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

import httpx
import pytest

from lookhear.backend.delivery.guard import Guard
from lookhear.backend.videos.fetching import Fetcher
from lookhear.backend.videos.staging import Staging
from lookhear.errors import BodyTooLarge, MediaError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

URL = "http://media.example/film.mp4"


class Endless(httpx.AsyncByteStream):
    """A body without an end, which notes how much of it was read."""

    def __init__(self) -> None:
        self.read_bytes = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.read_bytes += 1000
            yield bytes(1000)


def fetch(tmp_path: Path, answer: Callable[[httpx.Request], httpx.Response]) -> Staging:
    staging = Staging(tmp_path, max_bytes=5000)
    fetcher = Fetcher(Guard(), staging, transport=lambda _guard: httpx.MockTransport(answer), max_bytes=5000)
    asyncio.run(fetcher.fetch(URL, "up-1"))
    return staging


def test_a_file_is_asked_for_as_it_is_and_with_no_credential(tmp_path: Path) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, stream=httpx.ByteStream(b"abc"))

    assert fetch(tmp_path, answer).path("up-1").read_bytes() == b"abc"
    assert asked[0].headers["accept-encoding"] == "identity"
    assert not {"x-access-token", "authorization", "cookie"} & set(asked[0].headers)


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "deflate", "Identity, gzip"])
def test_what_comes_compressed_is_not_unpacked(tmp_path: Path, encoding: str) -> None:
    body = gzip.compress(bytes(1 << 20))
    with pytest.raises(MediaError, match="compressed"):
        fetch(tmp_path, lambda _request: httpx.Response(200, headers={"content-encoding": encoding}, stream=httpx.ByteStream(body)))
    assert list(tmp_path.iterdir()) == []


def test_what_comes_with_a_redirect_is_not_read(tmp_path: Path) -> None:
    body = Endless()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/film.mp4":
            return httpx.Response(302, headers={"location": "/there"}, stream=body)
        return httpx.Response(200, stream=httpx.ByteStream(b"abc"))

    assert fetch(tmp_path, answer).has("up-1")
    assert body.read_bytes == 0


def test_redirects_have_an_end(tmp_path: Path) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(302, headers={"location": "/there"})

    with pytest.raises(MediaError, match="from one to the next"):
        fetch(tmp_path, answer)
    assert len(asked) == 6


def test_a_body_without_an_end_is_cut(tmp_path: Path) -> None:
    body = Endless()
    with pytest.raises(BodyTooLarge):
        fetch(tmp_path, lambda _request: httpx.Response(200, stream=body))
    assert body.read_bytes <= 7000
    assert list(tmp_path.iterdir()) == []
