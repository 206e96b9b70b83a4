"""Ingest over HTTP: see `lookhear.protocol.ingest` for what is on the wire.

Plain ASGI behind plain routes: a recorder sends eight bodies a second, and a framework's reading of parameters costs as much CPU as
all the rest of a request. What is refused is refused before its body is read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from lookhear.backend.api.deps import base_url, raw_body
from lookhear.backend.api.errors import failure_of
from lookhear.backend.api.problems import render_problem
from lookhear.backend.ingest.commits import Completion
from lookhear.backend.ingest.grants import ingest_answer
from lookhear.backend.ingest.uploads import Upload
from lookhear.errors import IngestRefused, LookhearError
from lookhear.protocol.digests import parse_content_digest
from lookhear.protocol.ingest import MAX_NUMBER, STOP_HEADER, TOKEN_HEADER, Problem, Ranges, parse_ranges

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from lookhear.backend.auth.authenticator import Authenticator
    from lookhear.backend.ingest.service import IngestService, Taken
    from lookhear.backend.services import Services

RENDERERS: Final = {"/ingest/": render_problem}
_STREAM: Final = "/ingest/v1/streams/{stream_id}"
_FRAGMENT: Final = re.compile(r"/ingest/v1/streams/(?P<stream_id>[^/]+)/fragments/(?P<number>[^/]+)")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,7}")
_LENGTH: Final = re.compile(rb"[0-9]{1,15}")
_DRAINED_BYTES: Final = 16 << 20  # of a body that is not wanted; of a longer one the connection is closed
_FIRST_S: Final = 20.0
_SLOWEST_BYTES_S: Final = 16 << 10


def router(services: Services) -> APIRouter:
    """The routes of ingest."""
    auth, ingest = services.auth, services.ingest

    async def status(request: Request) -> dict[str, object]:
        # Also with a grant that has run out: days later a recorder asks once more before it lets its own media go.
        credential = await auth.identify(request.headers.get(TOKEN_HEADER), may_be_expired=True)
        return (await ingest.status(request.path_params["stream_id"], credential=credential)).to_json()

    async def complete(request: Request) -> dict[str, object]:
        credential = await auth.identify(request.headers.get(TOKEN_HEADER))
        completion = read_completion(await raw_body(request))
        return (await ingest.complete(request.path_params["stream_id"], completion, credential=credential)).to_json()

    async def renew(request: Request) -> dict[str, object]:
        grant = await services.grants.renew(request.headers.get(TOKEN_HEADER), request.path_params["recording_id"])
        return ingest_answer(secret=grant.secret, expires_ns=grant.expires_ns, streams=grant.streams, base_url=base_url(request))

    api = APIRouter()
    api.routes += [
        Route(f"{_STREAM}/fragments/{{number}}", _Put(auth, ingest, is_init=False), methods=["PUT"]),
        Route(f"{_STREAM}/init/{{number}}", _Put(auth, ingest, is_init=True), methods=["PUT"]),
        Route(_STREAM, _Json(status), methods=["GET"]),
        Route(f"{_STREAM}/complete", _Json(complete), methods=["POST"]),
        Route("/ingest/v1/recordings/{recording_id}/grant", _Json(renew), methods=["POST"]),
    ]
    return api


class FragmentLane:
    """Finds the PUT of a fragment by its path alone: eight of ten requests are that, and the framework's way to it costs a third of one."""

    def __init__(self, services: Services) -> None:
        self._put = _Put(services.auth, services.ingest, is_init=False)

    def __call__(self, scope: Scope) -> ASGIApp | None:
        """What answers this request, None when it is another one."""
        found = _FRAGMENT.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            return None
        scope["path_params"] = found.groupdict()
        return self._put


