"""Which backend a command asks, and what its answers become."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import Machine
from lookhear.cli.backend_client import BackendClient, add_backend_arguments
from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, LookhearError, UsageError
from lookhear.protocol.discovery import Discovery
from tests.fakes.http_server import Answers, HttpServer

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-of-this-backend"


class Answering(HttpServer):
    """Answers every request with the same, and remembers what was asked."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(OneAnswer)
        self.status, self.body = status, body
        self.asked: list[tuple[str, str, str | None, bytes]] = []


class OneAnswer(Answers):
    """It."""

    server: Answering

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers["x-access-token"], self.content()))
        self.send(self.server.status, self.server.body.encode())


def meant(*argv: str, **environ: str) -> BackendClient:
    """The backend that a command line and an environment mean."""
    command = argparse.ArgumentParser()
    add_backend_arguments(command)
    return BackendClient.of(command.parse_args(argv), Machine(environ))


def test_a_call_carries_the_key_and_gives_what_is_in_the_envelope() -> None:
    with Answering(201, json.dumps({"success": True, "data": {"id": "key-1"}})) as server, BackendClient(server.url, KEY) as backend:
        assert backend.ask("POST", "/key", {"name": "x"}) == {"id": "key-1"}
    assert server.asked == [("POST", "/key", KEY, b'{"name": "x"}')]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"success": False, "message": "Nobody issued this."}, BackendRefused),
        (403, {"success": False, "message": "This needs an API key."}, BackendRefused),
        (404, {"success": False, "message": "There is no such key."}, UsageError),
        (503, {"success": False, "message": "It is busy."}, BackendUnreachable),
        (200, {"hello": "world"}, BackendUnsuitable),
        (404, {"detail": "Not Found"}, BackendUnsuitable),
    ],
)
def test_what_is_refused_is_told_in_the_backends_own_words(status: int, body: dict[str, object], error: type[LookhearError]) -> None:
    with Answering(status, json.dumps(body)) as server, BackendClient(server.url, KEY) as backend, pytest.raises(error) as told:
        backend.ask("GET", "/key")
    assert str(body.get("message", "no Lookhear backend")) in str(told.value)
    assert "recording" not in told.value.for_people()


def test_the_one_that_runs_for_somebody_is_found_by_what_it_left(tmp_path: Path) -> None:
    with Answering(200, json.dumps({"success": True, "data": {}})) as server:
        told = Discovery(url=server.url, api_key=KEY, pid=1, started_ns=1, version="0.3.0")
        (tmp_path / "backend.json").write_text(told.to_json())
        with meant("--data-dir", str(tmp_path)) as backend:
            backend.ask("GET", "/key")
    assert server.asked == [("GET", "/key", KEY, b"")]


def test_where_none_runs_that_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BackendUnreachable, match="No backend runs on this computer") as told:
        meant(LOOKHEAR_HOME=str(tmp_path))
    assert "lookhear serve" in told.value.for_people()
    assert "--data-dir" in told.value.for_people()  # another one may well run


def test_where_none_serves_a_folder_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackendUnreachable, match="No backend serves the folder") as told:
        meant("--data-dir", str(tmp_path / "team"))
    assert str(tmp_path / "team") in told.value.for_people()


def test_a_hosted_one_needs_its_key_from_a_file_or_the_environment(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs the API key"):
        meant("--backend", "https://capture.example")
    with pytest.raises(UsageError, match="not the address"):
        meant("--backend", "capture.example", LOOKHEAR_API_KEY=KEY)
    (tmp_path / "key").write_text(f"{KEY}\n")
    with Answering(200, json.dumps({"success": True, "data": {}})) as server:
        with meant("--backend", server.url, "--api-key-file", str(tmp_path / "key"), LOOKHEAR_API_KEY="another-key") as backend:
            backend.ask("GET", "/key")
        with meant(LOOKHEAR_BACKEND=server.url, LOOKHEAR_API_KEY="another-key") as backend:
            backend.ask("GET", "/key")
    assert [key for _, _, key, _ in server.asked] == [KEY, "another-key"]
