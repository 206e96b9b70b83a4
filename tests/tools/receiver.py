"""A receiver of webhooks on a real port: it writes down what comes, and answers as a test wants, well or badly."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S: Final = 60.0
_START_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request that came whole. Header names are in small letters; ``at_ns`` is wall time."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at_ns: int
    connection: int

    @property
    def message_id(self) -> str:
        """Which webhook it is."""
        return self.headers["webhook-id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered. ``raw`` stands for the whole answer; ``hangs`` is none at all, ``drips_s`` a body that comes that slowly."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"received":true}'
    raw: bytes | None = None
    after_s: float = 0.0
    drips_s: float = 0.0
    hangs: bool = False
    closes: bool = False  # without a word

    def to_bytes(self) -> bytes:
        """As it stands on the wire."""
        if self.raw is not None:
            return self.raw
        lines = [f"HTTP/1.1 {self.status} Whatever", f"content-length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


class Receiver:
    """Listens while its context is open, in a thread of its own. ``answers`` says what to answer to each request."""

    def __init__(self, answers: Callable[[Received], Answer] | None = None) -> None:
        self.answers = answers or (lambda _: Answer())
        self.received: list[Received] = []  # guarded by _changed
        self.connections = 0
        self._changed = threading.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._port = 0
        self._ready = threading.Event()
        self._ended: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="receiver")

    @property
    def port(self) -> int:
        """Where it listens, also after it went down and came up again."""
        return self._port

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def bodies(self, path: str | None = None) -> list[bytes]:
        """What came, in order; at one path or at all."""
        with self._changed:
            return [each.body for each in self.received if path is None or each.path == path]

    def wait_for(self, is_so: Callable[[list[Received]], bool], *, timeout_s: float = WAIT_S) -> list[Received]:
        """Wait until what came is as wanted; gives all of it."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self.received), timeout_s), f"{len(self.received)} came"
            return list(self.received)

    def down(self) -> None:
        """Listen no more, and end what is connected."""
        self._call(self._close())

    def up(self) -> None:
        """Listen again, at the same port."""
        self._call(self._listen())

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(_START_S)
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._loop is not None
        assert self._ended is not None
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _call(self, work: object) -> None:
        assert self._loop is not None
        assert asyncio.iscoroutine(work)
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_START_S)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        await self._listen()
        self._ready.set()
        await self._ended.wait()
        await self._close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, backlog=512)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in [*self._open]:
                writer.transport.abort()
            await self._server.wait_closed()
        self._server = None
        while self._open:  # noqa: ASYNC110 - each ends with its own task
            await asyncio.sleep(0.001)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self.connections += 1
        number = self.connections
        try:
            while await self._answer(await _request(reader, number), reader, writer):
                pass
        except (asyncio.IncompleteReadError, OSError):  # the other side has gone
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._open.discard(writer)

    async def _answer(self, request: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection ends with it."""
        answer = self.answers(request)
        with self._changed:
            self.received.append(request)
            self._changed.notify_all()
        await asyncio.sleep(answer.after_s)
        if answer.hangs:
            await reader.read()  # until the other side has enough of it
        if answer.hangs or answer.closes:
            return False
        data = answer.to_bytes()
        if answer.drips_s:
            head, _, rest = data.partition(b"\r\n\r\n")
            writer.write(head + b"\r\n\r\n")
            for byte in rest:
                await writer.drain()
                await asyncio.sleep(answer.drips_s)
                writer.write(bytes([byte]))
        else:
            writer.write(data)
        await writer.drain()
        return answer.raw is None


async def _request(reader: asyncio.StreamReader, connection: int) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method=method, path=path, headers=headers, body=body, at_ns=time.time_ns(), connection=connection)