@dataclass(slots=True)
class _Head:
    """The headers of a request that matter here, as they came."""

    token: str | None = None
    length: bytes | None = None
    digest: str | None = None
    content_type: str = ""
    expects: bool = False

    @classmethod
    def of(cls, scope: Scope) -> _Head:
        """Read them in one go."""
        head = cls()
        for name, value in scope["headers"]:
            if name == _TOKEN:
                head.token = value.decode("latin-1")
            elif name == b"content-length":
                head.length = value
            elif name == b"content-digest":
                head.digest = value.decode("latin-1")
            elif name == b"content-type":
                head.content_type = value.decode("latin-1").partition(";")[0].strip().lower()
            elif name == b"expect":
                head.expects = True
        return head

    def upload(self, receive: Receive) -> Upload:
        """The body these headers promise. Raises IngestRefused when they do not promise enough."""
        if self.length is None or not _LENGTH.fullmatch(self.length):
            raise IngestRefused("The length of the body must be known before it: send Content-Length.", problem=Problem.LENGTH_REQUIRED)
        if self.digest is None:
            raise IngestRefused("The header Content-Digest is missing.", hint="Send sha-256=:…: of the body.", problem=Problem.BAD_DIGEST)
        try:
            sha256 = parse_content_digest(self.digest)
        except ValueError as exc:
            raise IngestRefused(f"The header Content-Digest is of no use: {exc}.", problem=Problem.BAD_DIGEST) from exc
        size_bytes = int(self.length)
        return Upload(
            chunks=_chunks(receive),
            size_bytes=size_bytes,
            sha256=sha256,
            content_type=self.content_type,
            timeout_s=_FIRST_S + size_bytes / _SLOWEST_BYTES_S,
        )

    def leaves_a_body(self, error: LookhearError) -> bool:
        """Whether a request that was refused cannot be followed by another on its connection."""
        if self.length is None or self.expects or (isinstance(error, IngestRefused) and error.problem == Problem.TOO_SLOW):
            return True
        return not _LENGTH.fullmatch(self.length) or int(self.length) > _DRAINED_BYTES


_TOKEN: Final = TOKEN_HEADER.encode()


class _Put:
    """PUT of an init or a fragment."""

    def __init__(self, auth: Authenticator, ingest: IngestService, *, is_init: bool) -> None:
        self._auth = auth
        self._ingest = ingest
        self._is_init = is_init

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = _Head.of(scope)
        try:
            taken, sha256 = await self._store(scope, head, receive)
        except LookhearError as error:
            response = render_problem(failure_of(error))
            if head.leaves_a_body(error):
                response.headers["Connection"] = "close"
            await response(scope, receive, send)
            return
        status = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
        headers = [(b"etag", b'"%s"' % sha256.encode()), (b"content-length", b"0")]
        if taken.is_stop_wished:
            headers.append((STOP_HEADER.encode(), b"1"))
        if head.expects and not taken.is_new:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _store(self, scope: Scope, head: _Head, receive: Receive) -> tuple[Taken, str]:
        credential = await self._auth.identify(head.token)
        stream_id, number = scope["path_params"]["stream_id"], _number(scope["path_params"]["number"])
        upload = head.upload(receive)
        if self._is_init:
            return await self._ingest.put_init(stream_id, number, upload, credential=credential), upload.sha256
        init = _init_of(scope["query_string"])
        return await self._ingest.put_fragment(stream_id, number, upload, init=init, credential=credential), upload.sha256


class _Json:
    """A request with a small body or none, answered in JSON."""

    def __init__(self, answer: Callable[[Request], Awaitable[dict[str, object]]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response: Response = JSONResponse(await self._answer(Request(scope, receive)))
        except LookhearError as error:
            response = render_problem(failure_of(error))
        await response(scope, receive, send)


def read_completion(raw: bytes) -> Completion:
    """The body of a complete. Raises IngestRefused for one that makes no sense."""
    try:
        value = json.loads(raw)
        match value:
            case {"last_seq": int(last_seq), **rest} if not isinstance(last_seq, bool) and 0 <= last_seq <= MAX_NUMBER:
                return Completion(last_seq=last_seq, inits=_inits(rest.get("inits") or []), lost=_ranges(rest.get("lost") or []))
    except (ValueError, RecursionError) as exc:
        raise IngestRefused(f"The body is of no use: {exc}.") from exc
    raise IngestRefused('The body must be an object with a whole "last_seq" that is not negative.')


def _inits(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise ValueError("inits is no list")  # noqa: TRY004 - it came from outside
    return tuple(number for first, last in _ranges([[number, number] for number in value]) for number in (first, last))


def _ranges(value: object) -> Ranges:
    ranges = parse_ranges(value)
    if any(last > MAX_NUMBER for _, last in ranges):
        raise ValueError("there are no numbers that large")
    return ranges


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise IngestRefused("Inits and fragments are counted from one, in at most eight digits.", problem=Problem.NOT_FOUND)
    return int(text)


def _init_of(query: bytes) -> int:
    """The init a fragment names; zero when it names none, which only the context log may."""
    if not query:
        return 0
    name, _, value = query.decode("latin-1").partition("=")
    if name != "init" or not (value == "0" or _NUMBER.fullmatch(value)):
        raise IngestRefused("A fragment names its init as ?init=1, counted from one; the context log has none.")
    return int(value)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    """A body as it comes. Raises IngestRefused when its sender went away."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise IngestRefused("The connection ended before the body did.")
        more = message.get("more_body", False)
        body = message.get("body", b"")
        if body:
            yield body
