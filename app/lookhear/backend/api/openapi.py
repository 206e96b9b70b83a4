"""The description of the API, ``/openapi.json``: read from the routes themselves, so that it cannot say anything else than they do.

What a route takes stands in its dependencies (`deps.Requirement`, `deps.JsonBody`) and its parameters; what it answers follows from
these: a route with a credential can answer 401, one with a body 413, and so on. Only what cannot be seen from outside, the shape of
an answer's ``data`` and what is no JSON, stands in a table of its own: see `openapi_answers`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from lookhear.backend.api.deps import JsonBody, Requirement
from lookhear.backend.api.init_session import Minter
from lookhear.backend.api.openapi_answers import BODIES, MEDIA, PLAIN, REDIRECTS, SLOW, STATUSES, data_of, summary_of
from lookhear.backend.api.openapi_ingest import PATHS as INGEST_PATHS
from lookhear.backend.api.openapi_shapes import COMPONENTS, MODEL, envelope, slow_envelope
from lookhear.backend.records import CredentialKind
from lookhear.protocol.ingest import TOKEN_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fastapi import APIRouter
    from fastapi.dependencies.models import Dependant

    from lookhear.backend.api.deps import Body
    from lookhear.backend.api.later import LaterRouter
    from lookhear.backend.api.openapi_answers import Media

Json: TypeAlias = dict[str, Any]

DESCRIPTION: Final = """\
Every answer in JSON is an envelope: `success`, `status`, `message` and `data`, or `success: false`, `message` and `error_code`.
Paths mean the same with doubled slashes and with one at their end. Unknown fields of a body are ignored, and null means the same as
leaving a field out. Who asks is said by the header `x-access-token`."""
SCHEMES: Final = {
    CredentialKind.API_KEY: ("apiKey", "An API key (`sk-…`): the user's backend. It may do everything."),
    CredentialKind.CLIENT_TOKEN: ("clientToken", "A client token (`st-…`): a desktop, for the account or for one session."),
    CredentialKind.GRANT: ("ingestGrant", "An ingest grant (`ig-…`): a recorder, for its recording only; it reads nothing."),
}
_JSON: Final = "application/json"
REFUSALS: Final = {
    HTTPStatus.BAD_REQUEST: "The request makes no sense",
    HTTPStatus.UNAUTHORIZED: "No credential, or one that nobody issued, that has expired or was revoked",
    HTTPStatus.FORBIDDEN: "A credential for something else, a foreign name of this backend, or a page of another origin",
    HTTPStatus.NOT_FOUND: "Nothing has this identifier",
    HTTPStatus.CONFLICT: "It contradicts what is there already",
    HTTPStatus.GONE: "It was there, and was kept long enough",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "More than is taken at once",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "A body of another kind than is taken",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter or a field that makes no sense; the sentence names it",
    HTTPStatus.TOO_MANY_REQUESTS: "More than this key may ask for now; Retry-After says when it may again",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too much waits for the disk; Retry-After says when to come again",
    HTTPStatus.INSUFFICIENT_STORAGE: "The disk is full",
}
"""Every status a call may be refused with. What an operation can answer is some of these."""


class DescribedApi(FastAPI):
    """An application whose description is made from what it was given to mount."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever FastAPI takes
        super().__init__(**settings)
        self._described: list[LaterRouter] = []

    def mount_router(self, router: LaterRouter) -> None:
        """Answer with a router, and describe its routes when somebody asks."""
        self._described.append(router)
        self.routes.append(router)

    def openapi(self) -> Json:
        """The document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = document([router.made for router in self._described], title=self.title, version=self.version)
        return self.openapi_schema


def document(routers: Iterable[APIRouter], *, title: str, version: str) -> Json:
    """The OpenAPI 3.1 document of these routers and of ingest, whose routes are no APIRoutes."""
    routes = list(routes_of(routers))
    known = [_for_framework(route, name) for route, name in zip(routes, operation_ids(routes), strict=True)]
    found: Json = get_openapi(title=title, version=version, description=DESCRIPTION, routes=known)
    components = found.setdefault("components", {})
    schemas: Json = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):  # what the framework would answer, and this one does not
        schemas.pop(unused, None)
    for route in routes:
        for method in route.methods or ():
            if method != "HEAD":
                _describe(found["paths"][route.path_format][method.lower()], route, schemas)
    found["paths"] |= copy.deepcopy(INGEST_PATHS)
    schemas |= COMPONENTS
    components["responses"] = {
        f"Refused{int(status)}": {"description": text, "content": {_JSON: {"schema": {"$ref": f"{MODEL}Failure"}}}}
        for status, text in REFUSALS.items()
    }
    components["securitySchemes"] = {
        name: {"type": "apiKey", "in": "header", "name": TOKEN_HEADER, "description": text} for name, text in SCHEMES.values()
    }
    return found


def routes_of(routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    """The routes of routers, as they were written."""
    for router in routers:
        yield from (route for route in router.routes if isinstance(route, APIRoute) and route.include_in_schema)


def operation_ids(routes: Sequence[APIRoute]) -> list[str]:
    """The names of what routes do: module and function, so that they stay while other routes come and go.

    Where one function's name stands for several paths, the words of the path that the others do not have are behind it.
    """
    names = [f"{route.endpoint.__module__.rpartition('.')[2]}_{route.name}" for route in routes]
    words: dict[str, list[set[str]]] = {}
    for name, route in zip(names, routes, strict=True):
        words.setdefault(name, []).append(set(_literals(route)))
    found = []
    for name, route in zip(names, routes, strict=True):
        shared = set.intersection(*words[name])
        found.append("_".join([name, *(word for word in _literals(route) if len(words[name]) > 1 and word not in shared)]))
    return found


def _literals(route: APIRoute) -> list[str]:
    return [segment.partition(".")[0] for segment in route.path_format.split("/") if segment and "{" not in segment]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a route wants, found in its dependencies. ``kinds`` None: no credential; ``is_optional``: not always."""

    kinds: tuple[CredentialKind, ...] | None
    is_optional: bool
    body: JsonBody[Body] | None


