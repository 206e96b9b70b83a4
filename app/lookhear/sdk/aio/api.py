"""Asks a backend: one question, one ``data``; retries, operations that take long, and one tree of errors. Belongs to the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Self
from urllib.parse import urlencode

from lookhear.errors import RequestTimeoutError
from lookhear.protocol.addresses import origin_of
from lookhear.protocol.ingest import TOKEN_HEADER
from lookhear.sdk.credentials import checked_credential
from lookhear.sdk.transport.addresses import base_url_of
from lookhear.sdk.transport.answers import Answer, Envelope, Json, Reader, encoded, poll_address, segment
from lookhear.sdk.transport.headers import CLIENT, CLIENT_HEADER
from lookhear.sdk.transport.pauses import now_s, pause_async
from lookhear.sdk.transport.retries import Patience
from lookhear.sdk.transport.wire import AsyncWire, Question, WireFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

__all__ = ["AsyncApi", "segment"]

_HEADERS = {CLIENT_HEADER: CLIENT, "Content-Type": "application/json"}


class AsyncApi:
    """One backend, asked with one credential (an API key or a client token).

    Paths are relative to the base URL, without a slash at their beginning, and made of `segment`s: ``rtstream/rts-1/search``. What
    comes back is the envelope's ``data`` (contract §1.3), ``{}`` where there is none. Parameters that are None are left out.

    Every method raises AuthenticationError (401), NotFoundError (404), InvalidRequestError (any other refusal, and answers that are
    none), ConnectionFailed, RequestTimeoutError. GET, PUT and DELETE are asked again after lost connections and 502, 503, 504; the others
    only when nothing was sent; all of them after 429 and 503 that name a time (Retry-After) of at most half a minute.

    ``transport`` is what httpx sends through; tests give their own.
    """

    def __init__(
        self,
        base_url: str,
        credential: str,
        *,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = base_url_of(base_url)
        self._patience = patience or Patience()
        secret = checked_credential(credential)
        who = f"The backend at {origin_of(self.base_url)}"
        self._headers = {**_HEADERS, TOKEN_HEADER: secret}
        self._reader = Reader(who=who, secret=secret)
        self._wire = AsyncWire(self.base_url, who=who, patience=self._patience, transport=transport)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_url!r})"

    async def get(self, path: str, params: Mapping[str, Json] | None = None) -> Json:
        """Read something."""
        return await self._done("GET", self._url(path, params))

    async def post(self, path: str, body: Json = None, *, waits: bool = True) -> Json:
        """Make something, or have something done; ``body`` is sent as JSON, ``{}`` for None.

        ``waits`` False gives what the backend says at first, also where it has only begun: ``output_url`` then.
        """
        return await self._done("POST", self._url(path), encoded({} if body is None else body), waits=waits)

    async def patch(self, path: str, body: Json = None) -> Json:
        """Change something."""
        return await self._done("PATCH", self._url(path), encoded({} if body is None else body))

    async def put(self, path: str, body: Json = None) -> Json:
        """Set something."""
        return await self._done("PUT", self._url(path), encoded({} if body is None else body))

    async def delete(self, path: str, params: Mapping[str, Json] | None = None) -> Json:
        """Remove something."""
        return await self._done("DELETE", self._url(path, params))

    async def send_file(self, url: str, *, name: str, file: BinaryIO) -> None:
        """Hand a file over at the address that the backend named for it, as a form's field ``file``. The credential does not go along.

        Sent once, since it may have arrived. Raises as the others.
        """
        answer = await self._asked(Question(method="POST", url=url, headers={}, file=(name, file)))
        if not answer.is_success:
            self._reader.envelope(answer)

    async def close(self) -> None:
        """Close the connections. Harmless when called twice."""
        await self._wire.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    def _url(self, path: str, params: Mapping[str, Json] | None = None) -> str:
        told = {name: _written(value) for name, value in (params or {}).items() if value is not None}
        return f"{self.base_url}/{path}" + (f"?{urlencode(told, doseq=True)}" if told else "")

    async def _done(self, method: str, url: str, content: bytes | None = None, *, waits: bool = True) -> Json:
        """The data of an answer, waited for where the backend says that it takes long."""
        envelope = self._reader.envelope(await self._asked(self._question(method, url, content)))
        deadline_s, polls = now_s() + self._patience.processing_s, 0
        address = envelope.output_url
        while waits and envelope.is_working:
            if now_s() >= deadline_s:
                raise RequestTimeoutError(
                    f"The backend has worked on it for {self._patience.processing_s:.0f} seconds and is not done.",
                    hint="It goes on with it: look for the outcome later.",
                )
            address = poll_address(self.base_url, envelope.output_url or address)
            await pause_async(self._patience.pause_before_poll(polls))
            polls += 1
            envelope = await self._outcome(address)
        return envelope.data

    async def _outcome(self, address: str) -> Envelope:
        return self._reader.outcome(await self._asked(self._question("GET", address)))

    def _question(self, method: str, url: str, content: bytes | None = None) -> Question:
        return Question(method=method, url=url, headers=self._headers, content=content)

    async def _asked(self, question: Question) -> Answer:
        """The answer to a question, asked as often as it may be."""
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = await self._wire.ask(question)
            except WireFailed as exc:
                pause_s = self._pause_after(exc, question, attempt=attempt)
                if pause_s is None:
                    raise exc.error from exc.__cause__
            else:
                pause_s = self._patience.pause_after_answer(
                    question.method, attempt=attempt, status=answer.status, retry_after_s=answer.retry_after_s
                )
                if pause_s is None or question.file is not None:
                    return answer
            await pause_async(pause_s)

    def _pause_after(self, failed: WireFailed, question: Question, *, attempt: int) -> float | None:
        if not failed.error.is_retryable or isinstance(failed.error, RequestTimeoutError) or question.file is not None:
            return None
        return self._patience.pause_after_failure(question.method, attempt=attempt, was_sent=failed.was_sent)


def _written(value: Json) -> Json:
    """A parameter as it stands in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str | list | tuple) else str(value)
