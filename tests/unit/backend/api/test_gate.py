"""What holds for every request: paths in any spelling, and foreign pages stay outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.api.gate import normal_path
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.mark.parametrize(
    ("path", "wanted"), [("/", "/"), ("", "/"), ("//", "/"), ("/a/", "/a"), ("//a///b//", "/a/b"), ("/a/b", "/a/b"), ("/ä/", "/ä")]
)
def test_a_path_has_one_spelling(path: str, wanted: str) -> None:
    assert normal_path(path) == wanted


@pytest.mark.parametrize("path", ["/healthz", "/healthz/", "//healthz", "///healthz//"])
def test_every_spelling_is_answered_without_a_redirect(backend: ServedBackend, path: str) -> None:
    assert backend.ask("GET", path).status_code == 200


def test_a_post_stays_a_post_with_its_body(backend: ServedBackend) -> None:
    answer = backend.ask("POST", "//capture//session/token/", json={"expires_in": 600})
    assert answer.json()["data"]["expires_in"] == 600


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost", "LOCALHOST:1", "[::1]:8787", "127.0.0.5"])
def test_this_machines_own_names_are_answered(backend: ServedBackend, host: str) -> None:
    assert backend.ask("GET", "/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1:8787", "", "[", "localhost.evil.example"])
def test_a_name_that_somebody_rebound_is_not(backend: ServedBackend, host: str) -> None:
    answer = backend.ask("GET", "/healthz", headers={"host": host})
    assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")


def test_its_public_name_is_answered_too(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, public_url="https://capture.example/x") as backend:
        assert backend.ask("GET", "/healthz", headers={"host": "capture.example"}).status_code == 200
        assert backend.ask("GET", "/healthz", headers={"host": "other.example"}).status_code == 403


def test_behind_a_proxy_names_are_the_proxys_business(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, is_behind_proxy=True) as backend:
        assert backend.ask("GET", "/healthz", headers={"host": "anything.example"}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[", ""])
def test_a_page_of_another_origin_changes_nothing(tmp_path: Path, origin: str) -> None:
    with ServedBackend(tmp_path, is_mint_open=True) as backend:
        answer = backend.ask("POST", "/init-session", key=None, headers={"origin": origin, "host": "127.0.0.1:8787"})
        assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")
        assert backend.data("GET", "/collection/default/capture/session")["sessions"] == []


def test_a_page_of_another_origin_may_read_what_needs_no_header(backend: ServedBackend) -> None:
    assert backend.ask("GET", "/healthz", headers={"origin": "https://other.example"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8787", "https://capture.example"])
def test_its_own_pages_may_do_what_their_credential_may(tmp_path: Path, origin: str) -> None:
    with ServedBackend(tmp_path, public_url="https://capture.example") as backend:
        answer = backend.ask("POST", "/capture/session/token", headers={"origin": origin, "host": "127.0.0.1:8787"})
        assert answer.status_code == 200


def test_a_refusal_on_a_path_of_ingest_is_a_problem(backend: ServedBackend) -> None:
    answer = backend.ask("GET", "/ingest/v1/streams/rts-1", headers={"host": "evil.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")


def test_requests_count_as_activity(backend: ServedBackend) -> None:
    before = backend.services.activity._last_s
    backend.ask("GET", "/healthz")
    assert backend.services.activity._last_s > before


def test_a_page_that_is_only_open_keeps_no_backend_alive_and_one_that_plays_does(backend: ServedBackend) -> None:
    begun = backend.begun()
    before = backend.services.activity._last_s
    for name in ("facts.json", "master.m3u8", f"{begun.streams[0].id}.m3u8"):
        backend.services.playback.timelines._stopping.set()  # nobody waits for media that do not come
        assert backend.ask("GET", f"/play/{begun.slug}/{name}").status_code in {200, 404}
        assert backend.services.activity._last_s == before
    backend.ask("GET", f"/play/{begun.slug}/{begun.streams[0].id}/1-2.m4s")
    assert backend.services.activity._last_s > before
