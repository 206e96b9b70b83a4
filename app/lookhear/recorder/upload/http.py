"""HTTP as the upload speaks it: one request, one answer of bounded size, and every failure as an error of ours.

Redirects are never followed (a credential would travel with them), certificates are verified, proxies come from the environment
except for this computer itself. Nothing of a request's headers ever reaches a message or a log.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import httpx

from lookhear import __version__
from lookhear.errors import BackendUnreachable, BackendUnsuitable
from lookhear.protocol.addresses import checked_url, is_this_computer, origin_of
from lookhear.system.web import UNTRUSTED, reason_of, retry_after_s, trusting_nobody

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ANSWER_BYTES: Final = 1 << 20
TIMEOUT: Final = httpx.Timeout(connect=5.0, read=20.0, write=20.0, pool=30.0)
MINT_TIMEOUT: Final = httpx.Timeout(connect=5.0, read=30.0, write=10.0, pool=30.0)  # it may ask a cloud in turn
ANSWERED_WITHIN_S: Final = 60.0  # from the first byte of an answer to its last: each alone may come within the timeouts for ever
_LIMITS: Final = httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=60.0)
_HEADERS: Final = (("User-Agent", f"lookhear/{__version__}"), ("Accept", "application/json"), ("Accept-Encoding", "identity"))
_REDIRECTS: Final = range(300, 400)

__all__ = ["MINT_TIMEOUT", "TIMEOUT", "Answer", "HttpClient", "checked_url", "is_this_computer", "origin_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, content type without parameters, Retry-After in seconds (zero without), and the body.

    ``headers`` are all of them, whatever the case of the name.
    """

    status: int
    content_type: str
    retry_after_s: float
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004 - the class of statuses that RFC 9110 calls successful

    def json(self) -> object:
        """The body as JSON; raises ValueError for anything else."""
        try:
            return json.loads(self.body)
        except RecursionError as exc:
            raise ValueError("nested too deeply") from exc


class HttpClient:
    """A few connections that are used again and again. Safe to be used by several threads.

    Where no proxy is in the way requests go to httpx's transport itself: what its client does around that (cookies, redirects,
    authentication, none of which is wanted here) costs as much CPU as the request, eight times a second beside an encoder.
    """

    def __init__(self, url: str, *, who: str, timeout: httpx.Timeout = TIMEOUT, answered_within_s: float = ANSWERED_WITHIN_S) -> None:
        self._who, self._answered_within_s = who, answered_within_s
        parts = urlsplit(url)
        verify = trusting_nobody() if parts.scheme == "http" else True  # the system's certificates take a while to read
        self._is_closed = False
        self._timeout = timeout.as_dict()
        self._origin = origin_of(url)
        self._address = httpx.URL(self._origin)  # parsed once: the rest of each address goes along as it is
        self._headers = [("Host", parts.netloc.rpartition("@")[2]), *_HEADERS]
        self._client: httpx.Client | None = None
        self._transport: httpx.HTTPTransport | None = None
        if is_this_computer(parts.hostname or "") or not _has_proxies():
            self._transport = httpx.HTTPTransport(verify=verify, limits=_LIMITS, trust_env=False)
        else:
            self._client = httpx.Client(verify=verify, limits=_LIMITS, follow_redirects=False)

    def ask(self, method: str, url: str, *, headers: Mapping[str, str], content: bytes | None = None) -> Answer:
        """One request. Raises BackendUnreachable where there is no whole answer, BackendUnsuitable for a redirect or too long a one."""
        if self._is_closed:  # while this thread was about to use it
            raise BackendUnreachable(f"{self._who} is not asked any more.")
        try:
            request = self._request(method, url, headers=headers, content=content)
            response = self._sent(request)
            try:
                body = self._body(response)
            finally:
                response.close()
        except httpx.TimeoutException as exc:
            raise BackendUnreachable(f"{self._who} does not answer in time.") from exc
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as exc:
            raise BackendUnsuitable(f"{self._who} has no address that can be asked.") from exc
        except httpx.HTTPError as exc:
            # Not chained into the message: what a proxy or a TLS library says may name whatever it likes.
            words = reason_of(exc)
            error = BackendUnreachable(f"{self._who} cannot be reached ({words}).")
            error.reason = BackendUnreachable.CERTIFICATE if words == UNTRUSTED else ""
            raise error from exc
        if response.status_code in _REDIRECTS:
            raise BackendUnsuitable(
                f"{self._who} sends us elsewhere ({response.status_code}), and a credential is not carried along.",
                hint="Give the address that it really has; a sign-in page of the network answers like this as well.",
            )
        return Answer(
            status=response.status_code,
            content_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            retry_after_s=retry_after_s(response.headers.get("retry-after", "")),
            body=body,
            headers=response.headers,
        )

    def close(self) -> None:
        """Close the connections. Harmless when called twice."""
        self._is_closed = True
        if self._client is not None:
            self._client.close()
        if self._transport is not None:
            self._transport.close()

    def _request(self, method: str, url: str, *, headers: Mapping[str, str], content: bytes | None) -> httpx.Request:
        target = (url.removeprefix(self._origin) or "/").encode("ascii", "strict")
        extensions = {"timeout": self._timeout, "target": target}
        return httpx.Request(
            method, self._address, headers=[*self._headers, *headers.items()], content=content or b"", extensions=extensions
        )

    def _sent(self, request: httpx.Request) -> httpx.Response:
        if self._transport is not None:
            return self._transport.handle_request(request)
        if self._client is not None:
            return self._client.send(request, stream=True)
        raise LookupError("there is neither a transport nor a client")

    def _body(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        length, until_s = 0, time.monotonic() + self._answered_within_s
        for part in response.iter_raw():
            length += len(part)
            if time.monotonic() > until_s:
                raise BackendUnreachable(f"{self._who} does not answer in time.")
            if length > MAX_ANSWER_BYTES:
                raise BackendUnsuitable(f"{self._who} answers with more than any backend would.")
            parts.append(part)
        return b"".join(parts)


def _has_proxies() -> bool:
    """Whether the environment names a proxy for anything (httpx reads http_proxy, https_proxy, all_proxy and no_proxy)."""
    return any(os.environ.get(name) or os.environ.get(name.upper()) for name in ("http_proxy", "https_proxy", "all_proxy"))