def wants_of(route: APIRoute) -> Wants:
    """What a route wants of a request."""
    kinds: tuple[CredentialKind, ...] | None = None
    body, is_optional = None, False
    for call in _calls(route.dependant):
        if isinstance(call, Requirement):
            kinds = call.kinds
        elif isinstance(call, Minter):
            kinds, is_optional = call.required.kinds, True
        elif isinstance(call, JsonBody):
            body = call
    return Wants(kinds, is_optional, body)


def _calls(dependant: Dependant) -> Iterator[object]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)


def _for_framework(route: APIRoute, name: str) -> APIRoute:
    """A copy under its stable name, without HEAD, which the framework would list a second time under the same one."""
    known = copy.copy(route)
    known.operation_id = known.unique_id = name
    known.methods = set(route.methods or ()) - {"HEAD"}
    return known


def _describe(operation: Json, route: APIRoute, schemas: Json) -> None:
    wants = wants_of(route)
    operation["summary"] = summary_of(operation["operationId"]) or operation["summary"]
    if wants.kinds is not None:
        operation["security"] = [{SCHEMES[kind][0]: []} for kind in wants.kinds] + ([{}] if wants.is_optional else [])
    if wants.body is not None:
        operation["requestBody"] = _request_body(wants.body, schemas)
    elif operation["operationId"] in BODIES:
        operation["requestBody"] = BODIES[operation["operationId"]]
    failures = _statuses(operation, is_change=not route.methods or not route.methods <= {"GET", "HEAD"})
    operation["responses"] = _successes(operation) | {str(int(status)): _failure(status) for status in failures}
    _, media = MEDIA.get(operation["operationId"], ("", None))
    if media is not None and media.fails_alike:
        for status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            operation["responses"][str(int(status))] = {"description": REFUSALS[status], "content": {kind: {} for kind in media.types}}


def _request_body(body: JsonBody[Body], schemas: Json) -> Json:
    """The body of a request, whose model goes to the components under its module's name."""
    module = body.model.__module__.rpartition(".")[2]
    own = body.model.model_json_schema(ref_template=f"{MODEL}{module}.{{model}}")
    for name, schema in own.pop("$defs", {}).items():
        schemas[f"{module}.{name}"] = schema
    name = f"{module}.{body.model.__name__}"
    schemas[name] = own
    one: Json = {"$ref": MODEL + name}
    schema = {"type": "array", "items": one} if body.is_array else one
    return {"content": {_JSON: {"schema": schema}}, "required": body.is_array or bool(own.get("required"))}


def _successes(operation: Json) -> Json:
    """What is answered when all is well."""
    name = operation["operationId"]
    status = next(iter(operation["responses"]))
    if name in REDIRECTS:
        return {"307": {"description": "Where it is"}}
    if name in MEDIA:
        return _media(status, *MEDIA[name])
    if name in PLAIN:
        return {status: {"description": "Plain JSON, without the envelope", "content": {_JSON: {"schema": PLAIN[name][1]}}}}
    schema = slow_envelope(data_of(name)) if name in SLOW else envelope(data_of(name))
    return {status: {"description": "Done", "content": {_JSON: {"schema": schema}}}}


def _media(status: str, text: str, media: Media) -> Json:
    content: Json = {kind: {} for kind in media.types}
    found: Json = {status: {"description": text, "content": content}}
    if media.has_ranges:
        found["206"] = {"description": "The part that Range asks for", "content": content}
        found["304"] = {"description": "It is as it was when it had the ETag that If-None-Match names"}
        found["416"] = {"description": "There is nothing in that range"}
    return found


def _statuses(operation: Json, *, is_change: bool) -> list[HTTPStatus]:
    """What can be answered when all is not well."""
    found = {HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE}  # the gate; a store that is busy
    parameters = operation.get("parameters", ())
    if "security" in operation:
        found |= {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}
    if "requestBody" in operation:
        found |= {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY}
    if parameters:
        found |= {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
    if any(parameter["in"] == "path" for parameter in parameters) or operation["operationId"] in MEDIA:
        found |= {HTTPStatus.GONE, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}  # it is not there any more, not at all, or not yet
    if is_change:
        found |= {HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND, HTTPStatus.INSUFFICIENT_STORAGE}
    return sorted(found | STATUSES.get(operation["operationId"], frozenset()))


def _failure(status: HTTPStatus) -> Json:
    return {"$ref": f"#/components/responses/Refused{int(status)}"}
