"""Failures of ingest as problem documents (RFC 9457), which are at the same time the error body of contract §1.5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

from lookhear import errors
from lookhear.errors import IngestRefused, LookhearError
from lookhear.protocol.envelope import failure as failure_body
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from lookhear.backend.api.errors import Failure

MEDIA_TYPE: Final = "application/problem+json"
_AGAIN_S: Final = "1"
_PROBLEMS: Final[dict[type[LookhearError], Problem]] = {
    errors.CredentialExpired: Problem.EXPIRED,
    errors.CredentialRevoked: Problem.REVOKED,
    errors.Unauthorized: Problem.UNAUTHORIZED,
    errors.Forbidden: Problem.FORBIDDEN,
    errors.NotFound: Problem.NOT_FOUND,
    errors.Conflict: Problem.CONFLICT,
    errors.BodyTooLarge: Problem.TOO_LARGE,
    errors.InvalidRequest: Problem.BAD_REQUEST,
    errors.MediaError: Problem.NOT_A_FRAGMENT,
    errors.StoreFull: Problem.DISK_FULL,
    errors.StoreUnwritable: Problem.DISK_FULL,
    errors.StoreBusy: Problem.BUSY,
    errors.StoreConflict: Problem.BUSY,  # another process stored something at the same time: the next attempt sees it
}


def problem_of(error: LookhearError) -> Problem | None:
    """The problem an expected error is on the wire; None for one that ingest never means to raise."""
    if isinstance(error, IngestRefused):
        return Problem(error.problem)
    return next((_PROBLEMS[cls] for cls in type(error).__mro__ if cls in _PROBLEMS), None)


def render_problem(failure: Failure) -> JSONResponse:
    """The answer for a failure on a path of ingest."""
    error = failure.error
    problem = None if error is None else problem_of(error)
    status = failure.status if problem is None else problem.status
    name = failure.code.lower().replace("_", "-") if problem is None else problem.value
    headers = dict(failure.headers)
    if problem is Problem.BUSY:
        headers["Retry-After"] = _AGAIN_S
    body: dict[str, object] = {
        "type": f"urn:lookhear:problem:{name}",
        "title": name.replace("-", " ").capitalize(),
        "status": int(status),
        "detail": failure.message,
        **failure_body(failure.message, name.upper().replace("-", "_")),
        **(error.details if isinstance(error, IngestRefused) else {}),
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)
