"""A wire to a backend that a test can cut and mend: what goes through it is passed on, byte by byte."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_START_S = 10.0
_CHUNK_BYTES = 65536


class Relay:
    """Listens while its context is open, in a thread of its own. While it is cut, connections are closed at once, old ones too."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)
        self._is_cut = False
        self._open: set[asyncio.StreamWriter] = set()  # the loop's
        self._ready = threading.Event()
        self._ended = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="relay")
        self.url = ""
        self.refused = 0  # connections that were tried while it was cut
        self.sent = bytearray()  # all that went to the backend; read it when the relay is closed

    def cut(self) -> None:
        """Nothing goes through any more."""
        self._become(is_cut=True)

    def mend(self) -> None:
        """Whoever tries again gets through."""
        self._become(is_cut=False)

    def _become(self, *, is_cut: bool) -> None:
        assert self._loop is not None

        async def change() -> None:
            self._is_cut = is_cut
            for writer in self._open if is_cut else ():
                writer.close()

        asyncio.run_coroutine_threadsafe(change(), self._loop).result(_START_S)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with await asyncio.start_server(self._serve, "127.0.0.1", 0) as server:
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self._ready.set()
            await self._ended.wait()
            for writer in self._open:
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            async with contextlib.AsyncExitStack() as stack:
                stack.push_async_callback(self._close, writer)
                self._open.add(writer)
                if self._is_cut:
                    self.refused += 1
                    return
                to_reader, to_writer = await asyncio.open_connection(*self._target)
                stack.push_async_callback(self._close, to_writer)
                self._open.add(to_writer)
                await asyncio.gather(_pass(reader, to_writer, self.sent.extend), _pass(to_reader, writer, lambda _: None))

    async def _close(self, writer: asyncio.StreamWriter) -> None:
        self._open.discard(writer)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(_START_S)
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: Callable[[bytes], object]) -> None:
    """Pass on what comes until its end, then say the end."""
    while chunk := await reader.read(_CHUNK_BYTES):
        seen(chunk)
        writer.write(chunk)
        await writer.drain()
    with contextlib.suppress(OSError, NotImplementedError):
        writer.write_eof()
