"""Bodies: what is read, and what could not be told again."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from lookhear.backend.api import deps
from lookhear.backend.api.deps import MAX_JSON_BYTES, MAX_JSON_DEPTH, Body, base_url, json_object, parsed
from lookhear.errors import InvalidRequest
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


class Wanted(Body):
    """Something with a default."""

    count: int = 3
    metadata: dict[str, object] = {}  # noqa: RUF012 - the framework copies it
    name: str


def test_null_and_missing_are_the_same_and_unknown_keys_are_nothing() -> None:
    assert parsed(Wanted, b'{"name": "a", "count": null, "other": 1}') == Wanted(name="a")


def test_nulls_inside_what_somebody_keeps_here_stay() -> None:
    assert parsed(Wanted, b'{"name": "a", "metadata": {"deep": [null, {"x": null}]}}').metadata == {"deep": [None, {"x": None}]}


@pytest.mark.parametrize("raw", [b"", b" \n", b"null", b"{}"])
def test_no_body_is_an_empty_object(raw: bytes) -> None:
    assert json_object(raw) == {}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": 1e999}', "not JSON"),
        (b'{"a": "\\ud800"}', "not JSON"),
        (b"[" * 50_000, "not JSON"),
        (b'{"a":' + b"9" * 5000 + b"}", "not JSON"),
        (b"[]", "must be a JSON object"),
        (b"1", "must be a JSON object"),
        (b'{"a":' + b"[" * MAX_JSON_DEPTH + b"]" * MAX_JSON_DEPTH + b"}", "nested deeper"),
    ],
)
def test_what_cannot_be_told_again_is_refused(raw: bytes, sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence):
        json_object(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_refused(raw: bytes) -> None:
    with contextlib.suppress(InvalidRequest):
        assert isinstance(json_object(raw), dict)


def test_a_wrong_field_is_named() -> None:
    with pytest.raises(InvalidRequest, match=r"^name: Field required\.$"):
        parsed(Wanted, b"{}")
    with pytest.raises(InvalidRequest, match=r"^count: "):
        parsed(Wanted, b'{"name": "a", "count": "many"}')


def test_a_body_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        answer = backend.ask("POST", "/capture/session/token", content=b" " * (MAX_JSON_BYTES + 1))
        assert (answer.status_code, answer.json()["error_code"]) == (413, "TOO_LARGE")
        assert backend.ask("POST", "/capture/session/token", content=b" " * MAX_JSON_BYTES).status_code == 200


@pytest.mark.parametrize(
    ("messages", "sentence"),
    [
        ([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}], "connection ended"),
        ([{"type": "http.request", "body": b"{", "more_body": True}], "too slowly"),
    ],
)
def test_a_body_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch, messages: list[dict[str, object]], sentence: str) -> None:
    monkeypatch.setattr(deps, "BODY_S", 0.01)

    async def receive() -> dict[str, object]:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()  # nothing more comes
        return {}

    with pytest.raises(InvalidRequest, match=sentence):
        asyncio.run(deps.raw_body(Request({"type": "http", "headers": []}, receive)))


@pytest.mark.parametrize(
    ("settings", "headers", "wanted"),
    [
        ({}, {"host": "127.0.0.1:81"}, "http://127.0.0.1:81"),
        ({}, {"host": "localhost:81", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}, "http://localhost:81"),
        (
            {"is_behind_proxy": True},
            {"host": "inner", "x-forwarded-host": "a.example, b", "x-forwarded-proto": "https"},
            "https://a.example",
        ),
        ({"is_behind_proxy": True}, {"host": "outer.example"}, "http://outer.example"),
        ({"public_url": "https://p.example/x"}, {"host": "127.0.0.1:81"}, "https://p.example/x"),
        ({}, {}, "http://127.0.0.1:8787"),
    ],
)
def test_links_say_what_the_asking_one_calls_it(tmp_path: Path, settings: dict[str, Any], headers: dict[str, str], wanted: str) -> None:
    with ServedBackend(tmp_path, **settings) as backend:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        assert base_url(Request({"type": "http", "scheme": "http", "headers": raw, "app": backend.app})) == wanted
