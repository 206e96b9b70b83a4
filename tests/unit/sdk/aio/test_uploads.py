"""Files and addresses that are handed over (contract §2.10)."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import httpx
import pytest

from lookhear.errors import InvalidRequestError, WrongArgument
from lookhear.sdk.aio.api import AsyncApi
from lookhear.sdk.aio.audio import AsyncAudio
from lookhear.sdk.aio.collection import AsyncCollection
from lookhear.sdk.aio.image import AsyncImage
from lookhear.sdk.aio.uploads import upload
from lookhear.sdk.aio.video import AsyncVideo
from tests.fakes.sdk_wire import BASE_URL, KEY, reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.sdk.aio.conftest import Backend, Found

PLACE = "https://bucket.example/put?sig=1"
KINDS: list[tuple[str, type[AsyncVideo | AsyncAudio | AsyncImage]]] = [("m-1", AsyncVideo), ("a-1", AsyncAudio), ("img-1", AsyncImage)]


@pytest.mark.parametrize(("identifier", "kind"), KINDS)
def test_an_address_becomes_what_its_identifier_says(
    backend: Backend, identifier: str, kind: type[AsyncVideo | AsyncAudio | AsyncImage]
) -> None:
    backend.expect("POST", "collection/c-1/upload", {"id": identifier, "name": "n"})
    made = backend.run(lambda api: upload(api, "c-1", "https://x/film.mp4", name="n", media_type="video"))
    assert backend.said == {"url": "https://x/film.mp4", "name": "n", "media_type": "video"}
    assert isinstance(made, kind)
    assert (made.id, made.collection_id) == (identifier, "c-1")


def test_whoever_wants_to_be_called_back_gets_nothing_now(backend: Backend) -> None:
    backend.expect("POST", "collection/c-1/upload", {}, status="processing", request_type="async")
    collection = backend.run(
        lambda api: AsyncCollection(api, {"id": "c-1"}).upload(url="https://x/f.mp4", callback_url="https://mine/hook")
    )
    assert collection is None
    assert backend.said == {"url": "https://x/f.mp4", "callback_url": "https://mine/hook"}


NONE_OR_MANY: list[dict[str, str]] = [{}, {"source": "a", "url": "https://x/y"}, {"file_path": "a", "url": "https://x/y"}]


@pytest.mark.parametrize("said", NONE_OR_MANY)
def test_one_thing_is_handed_over_at_a_time(backend: Backend, said: dict[str, str]) -> None:
    with pytest.raises(WrongArgument, match="one thing"):
        backend.run(lambda api: upload(api, "c-1", said.get("source"), file_path=said.get("file_path"), url=said.get("url")))


def test_a_file_that_is_not_there_asks_nobody(backend: Backend, tmp_path: Path) -> None:
    with pytest.raises(WrongArgument, match=r"nothing\.mp4 cannot be read"):
        backend.run(lambda api: upload(api, "c-1", str(tmp_path / "nothing.mp4")))


def sent(work: Callable[[AsyncApi], Found]) -> list[httpx.Request]:
    """What is sent while a backend takes a file."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.url.host == "bucket.example":
            return httpx.Response(204)
        if request.url.path.endswith("/upload_url"):
            return reply({"upload_url": PLACE})
        return reply({"id": "m-1", "output": "written"})

    async def done() -> None:
        async with AsyncApi(BASE_URL, KEY, transport=httpx.MockTransport(answer)) as api:
            await work(api)

    asyncio.run(done())
    return seen


def test_a_file_goes_where_the_backend_wants_it_without_the_credential(tmp_path: Path) -> None:
    (tmp_path / "a film.mp4").write_bytes(b"pictures and sound")
    asked, put, told = sent(lambda api: upload(api, "c-1", file_path=str(tmp_path / "a film.mp4"), description="d"))
    assert asked.url.raw_path.endswith(b"/collection/c-1/upload_url?name=a+film")
    assert (put.method, put.url.host, put.url.raw_path) == ("POST", "bucket.example", b"/put?sig=1")
    assert b"pictures and sound" in put.content
    assert KEY not in json.dumps([*put.headers.multi_items()])
    assert json.loads(told.content) == {"url": PLACE, "name": "a film", "description": "d"}


def test_a_backend_that_says_no_address_is_a_sentence(backend: Backend, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"pictures")
    backend.expect("GET", "collection/c-1/upload_url", {})
    with pytest.raises(InvalidRequestError, match="no address"):
        backend.run(lambda api: upload(api, "c-1", str(tmp_path / "film.mp4")))


def test_whoever_does_not_wait_for_a_text_is_told_where_it_will_be(backend: Backend) -> None:
    where = {"output_url": f"{BASE_URL}/async-response/op-1"}
    backend.expect("POST", "collection/c-1/generate/text", where, status="processing")
    assert backend.run(lambda api: AsyncCollection(api, {"id": "c-1"}).generate_text("Sum up", wait=False)) == where


def test_a_short_prompt_is_said_and_a_long_one_is_handed_over(backend: Backend) -> None:
    backend.expect("POST", "collection/c-1/generate/text", {"output": "written"})
    written = backend.run(lambda api: AsyncCollection(api, {"id": "c-1"}).generate_text("Sum up", response_type="json"))
    assert written == {"output": "written"}
    assert backend.said == {"prompt": "Sum up", "model_name": "basic", "response_type": "json"}
    _, put, told = sent(lambda api: AsyncCollection(api, {"id": "c-1"}).generate_text("Who? " * 60_000))
    assert put.content.count(b"Who? ") == 60_000
    assert json.loads(told.content) == {"prompt_url": PLACE, "model_name": "basic", "response_type": "text"}
