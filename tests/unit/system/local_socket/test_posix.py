from __future__ import annotations

import asyncio
import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.system.local_socket import posix as sockets

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


def test_only_the_owner_may_connect(tmp_path: Path) -> None:
    path = tmp_path / "a.control"
    modes: list[int] = []

    def look() -> bytes:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        return b""

    talked(path, look)
    assert modes == [0o600]
    assert not list(tmp_path.glob("*.new"))


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


def test_a_folder_with_a_long_name_does_as_well(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30) / ("name" * 30)
    folder.mkdir(parents=True)
    path = folder / "a.control"
    assert talked(path, lambda: said(path, b"hello\n")) == b"HELLO\n"


def test_where_no_short_name_can_be_had_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_OWN_FOLDERS", tmp_path / "not there")
    with pytest.raises(OSError, match="too long"):
        sockets.connect(tmp_path / ("long" * 30), timeout_s=30)
