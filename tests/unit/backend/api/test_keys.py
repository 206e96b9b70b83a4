"""API keys over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.serving import KEY, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        yield backend


def test_a_key_is_made_once_told_and_listed_without_its_secret(backend: ServedBackend) -> None:
    made = backend.data("POST", "/key", json={"name": "web shop"})
    assert made["key"].startswith("sk-")
    rows = backend.data("GET", "/key", key=made["key"])["keys"]
    assert [(row["id"], row["name"], row["is_start_key"]) for row in rows] == [("start", "", True), (made["id"], "web shop", False)]
    assert made["key"] not in str(rows)
    assert KEY not in str(rows)


def test_a_revoked_key_is_refused_with_a_sentence(backend: ServedBackend) -> None:
    made = backend.data("POST", "/key", json={})
    assert backend.data("DELETE", f"/key/{made['id']}") == {"revoked": True}
    answer = backend.ask("GET", "/key", key=made["key"])
    assert answer.status_code == 401
    assert answer.json()["error_code"] == "REVOKED"
    assert answer.json()["message"].startswith("The API key was revoked.")
    assert backend.data("GET", "/key")["keys"][1]["revoked_at"] == pytest.approx(backend.clock() / 1e9)


def test_the_start_key_and_unknown_ones_are_not_revoked(backend: ServedBackend) -> None:
    assert backend.ask("DELETE", "/key/start").status_code == 409
    assert backend.ask("DELETE", "/key/key-0123").status_code == 404


def test_a_client_token_makes_no_keys(backend: ServedBackend) -> None:
    token = backend.token()
    for method, path in (("GET", "/key"), ("POST", "/key"), ("DELETE", "/key/start")):
        assert backend.ask(method, path, key=token).status_code == 403
