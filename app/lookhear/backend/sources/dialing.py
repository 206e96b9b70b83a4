"""Connecting to a live source: its name is looked up once, every address is checked, and a checked one is what is connected to."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.guard import literal_of
from lookhear.backend.delivery.guarded_http import Resolver, system_resolver
from lookhear.backend.sources.rtsp import LINE_BYTES, RtspConnection
from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lookhear.backend.delivery.guard import Address, Guard
    from lookhear.backend.sources.addresses import SourceAddress

CONNECT_S: Final = 10.0
_MOST_ADDRESSES: Final = 4


class Dialer:
    """Opens connections behind a guard."""

    def __init__(self, guard: Guard, *, resolve: Resolver = system_resolver) -> None:
        self._guard = guard
        self._resolve = resolve

    @contextlib.asynccontextmanager
    async def connected(self, address: SourceAddress) -> AsyncIterator[RtspConnection]:
        """A connection while the context is open. Raises AddressRefused, and MediaError when nobody answers."""
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await self._open(address)
        except TimeoutError as exc:
            raise MediaError("The source does not answer.") from exc
        except ssl.SSLError as exc:
            raise MediaError("The source's certificate is not trusted, or it speaks no TLS.") from exc
        except OSError as exc:
            raise MediaError("The source cannot be reached.", hint="Is its address right, and is it switched on?") from exc
        try:
            yield RtspConnection(reader, writer, address)
        finally:
            writer.transport.abort()

    async def _open(self, address: SourceAddress) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        target = address.target
        context = ssl.create_default_context() if address.is_encrypted else None
        checked = await self._checked(target.host, target.port)
        for number, each in enumerate(checked, 1):
            try:
                return await asyncio.open_connection(
                    str(each), target.port, limit=LINE_BYTES, ssl=context, server_hostname=target.host if context else None
                )
            except OSError:
                if number == len(checked):
                    raise
        raise OSError("the name has no address")

    async def _checked(self, host: str, port: int) -> list[Address]:
        literal = literal_of(host)
        found = [literal] if literal is not None else [ipaddress.ip_address(text) for text in await self._resolve(host, port)]
        for each in found:
            self._guard.check_address(host, port, each, what="url")
        return list(dict.fromkeys(found))[:_MOST_ADDRESSES]
