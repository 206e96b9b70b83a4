"""Fetching a file from an address that somebody names: only public ones, only so many bytes, and no credential goes along."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import httpx

from lookhear.errors import AddressRefused, BodyTooLarge, MediaError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.videos.staging import Staging

_TIMEOUT: Final = httpx.Timeout(30.0)
_REDIRECTS: Final = 5
_TRIES: Final = 3
_PAUSE_S: Final = 2.0
_WHOLE_S: Final = 2 * 3600.0
_AGENT: Final = "lookhear-import"


class Fetcher:
    """Brings files into the staging folder. ``transport`` is made anew for each file."""

    def __init__(self, guard: Guard, staging: Staging, *, transport: Callable[[Guard], httpx.AsyncBaseTransport], max_bytes: int) -> None:
        self._guard = guard
        self._staging = staging
        self._transport = transport
        self._max_bytes = max_bytes

    def check(self, url: str) -> None:
        """Raises AddressRefused for an address that can never be fetched from."""
        self._guard.check_url(url, what="url")

    async def fetch(self, url: str, upload_id: str) -> None:
        """Bring a file. Raises AddressRefused, MediaError when it does not come, BodyTooLarge, StoreFull."""
        for left in reversed(range(_TRIES)):
            try:
                async with asyncio.timeout(_WHOLE_S):
                    await self._once(url, upload_id)
            except (httpx.TransportError, TimeoutError) as exc:
                if not left:
                    raise MediaError("The file cannot be fetched: its address does not answer, or broke off.") from exc
                await asyncio.sleep(_PAUSE_S)
            except (httpx.HTTPError, httpx.InvalidURL) as exc:
                raise MediaError("The file cannot be fetched: its address leads nowhere.") from exc
            else:
                return

    async def _once(self, url: str, upload_id: str) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # below that it logs whole addresses, and what signs them
        client = httpx.AsyncClient(
            transport=self._transport(self._guard),
            follow_redirects=True,  # each of them goes through the same guard
            max_redirects=_REDIRECTS,
            timeout=_TIMEOUT,
            trust_env=False,
            headers={"User-Agent": _AGENT},
        )
        async with client, client.stream("GET", url) as answer:
            if not answer.is_success:
                raise MediaError(f"The file cannot be fetched: its address answers with status {answer.status_code}.")
            told = answer.headers.get("content-length", "")
            if told.isdecimal() and int(told) > self._max_bytes:
                raise BodyTooLarge(f"A file may have {self._max_bytes >> 20} MiB at most.")
            await self._staging.keep(upload_id, _chunks(answer))


async def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    async for chunk in answer.aiter_bytes():
        yield chunk


REFUSALS: Final = (AddressRefused, BodyTooLarge, MediaError)
"""What trying again would not change."""
