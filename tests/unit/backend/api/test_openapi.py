"""The description says what the routes take and can answer, because it is read from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse  # noqa: TC002 - the framework reads annotations while the program runs

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, body, reply, require, rows
from lookhear.backend.api.openapi import document
from lookhear.backend.api.openapi_answers import ANSWERS, BODIES, MEDIA, PLAIN, REDIRECTS, SLOW, STATUSES, summary_of
from lookhear.backend.records import Credential  # noqa: TC001 - as above
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = {"get", "post", "put", "patch", "delete"}


class Inner(Body):
    """Something inside."""

    text: str


class Wanted(Body):
    """What is wanted."""

    name: str
    inner: Inner | None = None


class Loose(Body):
    """Nothing is needed."""

    name: str = "x"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The description of three routes."""
    api = APIRouter(tags=["things"])

    @api.post("/things", status_code=201)
    async def create(_who: Annotated[Credential, Depends(require(API_KEY))], wanted: Annotated[Wanted, body(Wanted)]) -> JSONResponse:
        return reply({"name": wanted.name})

    @api.put("/things")
    async def replace(wanted: Annotated[tuple[Loose, ...], rows(Loose)]) -> JSONResponse:
        return reply({"count": len(wanted)})

    @api.api_route("/things/{thing_id}", methods=["GET", "HEAD"])
    async def get(thing_id: str, _who: Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]) -> JSONResponse:
        return reply({"id": thing_id})

    return document([api], title="Things", version="1")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The description of the whole backend, as anybody may ask for it."""
    with ServedBackend(tmp_path_factory.mktemp("backend")) as backend:
        answer = backend.ask("GET", "/openapi.json", key=None)
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found


def operations(found: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in found["paths"].items():
        yield from ((path, method, operation) for method, operation in item.items() if method in METHODS)


def test_a_body_is_described_with_all_that_is_inside_it(told: dict[str, Any]) -> None:
    wanted = told["paths"]["/things"]["post"]["requestBody"]
    assert wanted["required"] is True
    assert wanted["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/test_openapi.Wanted"}
    schemas = told["components"]["schemas"]
    assert schemas["test_openapi.Wanted"]["required"] == ["name"]
    assert schemas["test_openapi.Inner"]["properties"]["text"]["type"] == "string"


def test_an_array_is_an_array_of_what_is_in_it(told: dict[str, Any]) -> None:
    schema = told["paths"]["/things"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"type": "array", "items": {"$ref": "#/components/schemas/test_openapi.Loose"}}


def test_who_may_ask_and_what_may_be_answered_follow_from_what_a_route_takes(told: dict[str, Any]) -> None:
    create, replace = told["paths"]["/things"]["post"], told["paths"]["/things"]["put"]
    assert create["security"] == [{"apiKey": []}]
    assert create["responses"].keys() == {"201", "401", "403", "404", "409", "413", "422", "429", "503", "507"}
    assert "security" not in replace
    assert replace["responses"].keys() == {"200", "403", "404", "409", "413", "422", "503", "507"}
    get = told["paths"]["/things/{thing_id}"]["get"]
    assert get["security"] == [{"apiKey": []}, {"clientToken": []}]
    assert get["responses"].keys() == {"200", "401", "403", "404", "409", "410", "422", "429", "503"}
    assert "head" not in told["paths"]["/things/{thing_id}"]


def test_every_operation_is_described_by_a_sentence(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert [name for name in names if not name.startswith("ingest_") and summary_of(name) is None] == []


def test_no_description_is_left_of_an_operation_that_is_gone(described: dict[str, Any]) -> None:
    names = {operation["operationId"] for _, _, operation in operations(described)}
    assert (ANSWERS.keys() | PLAIN.keys() | MEDIA.keys() | STATUSES.keys() | BODIES.keys() | SLOW | REDIRECTS) - names == set()


def test_every_operation_of_the_backend_has_a_name_of_its_own_and_the_parameters_of_its_path(described: dict[str, Any]) -> None:
    found = list(operations(described))
    names = [operation["operationId"] for _, _, operation in found]
    assert len(names) > 40
    assert len(set(names)) == len(names)
    for path, method, operation in found:
        named = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path)), f"{method} {path}"


def test_every_reference_of_the_description_leads_somewhere(described: dict[str, Any]) -> None:
    def references(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            for inside in value.values():
                yield from references(inside)
        elif isinstance(value, list):
            for inside in value:
                yield from references(inside)

    named = set(references(described))
    assert named
    for reference in named:
        _, _, kind, name = reference.split("/", 3)
        assert name in described["components"][kind], reference
