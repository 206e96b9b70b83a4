"""One request and its whole answer, within one length of time whatever the service does. Says nothing of what is in them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.system.web import UNTRUSTED, reason_of, trusting_nobody
from lookhear.understanding.endpoints.answers import to_mend

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from lookhear.understanding.endpoints.options import EndpointOptions

_CONNECT_S: Final = 10.0
_KEEP_ALIVE_S: Final = 20.0
_MAX_CONNECTIONS: Final = 8
_PIECE_BYTES: Final = 1 << 16
_IDENTITY: Final = {"", "identity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; ``content_type`` in small letters, without parameters."""

    status: int
    content_type: str
    retry_after: str
    retry_after_ms: str
    body: bytes


class Asker:
    """A few connections to one service. For any number of threads."""

    def __init__(self, options: EndpointOptions) -> None:
        self._options = options
        self.key = options.key  # may be another one from the next request on
        self._until = _Until()
        self._transport = _Transport(options, self._until)

    def post(self, path: str, *, body: bytes, content_type: str, max_bytes: int) -> Answer:
        """Send a body to a path below the service's address.

        Raises EngineBusy where nobody answers and for an address that cannot work, EngineCrashed for an answer that is late or breaks
        off, EngineFailed for one that is too long.
        """
        who, seconds = self._options.who, self._options.timeout_s
        headers = {"Content-Type": content_type, "Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "lookhear"}
        if self.key.text:
            headers["Authorization"] = f"Bearer {self.key.text}"
        timeout = {"connect": min(seconds, _CONNECT_S), "read": seconds, "write": seconds, "pool": seconds}
        self._until.start(seconds)
        try:
            request = httpx.Request("POST", self._options.url + path, headers=headers, content=body, extensions={"timeout": timeout})
            response = self._transport.handle_request(request)
            try:
                return self._answer(response, max_bytes)
            finally:
                response.close()
        except (httpx.ConnectTimeout, httpx.PoolTimeout) as exc:
            raise EngineBusy(f"{who} cannot be reached in time.", hint="Is it running, and is its address right?") from exc
        except httpx.TimeoutException as exc:
            raise EngineCrashed(f"{who} did not answer within {seconds:g} seconds.", hint="Give it more with timeout_s.") from exc
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as exc:
            raise to_mend(f"{who} has no address that can be asked.", hint="Look at url in engines.toml.") from exc
        except httpx.HTTPError as exc:
            raise self._unreachable(exc) from exc

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _answer(self, response: httpx.Response, max_bytes: int) -> Answer:
        headers = response.headers
        if headers.get("content-encoding", "").strip().lower() not in _IDENTITY:
            raise EngineFailed(f"{self._options.who} answers compressed, which it was not asked for.", hint="Is a proxy in between?")
        parts: list[bytes] = []
        length = 0
        for part in response.iter_raw():
            length += len(part)
            if length > max_bytes:
                raise EngineFailed(f"{self._options.who} answers with more than {max_bytes >> 20} MB.", hint="Choose another model.")
            parts.append(part)
        return Answer(
            status=response.status_code,
            content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            retry_after=headers.get("retry-after", ""),
            retry_after_ms=headers.get("retry-after-ms", ""),
            body=b"".join(parts),
        )

    def _unreachable(self, exc: httpx.HTTPError) -> EngineBusy:
        words = reason_of(exc)
        told = f"{self._options.who} cannot be reached ({words})."
        if words == UNTRUSTED:
            return to_mend(told, hint="Name the certificate of its authority with SSL_CERT_FILE.")
        if isinstance(exc, httpx.ConnectError | httpx.ProxyError):
            return EngineBusy(told, hint="Is it running, and is its address right?")
        return EngineCrashed(f"{self._options.who} broke off before its answer was whole.", hint="Its own log may say why.")


class _Until(threading.local):
    """Until when this thread's request may take. A service that sends one byte a second is late all the same."""

    at_s: float = 0.0

    def start(self, seconds: float) -> None:
        self.at_s = time.monotonic() + seconds

    def left_s(self, timeout_s: float | None) -> float:
        """The seconds that are left, at most so many; 0 or less when there are none."""
        left_s = self.at_s - time.monotonic()
        return left_s if timeout_s is None else min(left_s, timeout_s)


class _Transport(httpx.HTTPTransport):
    """httpx's own, over streams that know until when. No proxy but the one that was chosen; nothing is followed."""

    def __init__(self, options: EndpointOptions, until: _Until) -> None:
        is_plain = options.url.startswith("http:") and not (options.proxy or "").startswith("https:")
        context = trusting_nobody() if is_plain else httpx.create_ssl_context(trust_env=True)  # only SSL_CERT_FILE and SSL_CERT_DIR
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=None if options.proxy is None else httpcore.Proxy(options.proxy, ssl_context=_for_proxy(options.proxy, context)),
            max_connections=_MAX_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_S,
            network_backend=_Network(until),
        )


def _for_proxy(proxy: str, context: ssl.SSLContext) -> ssl.SSLContext | None:
    return context if proxy.startswith("https:") else None


class _Network(httpcore.NetworkBackend):
    """Where httpcore gets its connections."""

    def __init__(self, until: _Until) -> None:
        self._until = until
        self._network = httpcore.SyncBackend()

    def connect_tcp(  # noqa: PLR0917 - httpcore's signature
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect."""
        stream = self._network.connect_tcp(host, port, timeout=timeout, local_address=local_address, socket_options=socket_options)
        return _Stream(stream, self._until)


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing lasts longer than its request may."""

    def __init__(self, stream: httpcore.NetworkStream, until: _Until) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left_s = self._until.left_s(timeout)
        if left_s <= 0:
            raise httpcore.ReadTimeout
        return self._stream.read(max_bytes, timeout=left_s)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE_BYTES):  # who reads slowly gets no more time than who answers slowly
            left_s = self._until.left_s(timeout)
            if left_s <= 0:
                raise httpcore.WriteTimeout
            self._stream.write(buffer[start : start + _PIECE_BYTES], timeout=left_s)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=timeout), self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
