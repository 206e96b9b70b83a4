"""The application: every path of the contract is there, and background work begins again when it fails."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI

from lookhear.backend import app as module
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path

PATHS = """
GET /healthz
GET /readyz
GET /health
POST /init-session
GET /collection
POST /collection
GET /collection/{collection_id}
PATCH /collection/{collection_id}
DELETE /collection/{collection_id}
POST /collection/{collection_id}/capture/session
GET /collection/{collection_id}/capture/session
GET /collection/{collection_id}/capture/session/{session_id}
POST /capture/session/token
POST /capture/session/token/revoke
POST /capture/session/start
GET /capture/session/{session_id}
POST /capture/session/{session_id}/stop
GET /rtstream
GET /rtstream/{stream_id}
PATCH /rtstream/{stream_id}/status
"""


def test_every_path_of_the_contract_is_described(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        schema = backend.ask("GET", "/openapi.json", key=None).json()
        found = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
        assert set(PATHS.split("\n")) - {""} <= found


def test_pages_that_would_load_scripts_from_outside_are_not_there(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert [backend.ask("GET", path).status_code for path in ("/docs", "/redoc")] == [404, 404]


class Failing:
    """Fails the first time; the second time it says so and waits."""

    name = "failing"

    def __init__(self) -> None:
        self.runs = 0
        self.again = asyncio.Event()

    async def run(self) -> None:
        self.runs += 1
        if self.runs == 1:
            raise RuntimeError("the first time")
        self.again.set()
        await asyncio.Event().wait()


@pytest.mark.expected_errors
def test_work_that_fails_is_begun_again_and_ends_with_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AGAIN_S", 0.0)
    work = Failing()

    async def scene() -> None:
        async with module._running([work]):
            await asyncio.wait_for(work.again.wait(), 30)

    asyncio.run(scene())
    assert work.runs == 2


def test_the_application_is_one_of_its_own_for_its_services(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert isinstance(backend.app, FastAPI)
        assert backend.app.state.services is backend.services


def test_a_server_starts_without_what_only_media_need() -> None:
    code = """
import importlib, sys
from lookhear.backend import app, services
from lookhear.backend.ingest import checks
from lookhear.backend.storage import database, objects
for name in app.ROUTERS:
    importlib.import_module(f"lookhear.backend.api.{name}")
print(sorted({"av", "numpy"} & set(sys.modules)))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
