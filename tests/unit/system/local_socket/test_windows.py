from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING

import pytest

from lookhear.system.local_socket import windows as sockets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def shout(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        writer.write((await reader.readline()).upper())
    except ValueError:
        writer.write(b"too long\n")
    writer.close()


def talked(path: Path, talk: Callable[[], bytes]) -> bytes:
    """What a thread hears that talks to a server at the path."""

    async def go() -> bytes:
        server = await sockets.listen(path, shout, limit_bytes=100)
        async with server:
            return await asyncio.to_thread(talk)

    return asyncio.run(go())


def said(path: Path, line: bytes) -> bytes:
    with sockets.connect(path, timeout_s=30) as connection:
        connection.sendall(line)
        heard = b""
        while part := connection.recv(1000):
            heard += part
        return heard


def test_lines_go_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "a.control"
    assert talked(path, lambda: said(path, b"hello\n")) == b"HELLO\n"


def test_a_line_that_is_too_long_is_the_handlers_business(tmp_path: Path) -> None:
    path = tmp_path / "a.control"
    assert talked(path, lambda: said(path, b"x" * 300 + b"\n")) == b"too long\n"


def test_what_a_dead_program_left_refuses_connections(tmp_path: Path) -> None:
    path = tmp_path / "a.control"
    talked(path, lambda: b"")
    assert path.exists()
    with pytest.raises(ConnectionRefusedError):
        sockets.connect(path, timeout_s=30)
    assert talked(path, lambda: said(path, b"again\n")) == b"AGAIN\n"
    path.unlink()
    with pytest.raises(FileNotFoundError):
        sockets.connect(path, timeout_s=30)


def test_who_does_not_know_the_secret_is_not_heard(tmp_path: Path) -> None:
    path = tmp_path / "a.control"

    def talk_without_it() -> bytes:
        port = json.loads(path.read_bytes())["port"]
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(b"guessed\nhello\n")
            try:
                return connection.recv(1000)
            except ConnectionResetError:
                return b""

    assert talked(path, talk_without_it) == b""


@pytest.mark.parametrize("text", [b"", b"[]", b'{"port":"x","secret":"y"}', b"\0\0"])
def test_a_file_that_tells_no_port_is_that_of_a_dead_program(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.control").write_bytes(text)
    with pytest.raises(ConnectionRefusedError):
        sockets.connect(tmp_path / "a.control", timeout_s=30)
