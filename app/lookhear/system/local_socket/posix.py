"""Local sockets on Linux, macOS and other POSIX systems: Unix domain sockets, readable and writable by their owner only.

Names that only these systems have are looked up by hand, because this file is checked for Windows too.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

_LONGEST_BYTES: Final = 100  # sun_path holds 108 bytes on Linux and 104 on macOS, with a zero at the end (unix(7), unix(4))
_OWN_FOLDERS: Final = Path("/proc/self/fd")  # Linux: an open folder under a short name
_BACKLOG: Final = 16
_NEW: Final = ".new"


async def listen(
    path: Path, handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], *, limit_bytes: int
) -> asyncio.Server:
    """Listen at a path, for lines of at most ``limit_bytes``. Whoever closes the server removes the path.

    The path appears when connections are taken, so that one which refuses them is surely dead. Raises OSError.
    """
    new = path.with_name(path.name + _NEW)
    with contextlib.ExitStack() as undo:
        listening = undo.enter_context(socket.socket(getattr(socket, "AF_UNIX"), socket.SOCK_STREAM))  # noqa: B009 - see above
        new.unlink(missing_ok=True)
        undo.callback(new.unlink, missing_ok=True)
        with _short(new) as name:
            listening.bind(name)
        new.chmod(0o600)
        listening.listen(_BACKLOG)
        server: asyncio.Server = await getattr(asyncio, "start_unix_server")(handler, sock=listening, limit=limit_bytes)  # noqa: B009 - see above
        undo.callback(server.close)
        new.rename(path)
        undo.pop_all()
    return server


def connect(path: Path, *, timeout_s: float) -> socket.socket:
    """A connection to who listens at a path, with that time limit for everything done with it. Raises OSError."""
    connection = socket.socket(getattr(socket, "AF_UNIX"), socket.SOCK_STREAM)  # noqa: B009 - see above
    try:
        connection.settimeout(timeout_s)
        with _short(path) as name:
            connection.connect(name)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name for a path that fits into a socket's address. Raises OSError (ENAMETOOLONG) where there is none."""
    if len(os.fsencode(path)) <= _LONGEST_BYTES:
        yield os.fspath(path)
        return
    if not _OWN_FOLDERS.is_dir():
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), os.fspath(path))
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"{_OWN_FOLDERS}/{folder}/{path.name}"
    finally:
        os.close(folder)
