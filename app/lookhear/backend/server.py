"""Runs the application on uvicorn: listens, says when it is ready, and ends within seconds whatever is open."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import threading
from typing import TYPE_CHECKING, Final

import uvicorn

from lookhear.backend.request_protocol import RequestProtocol
from lookhear.backend.socket_protocol import MAX_INCOMING_BYTES, PING_S, SocketProtocol
from lookhear.errors import CannotListen
from lookhear.system.processes import allow_open_files

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from fastapi import FastAPI

GRACE_S: Final = 3
_KEEP_ALIVE_S: Final = 30
_BACKLOG: Final = 512
_MAX_PORT: Final = 65_535
_DATE_S: Final = 1.0
_LINGER_S: Final = 0.5
_OPEN_FILES: Final = 16_384  # a socket is one, and so is a connection of whoever uploads or watches


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises CannotListen with a sentence."""
    where = f"{host or '*'}:{port}"
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        sock = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, UnicodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise CannotListen(f"The backend cannot listen at {where}: {reason}.", hint="Choose another with --host and --port.") from exc
    sock.setblocking(False)  # noqa: FBT003 - the standard library's signature
    return sock


def listen_as_before(host: str, kept: Path) -> socket.socket:
    """A listening socket at the port that is kept in a file, so that links of last time hold; a free one, kept from now on, otherwise."""
    try:
        port = int(kept.read_text("ascii"))
    except (OSError, ValueError):
        port = 0
    try:
        sock = listen(host, port if 0 < port <= _MAX_PORT else 0)
    except CannotListen:
        sock = listen(host, 0)
    with contextlib.suppress(OSError):  # then it is another one next time
        kept.write_text(str(sock.getsockname()[1]), "ascii")
    return sock


class Server(uvicorn.Server):
    """A uvicorn that ends when ``stopping`` is set, sets it when a signal ends it, and calls ``ready`` once it answers.

    Requests that are held open look at ``stopping``; the ones that do not are given `GRACE_S` seconds.
    """

    def __init__(self, app: FastAPI, *, stopping: asyncio.Event, ready: Callable[[], None], tls: ssl.SSLContext | None = None) -> None:
        config = uvicorn.Config(
            app,
            loop="none",  # it runs on the loop it is awaited on
            http=RequestProtocol,
            ws=SocketProtocol,
            ws_max_size=MAX_INCOMING_BYTES,
            ws_ping_interval=PING_S,
            ws_ping_timeout=PING_S,
            ws_per_message_deflate=False,  # messages are small, and a thousand compressors are not
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            ssl_context_factory=None if tls is None else lambda _config, _default: tls,
            proxy_headers=False,  # the interface reads what a proxy says, and only when it was told that there is one
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=GRACE_S,
        )
        super().__init__(config)
        logging.getLogger("uvicorn.access").disabled = True  # whatever this process logs: addresses hold secrets here
        self._stopping = stopping
        self._ready = ready
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        allow_open_files(_OPEN_FILES)
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def main_loop(self) -> None:
        """Wait for the end. Every second the Date header is made anew; uvicorn's own loop wakes ten times as often for it."""
        self._loop = asyncio.get_running_loop()
        while not await self.on_tick(0) and not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_DATE_S):
                    await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: whoever holds a request open is told first, and nobody is waited for who only keeps a line."""
        self._stopping.set()
        cutting = asyncio.get_running_loop().call_later(_LINGER_S, self._cut_idle)
        try:
            await super().shutdown(sockets)
        finally:
            cutting.cancel()

    def _cut_idle(self) -> None:
        """Cut the lines that are closed and have nothing to send: over TLS they would wait for a client to say goodbye."""
        for connection in tuple(self.server_state.connections):
            transport = connection.transport
            if transport.is_closing() and not transport.get_write_buffer_size():
                transport.abort()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end the server, and put the handlers back without raising the signal again: its end is an orderly one."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
        numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
        before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) is not signal.SIG_IGN}
        for number in before:
            signal.signal(number, self._on_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)
