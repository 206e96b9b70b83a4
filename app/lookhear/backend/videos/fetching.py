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
_ANSWER_S: Final = 60.0
_LOOK_EVERY_S: Final = 60.0
_LEAST_BYTES: Final = 1 << 20  # that must come between two looks: a file that drips keeps others waiting
_REDIRECTS: Final = 5
_TRIES: Final = 3
_PAUSE_S: Final = 2.0
_WHOLE_S: Final = 2 * 3600.0
_AS_IT_IS: Final = "identity"
_HEADERS: Final = {"User-Agent": "lookhear-import", "Accept-Encoding": _AS_IT_IS}


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
        client = httpx.AsyncClient(transport=self._transport(self._guard), timeout=_TIMEOUT, trust_env=False, headers=_HEADERS)
        async with client:
            request = client.build_request("GET", url)
            for _ in range(_REDIRECTS + 1):  # each through the same guard; what comes with one is not read, as httpx would to its end
                async with asyncio.timeout(_ANSWER_S):
                    answer = await client.send(request, stream=True)
                try:
                    if answer.next_request is None:
                        await self._take(answer, upload_id)
                        return
                    request = answer.next_request
                finally:
                    await answer.aclose()
        raise MediaError("The file cannot be fetched: its address leads from one to the next.")

    async def _take(self, answer: httpx.Response, upload_id: str) -> None:
        if not answer.is_success:
            raise MediaError(f"The file cannot be fetched: its address answers with status {answer.status_code}.")
        if answer.headers.get("content-encoding", _AS_IT_IS).strip().lower() != _AS_IT_IS:  # a few bytes could become any number of them
            raise MediaError("The file cannot be fetched: its address sends it compressed, which nobody asked for.")
        told = answer.headers.get("content-length", "")
        if told.isdecimal() and int(told) > self._max_bytes:
            raise BodyTooLarge(f"A file may have {self._max_bytes >> 20} MiB at most.")
        await self._staging.keep(upload_id, _chunks(answer))


async def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    look_s, came = loop.time() + _LOOK_EVERY_S, 0
    async for chunk in answer.aiter_raw():
        came += len(chunk)
        if loop.time() >= look_s:
            if came < _LEAST_BYTES:
                raise MediaError("The file cannot be fetched: its address sends it too slowly.")
            look_s, came = loop.time() + _LOOK_EVERY_S, 0
        yield chunk


REFUSALS: Final = (AddressRefused, BodyTooLarge, MediaError)
"""What trying again would not change."""
