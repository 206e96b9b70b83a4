"""Local sockets on Windows: a port of the loopback interface, and a secret that only the reader of a file knows.

Any program of any user can reach the port, so that a connection begins with the line of the secret, or ends.
The file holds one JSON object {"port", "secret"}; it lies in a folder of the user's profile, which others cannot read.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import secrets
import socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

_HOST: Final = "127.0.0.1"
_INTRODUCES_ITSELF_S: Final = 5.0
_NEW: Final = ".new"


async def listen(
    path: Path, handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], *, limit_bytes: int
) -> asyncio.Server:
    """Listen, and tell where in a file at this path; for lines of at most ``limit_bytes``. Whoever closes the server removes the path.

    Raises OSError.
    """
    secret = secrets.token_urlsafe(32)

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await _knows(secret, reader):
            await handler(reader, writer)
        else:
            writer.transport.abort()

    server = await asyncio.start_server(guarded, _HOST, 0, limit=limit_bytes)
    try:
        _tell(path, {"port": server.sockets[0].getsockname()[1], "secret": secret})
    except BaseException:
        server.close()
        raise
    return server


def connect(path: Path, *, timeout_s: float) -> socket.socket:
    """A connection to who listens, as the file at a path tells, with that time limit for everything done with it. Raises OSError."""
    try:
        match json.loads(path.read_bytes()):
            case {"port": int(port), "secret": str(secret)}:
                pass
            case _:
                raise ConnectionRefusedError(f"{path} tells no port")
    except ValueError as error:
        raise ConnectionRefusedError(f"{path} tells no port") from error
    connection = socket.create_connection((_HOST, port), timeout=timeout_s)
    try:
        connection.sendall(secret.encode() + b"\n")
    except BaseException:
        connection.close()
        raise
    return connection


async def _knows(secret: str, reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(_INTRODUCES_ITSELF_S):
            line = await reader.readline()
    except (ValueError, OSError, TimeoutError):
        return False
    return hmac.compare_digest(line.rstrip(b"\n"), secret.encode())


def _tell(path: Path, where: dict[str, object]) -> None:
    new = path.with_name(path.name + _NEW)
    new.unlink(missing_ok=True)
    with open(new, "x", encoding="ascii", opener=_private) as file:
        json.dump(where, file)
    new.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
