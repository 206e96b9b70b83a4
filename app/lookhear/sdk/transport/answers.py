"""Reads what a backend answers: envelopes (contract §1.3, §1.4), refusals (§1.5), and what is neither. No I/O."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, urlsplit

from lookhear.errors import AuthenticationError, InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = Any
"""What JSON can say. Whoever reads it looks before believing."""

_MOST_CHARS: Final = 600  # of somebody else's sentence
_WORKING: Final = frozenset({"processing", "in progress"})
_OPERATION: Final = "async-response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the status, Retry-After in seconds (zero without) and the body."""

    status: int
    retry_after_s: float = 0.0
    body: bytes = field(default=b"", repr=False)

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004 - the class of statuses that RFC 9110 calls successful


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a backend said: ``data``, and while it still works on it, where to ask next (``output_url``)."""

    data: Json = field(repr=False)
    is_working: bool = False
    output_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the answers of one backend. ``who`` names it in sentences; ``secret`` never appears in one."""

    who: str
    secret: str = field(repr=False)

    def envelope(self, answer: Answer) -> Envelope:
        """The first answer to a question. Raises AuthenticationError, NotFoundError, InvalidRequestError."""
        body = self._body(answer)
        data = _data(body)
        if body.get("status") == "processing":
            if body.get("request_type") == "async":  # whoever asked wants to be called back
                return Envelope(data=data)
            return Envelope(data=data, is_working=True, output_url=_output_url(data))
        return Envelope(data=data)

    def outcome(self, answer: Answer) -> Envelope:
        """An answer to the question what became of an operation. Raises as `envelope`."""
        body = self._body(answer, is_poll=True)
        if body.get("status") in _WORKING:
            return Envelope(data=_data(body), is_working=True, output_url=_output_url(_data(body)))
        inner = body.get("response")
        if isinstance(inner, dict):
            body = inner
        if body.get("success") is not True:
            raise InvalidRequestError(self._sentence(body, "The operation failed"), error_code=_word(body), status=answer.status)
        return Envelope(data=_data(body))

    def _body(self, answer: Answer, *, is_poll: bool = False) -> dict[str, Json]:
        body = _parsed(answer.body)
        if not answer.is_success:
            raise self._refusal(answer, body or {})
        if body is None or (not is_poll and body.get("success") not in {True, False}):
            raise InvalidRequestError(
                f"{self.who} answers something that no capture backend says ({_kind(answer.body)}).",
                hint="Look at base_url: a sign-in page or another program may answer there.",
                status=answer.status,
            )
        if body.get("success") is False and not (is_poll and body.get("status") in _WORKING):
            raise InvalidRequestError(self._sentence(body, "It was not done"), status=answer.status, error_code=_word(body))
        return body

    def _refusal(self, answer: Answer, body: Mapping[str, Json]) -> AuthenticationError | InvalidRequestError:
        status, code = answer.status, _word(body)
        sentence = self._sentence(body, f"{self.who} answers {status} ({_phrase(status)})")
        if status == HTTPStatus.UNAUTHORIZED:
            return AuthenticationError(
                sentence, hint="Look at the key or the token: it may be another backend's, have expired or be taken back."
            )
        if status == HTTPStatus.NOT_FOUND:
            return NotFoundError(sentence, hint="" if body else "Look at base_url, and at the identifier.", status=status, error_code=code)
        if status // 100 == 3:  # noqa: PLR2004 - the class of statuses that redirect
            return InvalidRequestError(
                f"{self.who} sends us elsewhere ({status}), and a credential is not carried along.",
                hint="Give the address that it really has as base_url; a sign-in page of the network answers like this as well.",
                status=status,
            )
        return InvalidRequestError(sentence, hint=_hint(answer), status=status, error_code=code)

    def _sentence(self, body: Mapping[str, Json], otherwise: str) -> str:
        """The backend's own words, without the credential, as one line that ends."""
        message = body.get("message")
        said = " ".join(message.split()) if isinstance(message, str) else ""
        if self.secret:
            said = said.replace(self.secret, "…")
        text = said[:_MOST_CHARS] or otherwise
        return text if text[-1] in ".!?…" else f"{text}."


def segment(text: object) -> str:
    """An identifier as one segment of a path. Raises InvalidRequestError for what cannot be one: nothing, a dot, no text."""
    if not isinstance(text, str) or text.strip() in {"", ".", ".."}:
        raise InvalidRequestError(f"{text!r:.100} is no identifier.", hint="It looks like cap-01jd…, rts-01jd… or m-01jd….")
    return quote(text, safe="", errors="replace")


def encoded(body: Json) -> bytes:
    """A body as JSON. Raises InvalidRequestError for what JSON cannot say."""
    try:
        return json.dumps(body, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as exc:
        raise InvalidRequestError(f"This cannot be sent as JSON: {exc}.") from exc


def poll_address(base_url: str, output_url: str) -> str:
    """Where to ask what became of an operation. Raises InvalidRequestError.

    The backend names it, and the credential goes along: so it must be the backend's own. A backend that is reached by another name than
    it has itself (through a tunnel, behind a proxy) is asked at the name it was reached by.
    """
    base, named = urlsplit(base_url), urlsplit(output_url)
    _, found, operation = named.path.rpartition(f"/{_OPERATION}/")
    if found and operation and "/" not in operation.rstrip("/"):
        return f"{base_url}/{_OPERATION}/{operation}" + (f"?{named.query}" if named.query else "")
    if (named.scheme, named.netloc) == (base.scheme, base.netloc):
        return output_url
    raise InvalidRequestError("The backend works on it and does not say where to ask for the outcome.")


def _parsed(body: bytes) -> dict[str, Json] | None:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _data(body: Mapping[str, Json]) -> Json:
    data = body.get("data")
    return {} if data is None else data


def _output_url(data: Json) -> str:
    url = data.get("output_url") if isinstance(data, dict) else None
    return url if isinstance(url, str) else ""


def _word(body: Mapping[str, Json]) -> str:
    code = body.get("error_code")
    return code[:100] if isinstance(code, str) else ""


def _hint(answer: Answer) -> str:
    if answer.retry_after_s:
        return f"Ask again in {answer.retry_after_s:.0f} seconds."
    return "Ask again later." if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else ""


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "a status that nobody knows"


def _kind(body: bytes) -> str:
    """What a body is that is no envelope, without a word of what it holds."""
    start = body[:200].lstrip().lower()
    if not start:
        return "nothing at all"
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        return "a page"
    return "JSON of another form" if start[:1] in b'{["' else "no JSON"
