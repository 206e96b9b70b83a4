"""HEAD and OPTIONS as browsers, monitors and previews of links ask them."""

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


def test_head_is_answered_as_get_without_a_body(backend: ServedBackend) -> None:
    slug = backend.begun().slug
    for path in ("/healthz", f"/watch?v={slug}", f"/embed?v={slug}", "/collection", "/nothing", "/openapi.json"):
        head, get = backend.ask("HEAD", path), backend.ask("GET", path)
        assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")
        assert get.content


def test_head_needs_the_credential_that_get_needs(backend: ServedBackend) -> None:
    assert backend.ask("HEAD", "/collection", key=None).status_code == 401


def test_head_of_what_can_only_be_posted_is_refused(backend: ServedBackend) -> None:
    assert backend.ask("HEAD", "/capture/session/token/revoke").status_code == 405


def test_a_file_answers_head_itself(backend: ServedBackend) -> None:
    slug = backend.begun().slug
    answer = backend.ask("HEAD", f"/play/{slug}/master.m3u8", key=None)
    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_page_of_another_origin_may_ask_to_play_with_headers_of_its_own(backend: ServedBackend) -> None:
    asked = {"origin": "https://pages.example", "access-control-request-method": "GET", "access-control-request-headers": "x-own"}
    answer = backend.ask("OPTIONS", "/play/whatever/master.m3u8", key=None, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"


def test_nothing_else_is_open_to_pages_of_another_origin(backend: ServedBackend) -> None:
    answer = backend.ask("OPTIONS", "/collection", headers={"origin": "https://pages.example"})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
