"""Connections that say too much, or nothing, before anybody knows who they are."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import uvicorn
from uvicorn.server import ServerState

from lookhear.backend.request_protocol import MAX_HEAD_BYTES, RequestProtocol

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

BEGUN = b"GET / HTTP/1.1\r\nHost: here\r\n"


class Impatient(RequestProtocol):
    """The same with a clock that runs out at once."""

    head_s = 0.05


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer when all of the body is there, or at once where nobody wants it."""
    while scope["path"] != "/refused" and (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def answered(*pieces: bytes, protocol: type[RequestProtocol] = RequestProtocol) -> bytes:
    """Everything that is answered until the server ends the connection."""

    async def talk() -> bytes:
        config = uvicorn.Config(application, lifespan="off", access_log=False, log_config=None)
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            return await reader.read()
        except ConnectionError:
            return b""  # it was cut while something was still on its way
        finally:
            writer.close()
            server.close()
            await server.wait_closed()

    return asyncio.run(talk())


def test_a_request_is_answered() -> None:
    assert answered(BEGUN + b"Connection: close\r\n\r\n").endswith(b"\r\n\r\nok")


def test_a_request_in_many_pieces_is_answered() -> None:
    request = BEGUN + b"X: " + b"a" * 30_000 + b"\r\nConnection: close\r\n\r\n"
    assert answered(*(request[start : start + 1000] for start in range(0, len(request), 1000))).endswith(b"ok")


def test_a_large_body_in_one_piece_is_no_head() -> None:
    body = bytes(4 * MAX_HEAD_BYTES)
    request = b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert answered(request + body).endswith(b"ok")


@pytest.mark.parametrize("more", [b"X: a\r\n" * 1000, b"X: " + b"a" * 10_000, b"Y" * 10_000], ids=["headers", "a value", "a name"])
def test_headers_without_an_end_are_cut_off(more: bytes) -> None:
    said = answered(BEGUN, *([more] * 200))
    assert b" 200 " not in said
    assert not said or said.startswith(b"HTTP/1.1 400")


def test_an_address_without_an_end_is_cut_off() -> None:
    assert b" 200 " not in answered(b"GET /", *([b"a" * 10_000] * 200))


@pytest.mark.parametrize("said", [b"", b"G", BEGUN], ids=["nothing", "a letter", "half a head"])
def test_who_does_not_say_what_they_want_is_cut_off(said: bytes) -> None:
    assert answered(said, protocol=Impatient) == b""


def test_a_body_that_drips_after_its_answer_is_cut_off() -> None:
    said = answered(b"POST /refused HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n", b"a", protocol=Impatient)
    assert said == b"" or said.endswith(b"ok")
