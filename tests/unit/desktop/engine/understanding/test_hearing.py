from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from websockets.asyncio.server import serve

from lookhear.desktop.engine.understanding.hearing import messages
from lookhear.errors import BackendUnreachable

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


async def heard(*texts: str, code: int = 1000) -> list[dict[str, Any]]:
    async def tell(line: ServerConnection) -> None:
        for text in texts:
            await line.send(text)
        await line.close(code)

    async with serve(tell, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        return [message async for message in messages(f"ws://127.0.0.1:{port}/ws/secret")]


def test_every_object_is_told_until_it_is_closed() -> None:
    assert asyncio.run(heard('{"connection_id": "con-1"}', "rubbish", "[1]", '{"type": "transcript"}')) == [
        {"connection_id": "con-1"},
        {"type": "transcript"},
    ]


@pytest.mark.parametrize("url", ["ws://127.0.0.1:1/ws/secret", "ws://[/ws"])
def test_a_line_that_cannot_be_opened_is_an_error_without_its_url(url: str) -> None:
    async def go() -> None:
        async for _ in messages(url):
            pass

    with pytest.raises((BackendUnreachable, ValueError)) as failed:
        asyncio.run(go())
    assert "secret" not in str(failed.value)


def test_a_line_that_is_lost_is_an_error() -> None:
    with pytest.raises(BackendUnreachable):
        asyncio.run(heard('{"a": 1}', code=1011))
