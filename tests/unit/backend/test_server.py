from __future__ import annotations

import asyncio
import signal
import ssl
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import FastAPI

from lookhear.backend.server import Server, listen, listen_as_before
from lookhear.backend.tls import server_context
from lookhear.errors import CannotListen
from tests.tools.certificates import make_certificate

if TYPE_CHECKING:
    import socket
    from pathlib import Path


def test_a_free_port_is_found() -> None:
    with listen("127.0.0.1", 0) as sock:
        assert sock.getsockname()[1] > 0


def test_a_taken_port_is_named() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen, match=f"127.0.0.1:{port}"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 0), ("192.0.2.1", 0), ("a" * 300, 0)])
def test_an_address_that_is_not_ours_is_named(host: str, port: int) -> None:
    with pytest.raises(CannotListen, match="cannot listen"):
        listen(host, port)


def served(app: FastAPI, sock: socket.socket, *, stopping: asyncio.Event, ready: asyncio.Event) -> Server:
    return Server(app, stopping=stopping, ready=ready.set)


def test_it_says_when_it_answers_and_ends_when_it_is_told_with_a_request_open() -> None:
    async def scene() -> list[int]:
        app, stopping, ready, arrived = FastAPI(), asyncio.Event(), asyncio.Event(), asyncio.Event()

        @app.get("/hello")
        async def hello() -> str:
            return "hello"

        @app.get("/wait")
        async def wait() -> str:
            arrived.set()
            await stopping.wait()
            return "it ends"

        with listen("127.0.0.1", 0) as sock:
            url = f"http://127.0.0.1:{sock.getsockname()[1]}"
            serving = asyncio.create_task(served(app, sock, stopping=stopping, ready=ready).serve(sockets=[sock]))
            await ready.wait()
            async with httpx.AsyncClient(base_url=url) as client:
                first = await client.get("/hello")
                held = asyncio.create_task(client.get("/wait"))
                await arrived.wait()
                signal.raise_signal(signal.SIGTERM)
                await held
                await serving
                return [first.status_code, held.result().status_code]

    before = signal.getsignal(signal.SIGTERM)
    assert asyncio.run(scene()) == [200, 200]
    assert signal.getsignal(signal.SIGTERM) is before


def test_over_tls_it_waits_for_no_client_that_only_keeps_its_line(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path, "127.0.0.1")

    async def scene() -> int:
        app, stopping, ready = FastAPI(), asyncio.Event(), asyncio.Event()
        with listen("127.0.0.1", 0) as sock:
            server = Server(app, stopping=stopping, ready=ready.set, tls=server_context(cert, key))
            serving = asyncio.create_task(server.serve(sockets=[sock]))
            await ready.wait()
            trust = ssl.create_default_context(cafile=cert)
            async with httpx.AsyncClient(base_url=f"https://127.0.0.1:{sock.getsockname()[1]}", verify=trust) as client:
                status = (await client.get("/nothing")).status_code
                stopping.set()
                await asyncio.wait_for(serving, 20)  # one that waited would log an error, which fails a test
                return status

    assert asyncio.run(scene()) == 404


def test_it_ends_when_somebody_inside_asks_for_it() -> None:
    async def scene() -> bool:
        app, stopping, ready = FastAPI(), asyncio.Event(), asyncio.Event()
        with listen("127.0.0.1", 0) as sock:
            server = served(app, sock, stopping=stopping, ready=ready)
            serving = asyncio.create_task(server.serve(sockets=[sock]))
            await ready.wait()
            stopping.set()
            await serving
            return server.started

    assert asyncio.run(scene())


def test_a_port_is_taken_again_where_it_is_free(tmp_path: Path) -> None:
    kept = tmp_path / "port"
    with listen_as_before("127.0.0.1", kept) as first:
        port = first.getsockname()[1]
        with listen_as_before("127.0.0.1", tmp_path / "other") as other:
            assert other.getsockname()[1] != port
    with listen_as_before("127.0.0.1", kept) as again:
        assert again.getsockname()[1] == port
        with listen_as_before("127.0.0.1", kept) as elsewhere:
            assert elsewhere.getsockname()[1] != port
            assert kept.read_text("ascii") == str(elsewhere.getsockname()[1])


@pytest.mark.parametrize("text", ["", "x", "-1", "99999999", "1 2"])
def test_a_kept_port_that_is_none_is_replaced(tmp_path: Path, text: str) -> None:
    kept = tmp_path / "port"
    kept.write_text(text, "ascii")
    with listen_as_before("127.0.0.1", kept) as sock:
        assert kept.read_text("ascii") == str(sock.getsockname()[1])
