"""Routes that are made when they are first asked."""

from __future__ import annotations

import asyncio
import importlib
from copy import copy
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from lookhear.backend.api.later import LateRoute, LaterRouter
from lookhear.backend.api.openapi import DescribedApi
from lookhear.backend.app import ROUTERS
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI


def asked(app: FastAPI, *paths: str, method: str = "GET") -> list[int]:
    async def scene() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
            return [(await client.request(method, path)).status_code for path in paths]

    return asyncio.run(scene())


def served(router: APIRouter, head: str) -> FastAPI:
    app = DescribedApi(openapi_url=None)
    app.mount_router(LaterRouter([head], lambda: router))
    return app


def is_described(route: object) -> bool:
    return "dependant" in vars(route)


def test_a_router_is_made_once_and_only_when_it_is_asked() -> None:
    made: list[APIRouter] = []

    def make() -> APIRouter:
        router = APIRouter()
        router.add_api_route("/here/{name}", lambda name: {"name": name})
        made.append(router)
        return router

    app = DescribedApi(openapi_url=None)
    app.mount_router(LaterRouter(["here"], make))
    assert asked(app, "/there/1", "/hereafter", "/") == [404, 404, 404]
    assert made == []
    assert asked(app, "/here/1", "/here", "/here/2") == [200, 404, 200]
    assert len(made) == 1


def test_only_the_route_that_answers_is_described() -> None:
    router = APIRouter(route_class=LateRoute, prefix="/here")
    router.add_api_route("/{number}", lambda number: {"number": number}, methods=["post"])
    router.add_api_route("/{name}", lambda name: {"name": name})
    app = served(router, "here")
    assert [is_described(route) for route in router.routes] == [False, False]
    assert asked(app, "/here/1", "/here/2") == [200, 200]
    assert [is_described(route) for route in router.routes] == [False, True]
    assert asked(app, "/here/1", method="POST") == [200]
    assert [is_described(route) for route in router.routes] == [True, True]


def test_another_method_is_refused_by_the_first_route_of_the_path() -> None:
    router = APIRouter(route_class=LateRoute)
    router.add_api_route("/here/{name}", lambda name: name, methods=["PUT"])
    router.add_api_route("/here/{name}", lambda name: name)
    assert asked(served(router, "here"), "/here/1", method="DELETE") == [405]


def test_a_route_is_what_it_would_have_been_at_once() -> None:
    def get(name: str) -> str:
        """What it does."""
        return name

    late, plain = (kind("/here/{name}", get, tags=["those"], status_code=201) for kind in (LateRoute, APIRoute))
    copied = copy(late)
    assert late == copied == plain
    assert [is_described(route) for route in (late, copied)] == [False, False]
    assert copied.name == "get"
    assert [is_described(route) for route in (late, copied)] == [False, True]
    for known in ("path", "path_format", "path_regex", "methods", "name", "tags", "status_code", "unique_id", "description"):
        assert getattr(late, known) == getattr(plain, known), known
    assert [field.name for field in late.dependant.path_params] == ["name"]
    with pytest.raises(AttributeError):
        _ = late.nothing  # type: ignore[attr-defined]


def test_every_module_is_known_by_the_first_words_of_its_paths(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        for name, heads in ROUTERS.items():
            router = importlib.import_module(f"lookhear.backend.api.{name}").router(backend.services)
            assert {route.path.split("/")[1] for route in router.routes} == set(heads), name
            assert not any(is_described(route) for route in router.routes if isinstance(route, APIRoute)), name
