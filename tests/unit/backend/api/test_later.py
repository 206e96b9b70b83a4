"""Routers that are made when they are first asked."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

import httpx
from fastapi import APIRouter, FastAPI

from lookhear.backend.api.later import LaterRouter
from lookhear.backend.app import ROUTERS
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


def asked(app: FastAPI, *paths: str) -> list[int]:
    async def scene() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
            return [(await client.get(path)).status_code for path in paths]

    return asyncio.run(scene())


def test_a_router_is_made_once_and_only_when_it_is_asked() -> None:
    made: list[APIRouter] = []

    def make() -> APIRouter:
        router = APIRouter()
        router.add_api_route("/here/{name}", lambda name: {"name": name})
        made.append(router)
        return router

    app = FastAPI(openapi_url=None)
    app.include_router(LaterRouter(["here"], make))
    assert asked(app, "/there/1", "/hereafter", "/") == [404, 404, 404]
    assert made == []
    assert asked(app, "/here/1", "/here", "/here/2") == [200, 404, 200]
    assert len(made) == 1


def test_every_module_is_known_by_the_first_words_of_its_paths(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        for name, heads in ROUTERS.items():
            router = importlib.import_module(f"lookhear.backend.api.{name}").router(backend.services)
            assert {route.path.split("/")[1] for route in router.routes} == set(heads), name
