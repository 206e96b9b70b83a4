"""What routers share: who asks, what a body says, what an answer looks like."""

from __future__ import annotations

import asyncio
import inspect
import json
import math
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from fastapi import Depends
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from lookhear.backend.records import Credential, CredentialKind
from lookhear.backend.services import Services
from lookhear.errors import BodyTooLarge, Forbidden, InvalidRequest
from lookhear.protocol.envelope import success
from lookhear.protocol.ingest import TOKEN_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable

API_KEY: Final = CredentialKind.API_KEY
CLIENT_TOKEN: Final = CredentialKind.CLIENT_TOKEN
GRANT: Final = CredentialKind.GRANT
MAX_JSON_BYTES: Final = 64 << 10
MAX_JSON_DEPTH: Final = 32
BODY_S: Final = 20.0
_NAMES: Final = {API_KEY: "an API key", CLIENT_TOKEN: "a client token", GRANT: "an ingest grant"}


class Body(BaseModel):
    """A JSON body. Null and missing mean the same, keys that nobody knows are ignored (contract §1.6 H12).

    ``TAKEN_BACK_BY_NULL`` names keys of ours in a change, which null sets back to nothing.
    """

    TAKEN_BACK_BY_NULL: ClassVar[frozenset[str]] = frozenset()
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if item is not None or key in cls.TAKEN_BACK_BY_NULL}


M = TypeVar("M", bound=Body)
BLANK: Final = BeforeValidator(lambda text: None if text == "" else text)
"""For a parameter of a list that may be left empty, as in ``?status=&limit=``: ``Annotated[Limit | None, BLANK, Query()]``.

What the value must be stands in ``Limit``. In ``Query(ge=1)`` it would be asked of None too, which fails.
"""


def services_of(request: Request) -> Services:
    """The services of the application that answers."""
    found: Services = request.app.state.services
    return found


ASKED: Final = inspect.Signature([inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)])
"""What a dependency that is an object takes: the framework reads annotations of functions only."""


class Requirement:
    """A dependency that gives the credential of a request: of one of these kinds, and not beyond what one may ask for in a second.

    ``reach`` names the parameter of the path that a credential which is bound to one session must be good for.
    """

    __signature__ = ASKED

    def __init__(self, kinds: Iterable[CredentialKind], *, reach: str | None = None) -> None:
        self.kinds = tuple(kinds)
        self.reach = reach

    async def __call__(self, request: Request) -> Credential:
        """Who asks. Raises Unauthorized, Forbidden, TooMany."""
        services = services_of(request)
        credential = await services.auth.identify(request.headers.get(TOKEN_HEADER))
        services.limits.take(credential.sha256)
        if credential.kind not in self.kinds:
            wanted = " or ".join(_NAMES[kind] for kind in self.kinds)
            raise Forbidden(f"This needs {wanted}, and {_NAMES[credential.kind]} was sent.")
        if self.reach is not None:
            await services.sessions.check_reach(credential, request.path_params[self.reach])
        return credential


class JsonBody(Generic[M]):
    """A dependency that gives the request's JSON body as a model, or as many of them as an array holds."""

    __signature__ = ASKED

    def __init__(self, model: type[M], *, is_array: bool = False, max_bytes: int = MAX_JSON_BYTES) -> None:
        self.model = model
        self.is_array = is_array
        self.max_bytes = max_bytes

    async def __call__(self, request: Request) -> M | tuple[M, ...]:
        """The body. Raises InvalidRequest, BodyTooLarge."""
        raw = await raw_body(request, max_bytes=self.max_bytes)
        return parsed_rows(self.model, raw) if self.is_array else parsed(self.model, raw)


def require(*kinds: CredentialKind) -> Requirement:
    """A dependency: the credential of the request, which must be of one of these kinds."""
    return Requirement(kinds)


def reaching(parameter: str) -> Requirement:
    """A dependency: an API key, or a client token that is good for the session, stream or video in this parameter of the path."""
    return Requirement((API_KEY, CLIENT_TOKEN), reach=parameter)


def body(model: type[M], *, max_bytes: int = MAX_JSON_BYTES) -> Any:  # noqa: ANN401 - what FastAPI's Depends is, in a parameter's type
    """A dependency: the request's JSON body as this model. No body counts as an empty one, whatever the content type says."""
    return Depends(JsonBody(model, max_bytes=max_bytes))


def rows(model: type[M]) -> Any:  # noqa: ANN401 - as above
    """A dependency: the objects of a JSON array, as a tuple of this model."""
    return Depends(JsonBody(model, is_array=True))


async def raw_body(request: Request, *, max_bytes: int = MAX_JSON_BYTES) -> bytes:
    """The bytes of a JSON body. Raises BodyTooLarge before more than its limit is held, InvalidRequest when it does not come."""
    chunks, size = [], 0
    try:
        async with asyncio.timeout(BODY_S):
            async for chunk in request.stream():
                size += len(chunk)
                if size > max_bytes:
                    raise BodyTooLarge(f"A body here may have {max_bytes >> 10} KiB at most.")
                chunks.append(chunk)
    except TimeoutError as exc:
        raise InvalidRequest("The body came too slowly.", hint="Send it again.") from exc
    except ClientDisconnect as exc:
        raise InvalidRequest("The connection ended before the body did.") from exc
    return b"".join(chunks)


def parsed(model: type[M], raw: bytes) -> M:
    """Read a JSON object. Raises InvalidRequest with a sentence that names the first wrong field."""
    return _validated(model, json_object(raw))


def parsed_rows(model: type[M], raw: bytes) -> tuple[M, ...]:
    """Read a JSON array of objects. Raises InvalidRequest."""
    value = json_value(raw)
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InvalidRequest("The body must be a JSON array of objects.")
    return tuple(_validated(model, row) for row in value)


def json_object(raw: bytes) -> dict[str, object]:
    """A body's JSON object; nothing and null count as an empty one. Raises InvalidRequest for anything that could not be told again."""
    value = json_value(raw)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return value


def json_value(raw: bytes) -> object:
    """What a body says; None for an empty one. Raises InvalidRequest for what is no JSON, or could not be told again, or is too deep."""
    try:
        value: object = json.loads(raw, parse_constant=_no_number, parse_float=_finite) if raw.strip() else None
        text = json.dumps(value, ensure_ascii=False)
        text.encode()  # half of a surrogate pair is JSON, but no text
    except (ValueError, RecursionError) as exc:
        raise InvalidRequest("The body is not JSON.") from exc
    if _depth(value) > MAX_JSON_DEPTH:
        raise InvalidRequest(f"The body is nested deeper than {MAX_JSON_DEPTH} levels.")
    return value


def _validated(model: type[M], value: object) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise InvalidRequest(f"{where}: {message}." if where else f"{message}.") from exc


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        inside = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)]
        level = [item for items in inside for item in items]
    return depth


def reply(data: dict[str, object] | list[object] | None = None, *, status: int = 200, message: str = "") -> JSONResponse:
    """A successful answer in the envelope."""
    return JSONResponse(success(data, message=message), status_code=status)


def base_url(request: Request) -> str:
    """What this backend is called by who asks, without a slash at the end: for links in answers."""
    settings = services_of(request).settings
    if settings.public_url is not None:
        return settings.public_url
    scheme, host = request.scope.get("scheme", "http"), request.headers.get("host", "")
    if settings.is_behind_proxy:
        scheme = request.headers.get("x-forwarded-proto", scheme).split(",")[0].strip()
        host = request.headers.get("x-forwarded-host", host).split(",")[0].strip()
    return f"{scheme}://{host}" if host else settings.base_url
