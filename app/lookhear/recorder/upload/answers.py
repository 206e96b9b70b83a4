"""What a backend's answers mean: values of ours, or the error they stand for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from lookhear.errors import BackendBusy, BackendFull, BackendRefused, BackendUnreachable, BackendUnsuitable, UploadError
from lookhear.protocol.ingest import MAX_FRAGMENT_BYTES, MAX_INIT_BYTES, Problem, StreamDescriptor
from lookhear.recorder.spool.binding import Grant

if TYPE_CHECKING:
    from lookhear.recorder.upload.http import Answer

_URN: Final = "urn:lookhear:problem:"
_LONGEST_SAYING: Final = 300
_BY_CODE: Final = {problem.value.replace("-", "_"): problem for problem in Problem}
_BY_STATUS: Final = {
    HTTPStatus.UNAUTHORIZED: Problem.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: Problem.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Problem.NOT_FOUND,
    HTTPStatus.CONFLICT: Problem.CONFLICT,
    HTTPStatus.GONE: Problem.CLOSED,
    HTTPStatus.LENGTH_REQUIRED: Problem.LENGTH_REQUIRED,
    HTTPStatus.PRECONDITION_FAILED: Problem.INIT_MISSING,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem.TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Problem.WRONG_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY: Problem.NOT_A_FRAGMENT,
}
_WAITS: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_MEANINGS: Final = {
    Problem.UNAUTHORIZED: ("does not know the token", "Get a new one from whoever runs the session, or sign in again."),
    Problem.EXPIRED: ("says that the token has expired", "Get a new one from whoever runs the session."),
    Problem.REVOKED: ("says that the token was revoked", "Get a new one from whoever runs the session."),
    Problem.FORBIDDEN: ("says that the token is for something else", "Use the token that belongs to this session."),
    Problem.NOT_FOUND: ("does not know this session or recording", "Check the session's identifier and the backend's address."),
    Problem.CONFLICT: ("has something else in that place already", "Use a session of its own for each recording."),
    Problem.CLOSED: ("says that this is finished already", "Use a new session."),
}


def error_of(answer: Answer, *, who: str, secret: str = "") -> UploadError:
    """The error that an answer other than 2xx stands for. ``secret`` is taken out of whatever the backend says."""
    said = _said(answer)
    if said is None:
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return _passing(answer, who=who, saying="")
        return unsuitable(who, f"answers {answer.status} without a reason that could be read")
    saying = _saying(said, secret)
    problem = _problem(said, answer.status)
    if problem is Problem.DISK_FULL or answer.status == HTTPStatus.INSUFFICIENT_STORAGE:
        return BackendFull(f"{who} has no room left.{saying}")
    if problem is Problem.TOO_SLOW or answer.status == HTTPStatus.REQUEST_TIMEOUT:
        return BackendUnreachable(f"{who} did not get the data in time.")
    if answer.status in _WAITS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _passing(answer, who=who, saying=saying)
    meaning, hint = _MEANINGS.get(problem, ("refuses", "")) if problem else ("refuses", "")
    return BackendRefused(f"{who} {meaning}.{saying}", hint=hint, reason=problem.value if problem else "", details=said)


def unsuitable(who: str, what: str) -> BackendUnsuitable:
    """The error for an answer that no backend of ours gives."""
    return BackendUnsuitable(
        f"{who} {what}, so it is no capture backend, or too old a one.",
        hint="Check its address; a sign-in page of the network answers like this as well.",
    )


def data_of(answer: Answer, *, who: str) -> dict[str, object]:
    """The object of a 2xx, out of its envelope where it has one. Raises BackendUnsuitable."""
    try:
        value = answer.json()
    except ValueError as exc:
        what = "a web page" if "html" in answer.content_type or answer.body.lstrip()[:1] == b"<" else "something else than JSON"
        raise unsuitable(who, f"answers with {what}") from exc
    match value:
        case {"data": dict(data), "success": True}:
            return data
        case {"success": False}:
            raise unsuitable(who, "answers a success that is none")
        case dict(data):
            return data
    raise unsuitable(who, "answers with something else than an object")


def grant_of(data: dict[str, object], *, session_id: str, player_url: str, who: str) -> Grant:
    """The grant in an object with ``grant``, ``expires_at``, ``streams`` and ``limits``. Raises BackendUnsuitable."""
    match data:
        case {"grant": str(grant), "expires_at": int() | float() as expires_at_s, "streams": list(streams), **rest}:
            limits = rest.get("limits")
            return Grant(
                session_id=session_id,
                grant=grant,
                expires_at_s=float(expires_at_s),
                streams=tuple(_stream(stream, who) for stream in streams),
                fragment_bytes=_limit(limits, "fragment_bytes", MAX_FRAGMENT_BYTES),
                init_bytes=_limit(limits, "init_bytes", MAX_INIT_BYTES),
                player_url=player_url,
            )
    raise unsuitable(who, "gives no place to send a recording to")


def _passing(answer: Answer, *, who: str, saying: str) -> UploadError:
    if answer.status in _WAITS:
        return BackendBusy(f"{who} is busy.{saying}", retry_after_s=answer.retry_after_s)
    return BackendUnreachable(f"{who} has a problem of its own ({answer.status}).{saying}")


def _said(answer: Answer) -> dict[str, object] | None:
    try:
        value = answer.json()
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _problem(said: dict[str, object], status: int) -> Problem | None:
    """The problem by its type, by the code of the envelope, or by the status."""
    match said.get("type"):
        case str(uri) if uri.startswith(_URN) and uri.removeprefix(_URN) in set(Problem):
            return Problem(uri.removeprefix(_URN))
    match said.get("error_code"):
        case str(code) if code.lower() in _BY_CODE:
            return _BY_CODE[code.lower()]
    return _BY_STATUS.get(HTTPStatus(status)) if status in set(HTTPStatus) else None


def _saying(said: dict[str, object], secret: str) -> str:
    """What the backend says for people, shortened to printable text, and never with the credential in it."""
    for key in ("detail", "message", "error"):
        text = said.get(key)
        if not isinstance(text, str):
            continue
        clean = "".join(char if char.isprintable() else " " for char in text)
        clean = clean.replace(secret, "…") if secret else clean
        if told := clean.strip()[:_LONGEST_SAYING]:
            return f" It says: {told}{'.' if told[-1].isalnum() else ''}"
    return ""


def _stream(value: object, who: str) -> StreamDescriptor:
    match value:
        case {"stream_id": str(stream_id), "track": str(track)} if stream_id and "/" not in stream_id:
            url = value.get("url") if isinstance(value, dict) else None
            return StreamDescriptor(stream_id=stream_id, track=track, url=url if isinstance(url, str) else "")
    raise unsuitable(who, "names a track in a way that is not understood")


def _limit(limits: object, name: str, default: int) -> int:
    value = limits.get(name) if isinstance(limits, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else default
