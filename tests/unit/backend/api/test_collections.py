from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def test_default_is_listed_and_found(backend: ServedBackend) -> None:
    listed = backend.data("GET", "/collection", key=backend.token())
    assert listed["default_collection"] == "default"
    assert listed["collections"] == [backend.data("GET", "/collection/default")]
    assert listed["collections"][0]["is_public"] is False


def test_a_collection_lives_and_goes(backend: ServedBackend) -> None:
    body = {"name": "Talks", "description": None, "is_public": True, "keep_days": 2.5}
    made = backend.data("POST", "/collection", json=body)
    assert made == {
        "id": made["id"],
        "name": "Talks",
        "description": "",
        "is_public": True,
        "keep_days": 2.5,
        "max_bytes": None,
    }
    changed = backend.data("PATCH", f"/collection/{made['id']}", json={"description": "All", "name": None})
    assert changed == made | {"description": "All"}
    assert backend.data("DELETE", f"/collection/{made['id']}") == {}
    assert backend.ask("GET", f"/collection/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "a", "keep_days": 0},
        {"name": "a", "max_bytes": -1},
        {"name": "a" * 501},
        {"name": "a", "keep_days": 1e300},
    ],
)
def test_a_collection_that_makes_no_sense_is_refused(backend: ServedBackend, body: dict[str, object]) -> None:
    assert backend.ask("POST", "/collection", json=body).status_code == 422


def test_a_rule_is_taken_back_by_null_and_kept_by_silence(backend: ServedBackend) -> None:
    made = backend.data("POST", "/collection", json={"name": "Talks", "keep_days": 2.5, "max_bytes": 9})
    path = f"/collection/{made['id']}"
    assert backend.data("PATCH", path, json={"keep_days": None, "name": None}) == made | {"keep_days": None}
    assert backend.data("PATCH", path, json={"max_bytes": None}) == made | {"keep_days": None, "max_bytes": None}


def test_default_cannot_be_deleted(backend: ServedBackend) -> None:
    assert backend.ask("DELETE", "/collection/default").status_code == 409


def test_a_token_reads_collections_and_changes_none(backend: ServedBackend) -> None:
    token = backend.token()
    for method, path in (("POST", "/collection"), ("PATCH", "/collection/default"), ("DELETE", "/collection/default")):
        assert backend.ask(method, path, key=token, json={"name": "a"}).status_code == 403
