"""The line below a socket: one way, bounded, closed with a word also for a client that does not read, silent about its URL."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
import websockets
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import connect

from lookhear.backend.server import Server, listen
from lookhear.backend.socket_protocol import MAX_INCOMING_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from starlette.types import Receive, Scope, Send
    from websockets.asyncio.client import ClientConnection

    Scene = Callable[[WebSocket], Coroutine[None, None, None]]

END_S: Final = 60
SECRET: Final = "wt-s3cret"
MESSAGE: Final = "x" * 1000


@asynccontextmanager
async def served(scene: Scene) -> AsyncIterator[tuple[str, asyncio.Event, asyncio.Task[None]]]:
    """A server whose application does this with every socket: its URL, what stops it, and the server itself."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        else:
            await scene(WebSocket(scope, receive, send))

    stopping, ready = asyncio.Event(), asyncio.Event()
    with listen("127.0.0.1", 0) as sock:
        server = Server(app, stopping=stopping, ready=ready.set)  # type: ignore[arg-type]
        task = asyncio.create_task(server.serve(sockets=[sock]))
        try:
            await ready.wait()
            yield f"ws://127.0.0.1:{sock.getsockname()[1]}/ws/{SECRET}", stopping, task
        finally:
            stopping.set()
            await asyncio.wait_for(task, END_S)


async def held(websocket: WebSocket) -> None:
    """Accept, and wait until the client is gone; what it sends would be a failure."""
    await websocket.accept()
    assert (await websocket.receive())["type"] == "websocket.disconnect"


async def filled(websocket: WebSocket) -> None:
    """Accept, and send until there is no room."""
    await websocket.accept()
    with contextlib.suppress(TimeoutError):
        while True:
            async with asyncio.timeout(0.5):
                await websocket.send_text(MESSAGE)


async def heard(client: ClientConnection) -> tuple[set[str | bytes], int]:
    """What a client gets until the server closes the line, and the code of that."""
    got: set[str | bytes] = set()
    with contextlib.suppress(websockets.ConnectionClosed):
        while True:
            got.add(await asyncio.wait_for(client.recv(), END_S))
    assert client.close_code is not None
    return got, client.close_code


def narrow_line(url: str) -> socket.socket:
    """A connection of a client that holds next to nothing."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", urlsplit(url).port))
    line.setblocking(False)  # noqa: FBT003 - the standard library's signature
    return line


@pytest.mark.parametrize(
    ("message", "is_text"),
    [("hello", None), ("{}" * 1000, None), (b"\x00\xff", False), (b"a" * MAX_INCOMING_BYTES, False)],
    ids=["text", "longer text", "bytes", "as long as may be"],
)
def test_what_a_client_sends_is_dropped_and_the_line_stays(message: str | bytes, *, is_text: bool | None) -> None:
    async def scene() -> None:
        async with served(held) as (url, _, _), connect(url) as client:
            for _ in range(10):
                await client.send(message, text=is_text)
            await asyncio.wait_for(await client.ping(), END_S)

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("message", "code"), [(b"\xff\xfe", 1007), (b"a" * (MAX_INCOMING_BYTES + 1), 1009)], ids=["text that is none", "too long"]
)
def test_a_client_that_breaks_the_rules_is_told_which(message: bytes, code: int) -> None:
    async def scene() -> int:
        async with served(held) as (url, _, _), connect(url) as client:
            await client.send(message, text=True)
            return (await heard(client))[1]

    assert asyncio.run(scene()) == code


def test_a_message_in_many_parts_is_limited_as_a_whole() -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"a" * 1024

    async def scene() -> int:
        async with served(held) as (url, _, _), connect(url) as client:
            with contextlib.suppress(websockets.ConnectionClosed):
                await client.send(parts())
            return (await heard(client))[1]

    assert asyncio.run(scene()) == 1009


def test_a_client_that_did_not_read_finds_everything_that_was_sent_and_then_why_it_was_closed() -> None:
    async def scene() -> tuple[set[str | bytes], int]:
        closed = asyncio.Event()

        async def slow(websocket: WebSocket) -> None:
            await filled(websocket)
            await asyncio.wait_for(websocket.close(1013, "too slow"), END_S)
            closed.set()

        async with served(slow) as (url, _, _), connect(url, sock=narrow_line(url), max_queue=1) as client:
            await asyncio.wait_for(closed.wait(), END_S)
            return await heard(client)

    assert asyncio.run(scene()) == ({MESSAGE}, 1013)


def test_a_server_that_ends_says_so() -> None:
    async def scene() -> int:
        async with served(held) as (url, stopping, task), connect(url) as client:
            stopping.set()
            code = (await heard(client))[1]
            await asyncio.wait_for(task, END_S)
            return code

    assert asyncio.run(scene()) == 1001


def test_a_server_that_ends_does_not_wait_for_a_client_that_does_not_read() -> None:
    async def scene() -> None:
        full = asyncio.Event()

        async def stuffed(websocket: WebSocket) -> None:
            await filled(websocket)
            full.set()
            with pytest.raises(WebSocketDisconnect):
                await websocket.send_text(MESSAGE)

        async with served(stuffed) as (url, stopping, task), connect(url, sock=narrow_line(url), max_queue=1):
            await asyncio.wait_for(full.wait(), END_S)
            stopping.set()
            await asyncio.wait_for(task, END_S)

    asyncio.run(scene())


def test_a_refusal_is_an_answer_with_a_status_and_no_error_in_the_log() -> None:
    async def refusing(websocket: WebSocket) -> None:
        await websocket.send_denial_response(JSONResponse({"success": False}, status_code=401))

    async def scene() -> tuple[int, bytes]:
        async with served(refusing) as (url, _, _):
            with pytest.raises(websockets.InvalidStatus) as refused:
                await connect(url)
            return refused.value.response.status_code, bytes(refused.value.response.body)

    assert asyncio.run(scene()) == (401, b'{"success":false}')


def test_no_log_holds_the_secret_of_a_url_or_a_message(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with served(held) as (url, _, _), connect(url, logger=logging.getLogger("the.client")) as client:
            await client.send("a-private-word")

    asyncio.run(scene())
    told = [record.getMessage() for record in caplog.records if record.name != "the.client"]
    assert not [line for line in told if SECRET in line or "a-private-word" in line]
