"""Errors become answers: a status, a sentence, a code. Every path answers in the envelope unless its router brought its own way."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeAlias

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from lookhear import errors
from lookhear.errors import LookhearError
from lookhear.protocol.envelope import failure as failure_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from starlette.requests import Request

_LOG: Final = logging.getLogger(__name__)
_SECRET: Final = re.compile(r"^(/play/|/share/|/ws/|/upload/)[^/]+")
_STATUS: Final[dict[type[LookhearError], HTTPStatus]] = {
    errors.Unauthorized: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.LinkExpired: HTTPStatus.GONE,
    errors.MediaRemoved: HTTPStatus.GONE,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    errors.InvalidRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.WrongKind: HTTPStatus.BAD_REQUEST,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.MediaError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.DiskFull: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreUnwritable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ObjectMissing: HTTPStatus.NOT_FOUND,
    errors.LookhearError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong, before it has a form. ``code`` is in capitals; ``error`` is None for what the framework refused."""

    status: HTTPStatus
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)
    error: LookhearError | None = None


Renderer: TypeAlias = Callable[[Failure], Response]
"""Gives a failure its form. A router's module may name some by the beginning of their paths: ``RENDERERS = {"/ingest/": problem}``."""


def status_of(error: LookhearError) -> HTTPStatus:
    """The HTTP status of an expected error: that of the nearest class the table knows."""
    return next(_STATUS[cls] for cls in type(error).__mro__ if cls in _STATUS)


def code_of(error: LookhearError) -> str:
    """The error_code on the wire: ``backend.not_found`` is NOT_FOUND."""
    return error.code.rpartition(".")[2].upper()


def failure_of(error: LookhearError) -> Failure:
    """An expected error as a failure."""
    status = status_of(error)
    headers: dict[str, str] = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Token header="x-access-token"'  # RFC 9110 §11.6.1 wants one
    if error.is_retryable:
        wait_s = error.retry_after_s if isinstance(error, errors.TooMany) else 1.0
        headers["Retry-After"] = str(max(1, math.ceil(wait_s)))  # whole seconds, RFC 9110 §10.2.3
    return Failure(status=status, code=code_of(error), message=error.for_people(), headers=headers, error=error)


def render_envelope(failure: Failure) -> Response:
    """The form of contract §1.5."""
    return JSONResponse(failure_body(failure.message, failure.code), status_code=failure.status, headers=dict(failure.headers))


def failure_response(failure: Failure | LookhearError, *, path: str, renderers: Mapping[str, Renderer]) -> Response:
    """The answer for a failure on a path."""
    found = failure if isinstance(failure, Failure) else failure_of(failure)
    render = next((render for prefix, render in renderers.items() if path.startswith(prefix)), render_envelope)
    return render(found)


def install(app: FastAPI, renderers: Mapping[str, Renderer]) -> None:
    """Make an application answer every failure in its path's form."""
    from fastapi.exceptions import RequestValidationError as Invalid

    def answer(request: Request, failure: Failure | LookhearError) -> Response:
        return failure_response(failure, path=request.scope["path"], renderers=renderers)

    async def expected(request: Request, exc: Exception) -> Response:
        if not isinstance(exc, LookhearError):  # for the type checker: this handler is registered for that class
            raise exc
        found = failure_of(exc)
        if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.warning("%s %s: %s", request.method, masked(request.scope["path"]), exc)
        return answer(request, found)

    async def refused(request: Request, exc: Exception) -> Response:
        return answer(request, of_framework(request, exc) if isinstance(exc, HTTPException) else _unexpected())

    async def invalid(request: Request, exc: Exception) -> Response:
        return answer(request, errors.InvalidRequest(first_complaint(exc) if isinstance(exc, Invalid) else str(exc)))

    async def unexpected(request: Request, _exc: Exception) -> Response:
        return answer(request, _unexpected())  # the server logs where it happened

    app.add_exception_handler(LookhearError, expected)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Invalid, invalid)
    app.add_exception_handler(Exception, unexpected)


def masked(path: str) -> str:
    """A path as a log may hold it: whoever reads the slug of a link, or a ticket, may use it."""
    return _SECRET.sub(r"\1…", path)


def of_framework(request: Request, exc: HTTPException) -> Failure:
    """What the framework refused by itself: an unknown path, a method that is not there."""
    status = HTTPStatus(exc.status_code)
    path = request.scope["path"]
    message = {
        HTTPStatus.NOT_FOUND: f"There is nothing at {path} here. What there is stands in /openapi.json.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{path} is not to be asked with {request.method}.",
    }.get(status, str(exc.detail))
    return Failure(status=status, code=status.name, message=message, headers=exc.headers or {})


def first_complaint(exc: RequestValidationError) -> str:
    """The first thing that is wrong with a request's parameters, as a sentence."""
    first = exc.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "The request"
    return f"{where}: {first['msg']}."


def _unexpected() -> Failure:
    return Failure(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        code="INTERNAL",
        message="The backend failed in a way nobody expected. What it acknowledged is safe; its log says more.",
    )
