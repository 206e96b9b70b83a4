"""A WebSocket for live events (contract §2.11, §4.4), for programs with a loop. Belongs to that loop.

    ws = await conn.connect_websocket()          # no await with a blocking connection
    async with ws:
        async for message in ws.stream(channel="transcript"):
            print(message["text"])

Its URL is the credential, so it stands in no message, log or repr, and redirects are not followed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lookhear.errors import AuthenticationError, ConnectionFailed, InvalidRequestError, RequestTimeoutError, SdkError
from lookhear.protocol.addresses import is_this_computer
from lookhear.sdk.transport.headers import USER_AGENT

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from websockets.asyncio.client import ClientConnection

log = logging.getLogger(__name__)

OPEN_S: Final = 10.0
MAX_MESSAGE_BYTES: Final = 8 << 20
_HELD: Final = 10_000  # messages that wait for a reader that does not come; the oldest go first
_PAUSES_S: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0)  # before a line that broke is opened again: a minute altogether
_ENDED: Final = 1000  # the other end is done, in order (RFC 6455 §7.4.1)
_FINAL: Final = {4001: "its URL was opened again somewhere else", 4401: "its credential was taken back"}  # ours: never opened again


class WebSocketConnection:
    """One connection, told of the sessions and pipelines that were given its ``connection_id``; at best once, as contract §4.4 says.

    ``connection_id`` is None until it is open. A line that breaks is opened again with the same id, for about a minute; a backend of ours
    then tells what was missed. `receive` and `stream` may run side by side: each gets every message that comes from its start on.
    """

    def __init__(self, url: str, *, is_reopened: bool = True, pauses_s: tuple[float, ...] = _PAUSES_S) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"ws", "wss"} or not parts.hostname:
            raise InvalidRequestError("This is not the URL of a WebSocket.", hint="connect_websocket() of a connection gives one.")
        self._url, self._host = url, parts.hostname
        self._who = f"The WebSocket at {parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._pauses_s = pauses_s if is_reopened else ()
        self._line: ClientConnection | None = None
        self._last_id: int | None = None
        self._mailboxes: list[deque[dict[str, Any]]] = []
        self._early: deque[dict[str, Any]] = deque(maxlen=_HELD)
        self._reading = asyncio.Lock()
        self._is_closed = False
        self.connection_id: str | None = None

    def __repr__(self) -> str:
        return f"WebSocketConnection(connection_id={self.connection_id!r}, is_connected={self.is_connected})"

    @property
    def url(self) -> str:
        """What opens it: whoever has it can read along."""
        return self._url

    @property
    def is_connected(self) -> bool:
        """Whether it is open, as far as this end knows."""
        return self._line is not None and self._line.close_code is None

    async def connect(self) -> Self:
        """Open it and learn its ``connection_id``.

        Raises AuthenticationError for a URL that is not good (any more), ConnectionFailed when nobody answers, RequestTimeoutError when
        no first message comes, InvalidRequestError for what is no WebSocket.
        """
        if self.is_connected:
            return self
        self._is_closed = False
        await self._open()
        return self

    async def close(self) -> None:
        """Close it. Those who receive come to their end. Harmless when called twice."""
        self._is_closed = True
        line, self._line = self._line, None
        if line is not None:
            await line.close()

    async def send(self, message: Mapping[str, Any]) -> None:
        """Send a message as JSON. Nothing public asks for that. Raises ConnectionFailed when it is not open."""
        from websockets.exceptions import ConnectionClosed

        if self._line is None:
            raise ConnectionFailed("The WebSocket is not connected.", hint="Call connect() first.")
        try:
            await self._line.send(json.dumps(message))
        except ConnectionClosed as exc:
            raise ConnectionFailed(f"{self._who} is closed.") from exc

    async def receive(self) -> AsyncGenerator[dict[str, Any], None]:
        """Every message as a dict (contract §4.5), ``{"raw": text}`` for what is no JSON object. Ends when either side closes in order.

        Raises ConnectionFailed when it is not connected, or is lost and cannot be opened again; AuthenticationError when it may not be.
        """
        async for message in self.stream():
            yield message

    async def stream(self, channel: str | None = None, id: str | None = None) -> AsyncGenerator[dict[str, Any], None]:  # noqa: A002
        """Messages of one channel (``transcript``, ``visual_index``, ``audio_index``, ``alert``, ``capture_session``), or about one thing.

        ``id`` is that of a stream (``rts-…``), of an index, or of a capture session. Without both it is `receive`; raises as that.
        """
        if self._line is None and not self._is_closed:
            raise ConnectionFailed("The WebSocket is not connected.", hint="Call connect() first.")
        mailbox: deque[dict[str, Any]] = deque(self._early, maxlen=_HELD)
        self._early.clear()
        self._mailboxes.append(mailbox)
        try:
            while (message := await self._next(mailbox)) is not None:
                if _matches(message, channel=channel, wanted_id=id):
                    yield message
        finally:
            self._drop(mailbox)

    async def __aenter__(self) -> Self:
        return await self.connect()

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    def _drop(self, mailbox: deque[dict[str, Any]]) -> None:
        """A reader goes. What the last one has not taken waits for the next."""
        self._mailboxes = [each for each in self._mailboxes if each is not mailbox]
        if not self._mailboxes:
            self._early.extend(mailbox)

    async def _next(self, mailbox: deque[dict[str, Any]]) -> dict[str, Any] | None:
        """The next message for one reader; None at the end. Whoever has the turn reads for all."""
        while not mailbox:
            async with self._reading:
                if mailbox:
                    break
                message = await self._read()
                if message is None:
                    return None
                for each in self._mailboxes:
                    each.append(message)
        return mailbox.popleft()

    async def _read(self) -> dict[str, Any] | None:
        """The next message, from a line opened again where it has to be; None when it was closed in order."""
        from websockets.exceptions import ConnectionClosed

        while True:
            if self._is_closed:
                return None
            if (line := self._line) is None:
                raise ConnectionFailed(f"{self._who} is closed.", hint="connect() opens it again.")
            try:
                message = _parsed(await line.recv())
            except ConnectionClosed:
                if self._is_over(line):
                    return None
                await self._reopen(line.close_code)
                continue
            if self._is_new(message):
                return message

    def _is_over(self, line: ClientConnection) -> bool:
        """Whether a line that is closed stays so: this end wanted it, or the other one is done."""
        return self._is_closed or line.close_code == _ENDED

    def _is_new(self, message: Mapping[str, Any]) -> bool:
        """Whether it was not told before the line broke; only what is final has a number."""
        number = message.get("message_id")
        if not isinstance(number, int):
            return True
        if self._last_id is not None and number <= self._last_id:
            return False
        self._last_id = number
        return True

    async def _reopen(self, code: int | None) -> None:
        """Open the line again under the same id. Raises what kept it from that."""
        if code in _FINAL:
            self._line = None
            kind = AuthenticationError if code == 4401 else ConnectionFailed  # noqa: PLR2004 - see _FINAL
            raise kind(f"{self._who} was closed: {_FINAL[code]}.", hint="connect_websocket() gives a new one.")
        before = self.connection_id
        failure: SdkError = ConnectionFailed(f"{self._who} was lost.", hint="connect_websocket() gives a new one.")
        for pause_s in self._pauses_s:
            await asyncio.sleep(pause_s)
            if self._is_closed:
                return
            try:
                await self._open()
            except ConnectionFailed as exc:
                failure = exc
                continue
            if self.connection_id == before:
                log.info("%s was lost and is open again.", self._who)
                return
            await self.close()  # pipelines go on telling the old one, which nobody hears
            raise ConnectionFailed(
                f"{self._who} was lost, and the backend does not know it any more.",
                hint="Ask connect_websocket() for a new one, and give its connection_id to sessions and pipelines.",
            )
        self._line = None
        raise failure

    async def _open(self) -> None:
        from websockets.exceptions import ConnectionClosed

        line = await _opened(_with_last_event(self._url, self._last_id), who=self._who, host=self._host)
        try:
            async with asyncio.timeout(OPEN_S):
                self.connection_id = _connection_id(await line.recv(), self._who)
            if not self._is_closed:  # meanwhile
                self._line = line
        except TimeoutError as exc:
            raise RequestTimeoutError(f"{self._who} does not say who it is.") from exc
        except ConnectionClosed as exc:
            raise ConnectionFailed(f"{self._who} was closed at once.") from exc
        finally:
            if self._line is not line:
                await line.close()


def _connection_id(first: str | bytes, who: str) -> str:
    """The id in the first message."""
    found = _parsed(first).get("connection_id")
    if not isinstance(found, str) or not found:
        raise InvalidRequestError(f"{who} does not begin as a capture backend's does.", hint="Look at base_url.")
    return found


async def _opened(url: str, *, who: str, host: str) -> ClientConnection:
    """An open line. Raises AuthenticationError, InvalidRequestError, ConnectionFailed, RequestTimeoutError."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI

    class Direct(connect):
        """Opens what it was given: its URL is a credential that is carried nowhere else."""

        def process_redirect(self, exc: Exception) -> Exception | str:
            return exc

    quiet = logging.getLogger(f"{__name__}.line")
    quiet.setLevel(logging.WARNING)  # further down it writes the URL into the log
    try:
        return await Direct(
            url,
            logger=quiet,
            open_timeout=OPEN_S,
            max_size=MAX_MESSAGE_BYTES,
            user_agent_header=USER_AGENT,
            proxy=None if is_this_computer(host) else True,
        )
    except InvalidStatus as exc:
        raise _refusal(exc.response.status_code, bytes(exc.response.body or b""), who) from None
    except InvalidURI:
        raise InvalidRequestError(f"{who} has no address that can be asked.") from None
    except TimeoutError:
        raise RequestTimeoutError(f"{who} does not answer in time.") from None
    except (InvalidHandshake, OSError, EOFError) as exc:
        word = "its certificate is not trusted" if "certificate" in str(exc).lower() else "no connection"
        raise ConnectionFailed(f"{who} cannot be reached ({word}).", hint="Look at base_url and at the network.") from None


