"""The description of ingest, whose routes are no APIRoutes: a recorder sends eight bodies a second, so they are plain ASGI."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from lookhear.backend.api.openapi_shapes import MODEL, Json, schema_of
from lookhear.protocol.ingest import MAX_NUMBER, STOP_HEADER, Problem

_JSON: Final = "application/json"
_PROBLEM: Final = "application/problem+json"
_ALWAYS: Final = (
    Problem.UNAUTHORIZED,
    Problem.FORBIDDEN,
    Problem.NOT_FOUND,
    Problem.BAD_REQUEST,
    Problem.CONFLICT,
    Problem.CLOSED,
    Problem.BUSY,
    Problem.DISK_FULL,
)
_OF_BODIES: Final = (
    Problem.TOO_SLOW,
    Problem.LENGTH_REQUIRED,
    Problem.INIT_MISSING,
    Problem.TOO_LARGE,
    Problem.WRONG_TYPE,
    Problem.NOT_A_FRAGMENT,
)


def _parameter(name: str, where: str, schema: Json, *, is_required: bool = True) -> Json:
    return {"name": name, "in": where, "required": is_required, "schema": schema}


_ID: Final[Json] = {"type": "string", "minLength": 1}
_COUNT: Final[Json] = {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER}
_STREAM: Final = _parameter("stream_id", "path", _ID)
_NUMBER: Final = _parameter("number", "path", _COUNT)
_INIT: Final = _parameter("init", "query", {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER}, is_required=False)
_STOP: Final[Json] = {
    STOP_HEADER: {"description": "The end of the session was asked for: end the recording.", "schema": {"type": "string", "enum": ["1"]}}
}
_DIGEST: Final = _parameter("Content-Digest", "header", {"type": "string", "pattern": "^sha-256=:[A-Za-z0-9+/]{43}=:$"})


def _problems(*problems: Problem) -> Json:
    content = {_PROBLEM: {"schema": {"$ref": f"{MODEL}Problem"}}}
    return {str(int(problem.status)): {"description": HTTPStatus(problem.status).phrase, "content": content} for problem in problems}


def _json(text: str, schema: Json) -> Json:
    return {"200": {"description": text, "content": {_JSON: {"schema": schema}}}}


def _operation(name: str, summary: str, *, parameters: list[Json], responses: Json, **more: object) -> Json:
    security: list[Json] = [{"ingestGrant": []}]
    return {
        "tags": ["ingest"],
        "summary": summary,
        "operationId": f"ingest_{name}",
        "parameters": parameters,
        "security": security,
        "responses": responses,
        **more,
    }


def _put(name: str, summary: str, *, parameters: list[Json], types: tuple[str, ...]) -> Json:
    stored: Json = {
        "200": {"description": "It was stored already", "headers": _STOP},
        "201": {"description": "Stored, and durable", "headers": _STOP},
    }
    body = {"required": True, "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}}
    return _operation(name, summary, parameters=parameters, responses=stored | _problems(*_ALWAYS, *_OF_BODIES), requestBody=body)


_COMPLETION: Final[Json] = {
    "type": "object",
    "properties": {
        "last_seq": {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER, "description": "zero: the track holds nothing"},
        "inits": {"type": "array", "items": _COUNT},
        "lost": {"type": "array", "items": {"$ref": f"{MODEL}Range"}, "description": "what will never come"},
    },
    "required": ["last_seq"],
}
_TYPES: Final = ("video/mp4", "audio/mp4", "application/x-ndjson")
PATHS: Final[Json] = {
    "/ingest/v1/streams/{stream_id}/init/{number}": {
        "put": _put("init", "Store an init segment.", parameters=[_STREAM, _NUMBER, _DIGEST], types=_TYPES[:2])
    },
    "/ingest/v1/streams/{stream_id}/fragments/{number}": {
        "put": _put("fragment", "Store a fragment.", parameters=[_STREAM, _NUMBER, _INIT, _DIGEST], types=_TYPES)
    },
    "/ingest/v1/streams/{stream_id}": {
        "get": _operation(
            "status",
            "What is stored of a track. A grant that has run out may ask, too.",
            parameters=[_STREAM],
            responses=_json("What is there", schema_of("TrackStatus")) | _problems(*_ALWAYS),
        )
    },
    "/ingest/v1/streams/{stream_id}/complete": {
        "post": _operation(
            "complete",
            "Nothing more will come of a track. The answer of 409 names what is missing.",
            parameters=[_STREAM],
            responses=_json("It is complete", schema_of("TrackStatus")) | _problems(*_ALWAYS, Problem.TOO_LARGE, Problem.NOT_A_FRAGMENT),
            requestBody={"required": True, "content": {_JSON: {"schema": _COMPLETION}}},
        )
    },
    "/ingest/v1/recordings/{recording_id}/grant": {
        "post": _operation(
            "grant",
            "The grant in the header lives on, as long as a track of its recording is open.",
            parameters=[_parameter("recording_id", "path", _ID)],
            responses=_json("The same grant with a new end", schema_of("Ingest")) | _problems(*_ALWAYS),
        )
    },
}
