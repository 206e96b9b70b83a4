"""One attempt to deliver a webhook over HTTP: what is sent, and what its answer means."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, Final

import httpx

from lookhear import __version__
from lookhear.backend.delivery.dispatch import Attempt
from lookhear.backend.delivery.schedule import retry_after_s
from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.errors import AddressRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.delivery.signing import Signer
    from lookhear.backend.records import Delivery

TRY_S: Final = 10.0
_MAX_ANSWER_BYTES: Final = 64 << 10
_REST_S: Final = 2.0  # for what comes behind the status
_GONE: Final = 410
_REDIRECTS: Final = range(300, 400)
_HEADERS: Final = {"content-type": "application/json", "user-agent": f"lookhear/{__version__}", "accept-encoding": "identity"}


class Postman:
    """A `Carrier` over HTTP. Owned by the event loop.

    Ten seconds for everything; 2xx is what counts; a redirect is not followed. Of the answer the status is read, and a little of the
    rest, so that the connection can be used again.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport, *, signer: Signer, now_ns: Callable[[], int], try_s: float = TRY_S) -> None:
        self._transport = transport
        self._signer = signer
        self._now_ns = now_ns
        self._try_s = try_s

    async def take(self, delivery: Delivery) -> Attempt:
        """Try once. What is wrong with the receiver is in what comes back. Raises FolderUnwritable when nothing can be signed."""
        headers = await self._signer.headers(delivery.message_id, delivery.body)
        headers |= {"x-lookhear-delivery": str(delivery.id), "x-lookhear-attempt": str(delivery.attempts + 1)}
        try:
            async with asyncio.timeout(self._try_s):
                response = await self._posted(delivery, headers)
        except (TimeoutError, AddressRefused, httpx.HTTPError, httpx.InvalidURL) as exc:
            return _failed(exc)
        attempt = self._judged(response)
        await _let_go(response)
        return attempt

    async def close(self) -> None:
        """End the connections."""
        await self._transport.aclose()

    async def _posted(self, delivery: Delivery, headers: dict[str, str]) -> httpx.Response:
        extensions = {"timeout": {"connect": self._try_s / 2}}  # so that a second address of the receiver has its turn
        content = delivery.body.encode()
        request = httpx.Request("POST", delivery.url, headers=_HEADERS | headers, content=content, extensions=extensions)
        return await self._transport.handle_async_request(request)

    def _judged(self, response: httpx.Response) -> Attempt:
        status = response.status_code
        if response.is_success:
            return Attempt(status=status)
        if status == _GONE:
            return Attempt(status=status, error="It says that it is gone for good (410).", is_final=True)
        wait_s = retry_after_s(response.headers.get("retry-after"), now_ns=self._now_ns())
        error = f"It answered {status}."
        if status in _REDIRECTS:
            error = f"It answered with a redirect ({status}), and those are not followed."
        return Attempt(status=status, error=error, lane=LaneHealth.ILL, retry_after_s=wait_s)


async def _let_go(response: httpx.Response) -> None:
    """Read an answer to its end, or as much of it as is bearable: what is left then goes with the connection.

    Nothing that happens here counts: its status has been said.
    """
    length = 0
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        try:
            async with asyncio.timeout(_REST_S):
                async for part in response.aiter_raw():
                    length += len(part)
                    if length > _MAX_ANSWER_BYTES:
                        return
        finally:
            await response.aclose()


def _failed(error: Exception) -> Attempt:
    """What it means that there was no answer."""
    match error:
        case AddressRefused():
            return Attempt(error=str(error), lane=LaneHealth.ILL)
        case TimeoutError() | httpx.TimeoutException():
            return Attempt(error="It did not answer in time.", lane=LaneHealth.DOWN)
        case httpx.ConnectError():
            return Attempt(error=f"It could not be reached ({_reason(error)}).", lane=LaneHealth.DOWN)
        case httpx.ProtocolError():
            return Attempt(error=f"It answered with something that is not HTTP ({_reason(error)}).", lane=LaneHealth.ILL)
    return Attempt(error=f"The connection was lost ({_reason(error)}).", lane=LaneHealth.ILL)


def _reason(error: Exception) -> str:
    """A few words of what a library says, without the line breaks of whatever the receiver sent."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno is not None and cause.errno > 0:
            return os.strerror(cause.errno)  # the system says it best
        cause = cause.__cause__ or cause.__context__
    return " ".join(str(error).split())[:160].rstrip(".") or type(error).__name__
