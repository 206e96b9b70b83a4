"""The WebSocket of the SDK against a server of the tests that says what it likes, on a real port."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from lookhear.errors import AuthenticationError, ConnectionFailed, InvalidRequestError, RequestTimeoutError, SdkError
from lookhear.sdk import websocket as module
from lookhear.sdk.websocket import WebSocketConnection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

SECRET = "wt-secret-ticket"
PAUSES = (0.0, 0.0)
HEAR = "…"
HELLO = '{"connection_id": "conn-1"}'


class Server:
    """Each connection is told one list of a script: texts are sent, a number closes the line with that code, None breaks it.

    `HEAR` waits for a message of the client, which goes to ``heard``.
    """

    def __init__(self, *script: list[str | bytes | int | None], refusals: dict[int, Response] | None = None) -> None:
        self._script = list(script)
        self._refusals = refusals or {}
        self.paths: list[str] = []
        self.heard: list[Any] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/{SECRET}"

    def _before(self, _: ServerConnection, request: Request) -> Response | None:
        self.paths.append(request.path)
        return self._refusals.get(len(self.paths))

    async def _tell(self, line: ServerConnection) -> None:
        for item in self._script.pop(0):
            if item == HEAR:
                self.heard.append(json.loads(await line.recv()))
            elif item is None:
                line.transport.abort()
            elif isinstance(item, int):
                await line.close(item)
            else:
                await line.send(item)
        await line.wait_closed()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Server]:
        async with serve(self._tell, "127.0.0.1", 0, process_request=self._before) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            yield self


def talk(server: Server, work: Callable[[WebSocketConnection], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what the work gives
    """Do something with a connection to a server."""

    async def run() -> Any:  # noqa: ANN401 - what the work gives
        async with server.running():
            socket = WebSocketConnection(server.url, pauses_s=PAUSES)
            try:
                return await work(socket)
            finally:
                await socket.close()

    return asyncio.run(run())


async def everything(socket: WebSocketConnection) -> list[Any]:
    await socket.connect()
    return [message async for message in socket.receive()]


def said(**message: object) -> str:
    return json.dumps(message)


def test_it_learns_its_id_and_gives_what_comes_until_the_other_end_is_done() -> None:
    server = Server([HELLO, said(type="transcript", text="a"), "no JSON", "[1]", b'{"type": "alert"}', b"\xff", 1000])
    assert talk(server, everything) == [
        {"type": "transcript", "text": "a"},
        {"raw": "no JSON"},
        {"raw": "[1]"},
        {"type": "alert"},
        {"raw": "\ufffd"},
    ]


def test_it_can_be_used_in_an_async_with_and_sends_json() -> None:
    server = Server([HELLO, HEAR, said(n=1), 1000])

    async def work(socket: WebSocketConnection) -> tuple[str | None, bool, bool]:
        assert socket.connection_id is None
        async with socket as ws:
            assert await ws.connect() is ws
            await ws.send({"hello": 1})
            inside = ws.is_connected
            assert [message async for message in ws.receive()] == [{"n": 1}]
        return socket.connection_id, inside, socket.is_connected

    assert talk(server, work) == ("conn-1", True, False)
    assert server.heard == [{"hello": 1}]


def test_a_stream_is_filtered_by_channel_and_by_what_it_is_about() -> None:
    messages = [
        said(channel="transcript", rtstream_id="rts-1", n=1),
        said(type="transcript", rtstream_id="rts-2", n=2),
        said(channel="visual_index", rtstream_id="rts-1", rtstream_index_id="idx-1", n=3),
        said(channel="capture_session", capture_session_id="cap-1", n=4),
    ]

    def found(**filters: str) -> list[int]:
        async def work(socket: WebSocketConnection) -> list[int]:
            await socket.connect()
            return [message["n"] async for message in socket.stream(**filters)]

        return talk(Server([HELLO, *messages, 1000]), work)  # type: ignore[no-any-return]

    assert found() == [1, 2, 3, 4]
    assert found(channel="transcript") == [1, 2]
    assert found(id="rts-1") == [1, 3]
    assert found(channel="transcript", id="rts-1") == [1]
    assert found(id="idx-1") == [3]
    assert found(id="cap-1") == [4]
    assert found(channel="alert") == []


def test_two_readers_each_get_everything() -> None:
    server = Server([HELLO, HEAR, *(said(channel="a" if n % 2 else "b", n=n) for n in range(6)), 1000])

    async def work(socket: WebSocketConnection) -> list[list[int]]:
        await socket.connect()

        async def read(channel: str) -> list[int]:
            return [message["n"] async for message in socket.stream(channel=channel)]

        readers = [asyncio.create_task(read(channel)) for channel in "ab"]
        await asyncio.sleep(0)  # both wait for the first message now
        await socket.send({"go": 1})
        return list(await asyncio.gather(*readers))

    assert talk(server, work) == [[1, 3, 5], [0, 2, 4]]


def test_what_one_reader_did_not_take_waits_for_the_next() -> None:
    server = Server([HELLO, said(n=1), said(n=2), 1000])

    async def work(socket: WebSocketConnection) -> list[int]:
        await socket.connect()
        async with aclosing(socket.receive()) as messages:
            first = await anext(messages)
        return [first["n"], *[message["n"] async for message in socket.receive()]]

    assert talk(server, work) == [1, 2]


def test_a_line_that_broke_is_opened_again_behind_the_last_message_and_nothing_comes_twice() -> None:
    server = Server(
        [HELLO, said(message_id=7, n=1), said(n=2), None],
        [HELLO, said(message_id=7, n=1), said(message_id=8, n=3), 1001],
        [HELLO, said(message_id=9, n=4), 1000],
    )

    async def work(socket: WebSocketConnection) -> list[int]:
        await socket.connect()
        return [message["n"] async for message in socket.receive()]

    found = talk(server, work)
    assert [n for n in found if n != 2] == [1, 3, 4]  # what is not final may go with the line
    assert server.paths == [f"/ws/{SECRET}", f"/ws/{SECRET}?last_event_id=7", f"/ws/{SECRET}?last_event_id=8"]


def test_a_backend_that_has_forgotten_the_connection_is_said_to_have() -> None:
    server = Server([HELLO, 1012], ['{"connection_id": "conn-2"}'])
    with pytest.raises(ConnectionFailed, match="does not know it any more") as caught:
        talk(server, everything)
    assert "connection_id" in caught.value.hint


def test_a_line_that_cannot_be_opened_again_is_lost() -> None:
    busy = {2: Response(503, "Busy", Headers(), b""), 3: Response(503, "Busy", Headers(), b"")}
    server = Server([HELLO, said(n=1), None], refusals=busy)
    with pytest.raises(ConnectionFailed, match="503"):
        talk(server, everything)
    assert len(server.paths) == 3


@pytest.mark.parametrize(("code", "kind"), [(4001, ConnectionFailed), (4401, AuthenticationError)])
def test_what_was_taken_away_is_not_opened_again(code: int, kind: type[SdkError]) -> None:
    server = Server([HELLO, code])
    with pytest.raises(kind, match="was closed"):
        talk(server, everything)
    assert len(server.paths) == 1


def test_closing_it_ends_those_who_receive() -> None:
    server = Server([HELLO, said(n=1)])

    async def work(socket: WebSocketConnection) -> list[int]:
        await socket.connect()
        found = []
        async for message in socket.receive():
            found.append(message["n"])
            await socket.close()
        return found + [message["n"] async for message in socket.receive()]

    assert talk(server, work) == [1]


@pytest.mark.parametrize("first", ["no JSON", "{}", "[]", '{"connection_id": 5}', '{"connection_id": ""}'])
def test_what_does_not_begin_as_a_backend_does_is_none(first: str) -> None:
    with pytest.raises(InvalidRequestError, match="does not begin"):
        talk(Server([first]), lambda socket: socket.connect())


def test_a_line_that_is_closed_before_it_says_anything_is_no_connection() -> None:
    with pytest.raises(ConnectionFailed, match="closed at once"):
        talk(Server([1000]), lambda socket: socket.connect())


def test_a_line_that_never_says_anything_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OPEN_S", 0.2)
    with pytest.raises(RequestTimeoutError, match="does not say who it is"):
        talk(Server([]), lambda socket: socket.connect())


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, AuthenticationError), (403, AuthenticationError), (404, InvalidRequestError), (429, ConnectionFailed), (500, ConnectionFailed)],
)
def test_a_refusal_is_told_in_the_backend_s_words(status: int, kind: type[SdkError]) -> None:
    refused = Response(status, "No", Headers(), b'{"success": false, "message": "This URL has expired."}')
    with pytest.raises(kind, match="has expired"):
        talk(Server(refusals={1: refused}), lambda socket: socket.connect())


def test_redirects_are_not_followed() -> None:
    elsewhere = Response(302, "Found", Headers({"Location": "/other"}), b"")
    server = Server([HELLO], refusals={1: elsewhere})
    with pytest.raises(InvalidRequestError, match="302"):
        talk(server, lambda socket: socket.connect())
    assert len(server.paths) == 1


def test_nobody_there_is_a_connection_that_failed() -> None:
    async def run() -> None:
        await WebSocketConnection("ws://127.0.0.1:1/ws/x").connect()

    with pytest.raises(ConnectionFailed, match="cannot be reached"):
        asyncio.run(run())


def test_it_has_to_be_connected_first() -> None:
    socket = WebSocketConnection("ws://127.0.0.1:1/ws/x")
    with pytest.raises(ConnectionFailed, match="not connected"):
        asyncio.run(socket.send({}))

    async def read() -> None:
        await anext(socket.receive())

    with pytest.raises(ConnectionFailed, match="not connected"):
        asyncio.run(read())


@pytest.mark.parametrize("url", ["", "http://x/ws", "ws://", "wss:///x", "conn"])
def test_what_is_no_url_of_a_socket_is_refused(url: str) -> None:
    with pytest.raises(InvalidRequestError, match="not the URL of a WebSocket"):
        WebSocketConnection(url)


def test_its_url_stands_in_no_repr_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    server = Server([HELLO, said(n=1), None], refusals={2: Response(401, "No", Headers(), b"")})
    shown: list[str] = []

    async def work(socket: WebSocketConnection) -> None:
        await socket.connect()
        shown.append(repr(socket))
        assert socket.url == server.url
        async for _ in socket.receive():
            pass

    with caplog.at_level(logging.DEBUG), pytest.raises(AuthenticationError) as caught:
        talk(server, work)
    # The server of this test writes what it is asked into the log of its own library: that is not ours.
    ours = [record.getMessage() for record in caplog.records if record.name != "websockets.server"]
    assert [text for text in [*shown, caught.value.for_people(), *ours] if SECRET in text] == []


def test_a_line_that_is_open_again_only_after_close_is_closed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, lines = module._opened, []

    async def work(socket: WebSocketConnection) -> None:
        async def slowly(url: str, *, who: str, host: str) -> Any:  # noqa: ANN401 - a line
            lines.append(await opened(url, who=who, host=host))
            if len(lines) > 1:
                await socket.close()
            return lines[-1]

        monkeypatch.setattr(module, "_opened", slowly)
        await socket.connect()
        assert await everything(socket) == []
        assert (len(lines), lines[-1].close_code, socket.is_connected) == (2, 1000, False)

    talk(Server([HELLO, None], [HELLO]), work)
