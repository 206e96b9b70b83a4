"""HTTP as the SDK speaks it: one request, one answer of bounded size, once for a loop and once for threads.

Redirects are never followed (a credential would travel with them), certificates are verified, proxies come from the environment except
for this computer itself. Nothing of a request's headers ever reaches a message or a log.
"""

from __future__ import annotations

import asyncio
import threading
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

import httpx

from lookhear.errors import ConnectionFailed, InvalidRequestError, RequestTimeoutError, SdkError
from lookhear.protocol.addresses import is_this_computer
from lookhear.sdk.transport.answers import Answer
from lookhear.sdk.transport.headers import USER_AGENT
from lookhear.sdk.transport.pauses import now_s
from lookhear.system.web import reason_of, retry_after_s, trusting_nobody

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from lookhear.sdk.transport.retries import Patience

MAX_ANSWER_BYTES: Final = 32 << 20
_LIMITS: Final = httpx.Limits(max_connections=20, max_keepalive_connections=8, keepalive_expiry=30.0)
_HEADERS: Final = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
_NEVER_LEFT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class WireFailed(Exception):
    """There is no answer. Never leaves the SDK, but its ``error`` does. ``was_sent``: whether the other end may have seen the question."""

    def __init__(self, error: SdkError, *, was_sent: bool) -> None:
        super().__init__(str(error))
        self.error, self.was_sent = error, was_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request. ``file`` is sent as a form's field of that name instead of ``content``. Only its method is shown in its repr."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(default=None, repr=False)
    file: tuple[str, BinaryIO] | None = field(default=None, repr=False)


class AsyncWire:
    """The connections of one program's loop to one backend. Used in another loop it makes new ones, since connections belong to a loop."""

    def __init__(self, url: str, *, who: str, patience: Patience, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url, self._who, self._patience, self._transport = url, who, patience, transport
        self._client: httpx.AsyncClient | None = None
        self._loop: weakref.ref[asyncio.AbstractEventLoop] | None = None
        self._is_closed = False

    async def ask(self, question: Question) -> Answer:
        """One request. Raises WireFailed where there is no whole answer."""
        client = self._client_of_this_loop()
        deadline_s = now_s() + self._patience.answer_s
        try:
            response = await client.send(_request(client, question), stream=True)
            try:
                body = bytearray()
                async for part in response.aiter_bytes():
                    body += part
                    _check(body, who=self._who, deadline_s=deadline_s)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise _failure(exc, self._who) from exc
        return _answer(response, bytes(body))

    async def close(self) -> None:
        """Close the connections. Harmless when called twice; nothing can be asked afterwards."""
        self._is_closed = True
        client, self._client = self._client, None
        if client is not None and self._loop is not None and self._loop() is asyncio.get_running_loop():
            await client.aclose()

    def _client_of_this_loop(self) -> httpx.AsyncClient:
        if self._is_closed:
            raise WireFailed(_closed(), was_sent=False)
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is None or self._loop() is not loop:
            self._loop = weakref.ref(loop)
            self._client = httpx.AsyncClient(
                transport=self._transport,
                verify=_verify(self._url),
                limits=_LIMITS,
                headers=_HEADERS,
                timeout=_timeout(self._patience),
                follow_redirects=False,
                trust_env=_trusts_environment(self._url),
            )
        return self._client


class Wire:
    """The connections of one program to one backend. Safe to be used by several threads."""

    def __init__(self, url: str, *, who: str, patience: Patience, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._who, self._patience, self._transport = url, who, patience, transport
        self._client: httpx.Client | None = None
        self._making = threading.Lock()
        self._is_closed = False

    def ask(self, question: Question) -> Answer:
        """One request. Raises WireFailed where there is no whole answer."""
        client = self._made()
        deadline_s = now_s() + self._patience.answer_s
        try:
            response = client.send(_request(client, question), stream=True)
            try:
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    _check(body, who=self._who, deadline_s=deadline_s)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise _failure(exc, self._who) from exc
        return _answer(response, bytes(body))

    def close(self) -> None:
        """Close the connections. Harmless when called twice; nothing can be asked afterwards."""
        with self._making:
            self._is_closed = True
            if self._client is not None:
                self._client.close()

    def _made(self) -> httpx.Client:
        with self._making:
            if self._is_closed:
                raise WireFailed(_closed(), was_sent=False)
            if self._client is None:
                self._client = httpx.Client(
                    transport=self._transport,
                    verify=_verify(self._url),
                    limits=_LIMITS,
                    headers=_HEADERS,
                    timeout=_timeout(self._patience),
                    follow_redirects=False,
                    trust_env=_trusts_environment(self._url),
                )
                weakref.finalize(self, self._client.close)  # a program that never closes a connection leaves no socket behind
            return self._client


class _ShownByOrigin(httpx.URL):
    """A URL that the library's log, which tells of every request, shows without its path: one may be signed, or hold what is looked for."""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc.decode('ascii', 'replace')}"


def _request(client: httpx.AsyncClient | httpx.Client, question: Question) -> httpx.Request:
    files = None if question.file is None else {"file": question.file}
    request = client.build_request(question.method, question.url, headers=dict(question.headers), content=question.content, files=files)
    request.url = _ShownByOrigin(request.url)
    return request


def _check(body: bytearray, *, who: str, deadline_s: float) -> None:
    if len(body) > MAX_ANSWER_BYTES:
        raise WireFailed(InvalidRequestError(f"{who} answers with more than any backend would."), was_sent=True)
    if now_s() > deadline_s:
        raise WireFailed(RequestTimeoutError(f"{who} does not come to the end of its answer."), was_sent=True)


def _answer(response: httpx.Response, body: bytes) -> Answer:
    retry_after = response.headers.get("retry-after", "")
    return Answer(status=response.status_code, retry_after_s=retry_after_s(retry_after), body=body)


def _failure(error: httpx.HTTPError | httpx.InvalidURL, who: str) -> WireFailed:
    """The error for people. What a proxy or a TLS library says is not in it: it may name whatever it likes."""
    was_sent = not isinstance(error, _NEVER_LEFT)
    match error:
        case httpx.TimeoutException():
            return WireFailed(RequestTimeoutError(f"{who} does not answer in time.", hint="Ask again later."), was_sent=was_sent)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return WireFailed(InvalidRequestError(f"{who} has no address that can be asked."), was_sent=True)
        case httpx.DecodingError():
            return WireFailed(InvalidRequestError(f"{who} answers something that cannot be read."), was_sent=True)
    hint = "Look at base_url, at the network, and whether it runs (`lookhear serve` starts one)."
    return WireFailed(ConnectionFailed(f"{who} cannot be reached ({reason_of(error)}).", hint=hint), was_sent=was_sent)


def _closed() -> SdkError:
    return ConnectionFailed("This connection was closed.", hint="connect() makes another one.")


def _timeout(patience: Patience) -> httpx.Timeout:
    return httpx.Timeout(connect=patience.connect_s, read=patience.read_s, write=patience.read_s, pool=patience.read_s)


def _verify(url: str) -> ssl.SSLContext | bool:
    """The system's certificates, which take a while to read; for plain HTTP no authority at all, so that TLS would fail."""
    return trusting_nobody() if urlsplit(url).scheme == "http" else True


def _trusts_environment(url: str) -> bool:
    """Whether proxies of the environment are used: a backend on this computer is asked directly."""
    return not is_this_computer(urlsplit(url).hostname or "")
