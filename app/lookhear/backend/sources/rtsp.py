"""RTSP 1.0 (RFC 2326) over one TCP connection, media interleaved (§10.12). Nothing is asked of any other address: redirects are refused.

Owned by the event loop. What a source sends is bounded here before anybody looks at it.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from lookhear.backend.sources.logins import authorization
from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from lookhear.backend.sources.addresses import SourceAddress
    from lookhear.media.rtp.descriptions import MediaLine

ANSWER_S: Final = 10.0
"""A source that says nothing for so long is given up, whatever it was asked."""
LINE_BYTES: Final = 8 << 10
_MOST_LINES: Final = 64
_MOST_BODY_BYTES: Final = 64 << 10
_MARK: Final = b"$"
_KEEP_S: Final = (5.0, 30.0)
_STATUS: Final = re.compile(r"RTSP/1\.\d (\d{3})(?: |$)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answers; names of headers in small letters, each with all of its values."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first value of a header, or nothing."""
        return next(iter(self.headers.get(name, [])), "")


class RtspConnection:
    """Requests one after the other, then packets. Every method raises MediaError when the source is gone or talks nonsense."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: SourceAddress) -> None:
        self._reader = reader
        self._writer = writer
        self._address = address
        self._number = 0
        self._session = ""
        self._keep_s = _KEEP_S[1]
        self._challenges: list[str] = []

    async def describe(self) -> tuple[str, str]:
        """The description of what is sent, and the address that its own ones are relative to."""
        answer = await self._request("DESCRIBE", self._address.asked, {"Accept": "application/sdp"})
        base = answer.header("content-base") or answer.header("content-location") or self._address.asked
        return answer.body.decode("utf-8", "replace"), base

    async def set_up(self, line: MediaLine, base: str, *, channel: int) -> None:
        """Have a track sent over this connection, under a channel's number."""
        wanted = {"Transport": f"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"}
        answer = await self._request("SETUP", control_address(base, line.control), wanted)
        if f"interleaved={channel}-" not in answer.header("transport").replace(" ", ""):
            raise MediaError("The source does not send over TCP.")
        self._session, _, rest = answer.header("session").partition(";")
        told = rest.strip().lower().removeprefix("timeout=")
        if told.isascii() and told.isdecimal():
            self._keep_s = min(_KEEP_S[1], max(_KEEP_S[0], int(told[:6]) / 2))

    async def play(self, base: str) -> None:
        """Have it begin."""
        await self._request("PLAY", base, {"Range": "npt=0.000-"})

    async def packets(self, base: str) -> AsyncIterator[tuple[int, bytes]]:
        """What is sent from now on, by channel, until the source ends."""
        loop = asyncio.get_running_loop()
        kept_s = heard_s = loop.time()
        while True:
            if loop.time() - kept_s > self._keep_s:
                kept_s = loop.time()
                await self._send("GET_PARAMETER", base, {})
            async with _in_time():
                mark = await self._reader.read(1)
                if not mark:
                    return
                if mark != _MARK:
                    await self._answer(mark)
                    if loop.time() - heard_s > ANSWER_S:
                        raise MediaError("The source answers, and sends no media.")
                    continue
                head = await self._reader.readexactly(3)
                data = await self._reader.readexactly(int.from_bytes(head[1:], "big"))
            heard_s = loop.time()
            yield head[0], data

    async def _request(self, method: str, uri: str, headers: dict[str, str]) -> Answer:
        answer = await self._asked(method, uri, headers)
        login = self._address.login
        if answer.status == HTTPStatus.UNAUTHORIZED and login is not None:
            self._challenges = answer.headers.get("www-authenticate", [])
            answer = await self._asked(method, uri, headers)
        if answer.status == HTTPStatus.OK:
            return answer
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise MediaError("The source refuses the login.", hint="It stands in the address: rtsp://user:password@host/path.")
        if answer.status == HTTPStatus.NOT_FOUND:
            raise MediaError("The source knows nothing of this path.")
        if answer.status // 100 == 3:  # noqa: PLR2004 - a redirect
            raise MediaError("The source sends elsewhere, which is not followed.", hint="Name the address it sends to.")
        raise MediaError(f"The source answers {method} with {answer.status}.")

    async def _asked(self, method: str, uri: str, headers: dict[str, str]) -> Answer:
        async with _in_time():
            await self._send(method, uri, headers)
            while True:
                mark = await self._reader.readexactly(1)
                if mark == _MARK:
                    head = await self._reader.readexactly(3)
                    await self._reader.readexactly(int.from_bytes(head[1:], "big"))
                    continue
                answer = await self._answer(mark)
                if answer is not None and answer.header("cseq") == str(self._number):
                    return answer

    async def _send(self, method: str, uri: str, headers: dict[str, str]) -> None:
        self._number += 1
        told = {"CSeq": str(self._number), "User-Agent": "Lookhear", **headers}
        if self._session:
            told["Session"] = self._session
        if self._challenges and self._address.login is not None:
            told["Authorization"] = authorization(self._address.login, self._challenges, method=method, uri=uri)
        lines = [f"{method} {uri} RTSP/1.0", *(f"{name}: {value}" for name, value in told.items())]
        if any(not line.isprintable() for line in lines):
            raise MediaError("The source names an address that cannot be asked for.")
        async with _in_time():
            self._writer.write("\r\n".join([*lines, "", ""]).encode())
            await self._writer.drain()

    async def _answer(self, begun: bytes) -> Answer | None:
        """Read what is no packet: an answer, or a question of the source (None), which waits in vain."""
        first = (begun + await self._reader.readuntil(b"\n")).decode("latin-1").strip()
        headers: dict[str, list[str]] = {}
        for _ in range(_MOST_LINES):
            line = (await self._reader.readuntil(b"\n")).decode("latin-1").strip()
            if not line:
                break
            name, _, value = line.partition(":")
            headers.setdefault(name.strip().lower(), []).append(value.strip())
        else:
            raise MediaError("The source talks nonsense.")
        size = next(iter(headers.get("content-length", [])), "0")
        if not (size.isascii() and size.isdecimal()) or len(size) > 6 or int(size) > _MOST_BODY_BYTES:  # noqa: PLR2004 - digits
            raise MediaError("The source talks nonsense.")
        body = await self._reader.readexactly(int(size))
        match = _STATUS.match(first)
        return None if match is None else Answer(int(match[1]), headers, body)


def control_address(base: str, control: str) -> str:
    """The address of a track (RFC 2326 §C.1.1): of its own, or below that of the whole. It is only a name on the same connection."""
    if control in {"", "*"}:
        return base
    if urlsplit(control).scheme:
        return control
    return f"{base.rstrip('/')}/{control}" if "?" not in base else urljoin(f"{base}/", control)


def chosen(lines: Iterable[MediaLine], *, is_video: bool) -> MediaLine | None:
    """The first of a kind."""
    return next((each for each in lines if each.is_video is is_video), None)


@contextlib.asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(ANSWER_S):
            yield
    except TimeoutError as exc:
        raise MediaError("The source says nothing any more.") from exc
    except (OSError, EOFError, asyncio.LimitOverrunError) as exc:
        raise MediaError("The connection to the source has ended.") from exc