def _refusal(status: int, body: bytes, who: str) -> SdkError:
    """Why a line is not opened."""
    said = _parsed(body).get("message")
    sentence = said[:600] if isinstance(said, str) and said else f"{who} answers {status} and no WebSocket."
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return AuthenticationError(sentence, hint="connect_websocket() gives a new one.")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ConnectionFailed(sentence, hint="Try again later.")
    return InvalidRequestError(sentence, status=status)


def _with_last_event(url: str, last_id: int | None) -> str:
    """The URL that asks for what came after a message."""
    if last_id is None:
        return url
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "last_event_id"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("last_event_id", str(last_id))])))


def _parsed(text: str | bytes) -> dict[str, Any]:
    """A message, ``{"raw": text}`` for what is no JSON object."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict):
        return told
    return {"raw": text.decode(errors="replace") if isinstance(text, bytes) else text}


def _matches(message: Mapping[str, Any], *, channel: str | None, wanted_id: str | None) -> bool:
    """Whether a message is of a channel and about a thing; its channel is read as the Node SDK reads it (contract §4.5)."""
    if channel and _first(message, "channel", "type", "event_type") != channel:
        return False
    if not wanted_id:
        return True
    names = ("id", "rtstream_id", "rtstream_index_id", "index_id", "capture_session_id")
    return wanted_id in {message.get(name) for name in names if isinstance(message.get(name), str)}


def _first(message: Mapping[str, Any], *names: str) -> object:
    return next((message[name] for name in names if message.get(name)), None)
