"""HTTP that connects to nothing but what a `Guard` lets through: for webhooks, and for media fetched from a URL.

A name is looked up once, and what is connected to is the address that was checked, so that nobody can answer the second question
differently. Encryption and its certificate go by the name all the same. No proxy of the environment stands in between.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from typing import TYPE_CHECKING, Final, Protocol

import httpcore
import httpx

from lookhear.backend.delivery.guard import literal_of, plain, target_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Sequence

    from lookhear.backend.delivery.guard import Address, Guard

_KEEP_ALIVE_S: Final = 30.0
_MAX_IDLE: Final = 64
_MAX_ADDRESSES: Final = 8
_LEAST_CONNECT_S: Final = 1.0


class Resolver(Protocol):
    """Looks names up."""

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host in the order to try them. Raises OSError when there are none."""
        ...


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Ask the system, in a thread of its own: a name server that hangs holds up nobody else, and no program that ends."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: OSError | None) -> None:
        if answer.done():  # nobody waits any more
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def look() -> None:
        found: list[str] = []
        error: OSError | None = None
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as exc:
            error = exc
        except UnicodeError:
            error = OSError("it is no name")
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=look, name="resolver", daemon=True).start()
    return await answer


class GuardedTransport(httpx.AsyncHTTPTransport):
    """A transport for `httpx.AsyncClient` (or by itself) behind a guard. Raises AddressRefused, beside what httpx raises.

    Connections are kept for the next request. Reading the certificates costs 30 ms of CPU: make it when it is needed first.
    """

    def __init__(self, guard: Guard, *, resolve: Resolver = system_resolver, ssl_context: ssl.SSLContext | None = None) -> None:
        # Only the place of an authority's certificates is taken from the environment (SSL_CERT_FILE).
        context = httpx.create_ssl_context(trust_env=True) if ssl_context is None else ssl_context
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # who asks for many things at a time sets the bound
            max_keepalive_connections=_MAX_IDLE,
            keepalive_expiry=_KEEP_ALIVE_S,
            network_backend=GuardedNetwork(guard, resolve=resolve),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, after a look at its URL."""
        target_of(str(request.url))
        return await super().handle_async_request(request)


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Where httpcore gets its connections: looks up, asks the guard about every address, connects to the first that answers."""

    def __init__(self, guard: Guard, *, resolve: Resolver = system_resolver) -> None:
        self._guard = guard
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(  # noqa: PLR0917 - httpcore's signature
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the same
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host that may be reached. Raises AddressRefused when one of its addresses may not."""
        loop = asyncio.get_running_loop()
        end_s = None if timeout is None else loop.time() + timeout
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked(plain(host), port)
        except TimeoutError as exc:
            raise httpcore.ConnectTimeout(f"The name {host} is not looked up in time.") from exc
        last = len(addresses) - 1
        for number, address in enumerate(addresses):
            left_s = None if end_s is None else max(_LEAST_CONNECT_S, (end_s - loop.time()) / (len(addresses) - number))
            try:
                return await self._network.connect_tcp(
                    str(address), port, timeout=left_s, local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == last:
                    raise
        raise httpcore.ConnectError(f"{host} has no address.")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[Address]:
        literal = literal_of(host)
        addresses = [literal] if literal is not None else await self._looked_up(host, port)
        for address in addresses:
            self._guard.check_address(host, port, address)
        return addresses[:_MAX_ADDRESSES]

    async def _looked_up(self, host: str, port: int) -> list[Address]:
        try:
            return list(dict.fromkeys(ipaddress.ip_address(text) for text in await self._resolve(host, port)))
        except OSError as exc:
            raise httpcore.ConnectError(f"The name {host} is not known.") from exc
