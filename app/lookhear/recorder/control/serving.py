"""Answers one line with one line, over a local socket: a request and an answer for each connection. Belongs to an asyncio loop.

Whatever a client does, the program that is asked goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from lookhear.recorder.control.wire import MAX_REQUEST_BYTES
from lookhear.system import local_socket

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

_CLIENTS: Final = 16  # at a time: a person and some scripts
_PATIENCE_S: Final = 5.0  # for a request to come, and for an answer to be taken
_LAST_WORDS_S: Final = 2.0  # for clients that are being answered when it closes
_TURNS: Final = 10  # of the loop, until a client that was let in has its task: three or four in asyncio's own code

log = logging.getLogger(__name__)


class LineServer:
    """``answer`` is given a line and gives the line of the answer; it never raises for what is in it."""

    def __init__(self, answer: Callable[[bytes], Awaitable[bytes]]) -> None:
        self._answer = answer
        self._clients: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()  # those who asked something
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def begin(self, path: Path) -> None:
        """Listen at a path, whose folder is private to this person. Raises OSError."""
        self._server = await local_socket.listen(path, self._serve, limit_bytes=MAX_REQUEST_BYTES)
        self._path = path

    async def close(self) -> None:
        """Listen no more, and let go of every client. Harmless when it never listened."""
        if self._server is None or self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        for _ in range(_TURNS):  # a server that is closed while it lets somebody in would leave that connection open
            await asyncio.sleep(0)
        self._server.close()
        if self._answering:
            await asyncio.wait(self._answering, timeout=_LAST_WORDS_S)
        for client in tuple(self._clients):
            client.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, in a task of its own."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a client is served in a task")
        is_welcome = len(self._clients) < _CLIENTS
        self._clients.add(task)
        try:
            if is_welcome and (line := await _request(reader)):
                self._answering.add(task)
                writer.write(await self._answer(line))
                async with asyncio.timeout(_PATIENCE_S):
                    await writer.drain()
        except (OSError, TimeoutError):
            log.debug("a client of the control socket went away")
        except Exception as exc:  # noqa: BLE001 - the outermost frame of a client's task: none of them may disturb the recording
            log.warning("a request could not be answered (%s)", type(exc).__name__)
        finally:
            if writer.transport.get_write_buffer_size():
                writer.transport.abort()  # it does not take its answer
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._clients.discard(task)
            self._answering.discard(task)


async def _request(reader: asyncio.StreamReader) -> bytes:
    """The line a client says; empty when it only looked whether anybody is here. Raises TimeoutError."""
    async with asyncio.timeout(_PATIENCE_S):
        try:
            return await reader.readline()
        except ValueError:  # longer than the limit
            return b"?"
