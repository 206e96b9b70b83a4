from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.serving import NOW_NS, NS_PER_S, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.mark.parametrize(("body", "seconds"), [({"expires_in": 600, "user_id": "u"}, 600), ({}, 86_400), ({"expires_in": None}, 86_400)])
def test_a_token_says_when_it_ends(backend: ServedBackend, body: dict[str, object], seconds: int) -> None:
    data = backend.data("POST", "/capture/session/token", json=body)
    assert data["token"].startswith("st-")
    assert (data["expires_in"], data["expires_at"]) == (seconds, NOW_NS // NS_PER_S + seconds)


def test_a_token_is_minted_without_a_body(backend: ServedBackend) -> None:
    assert backend.data("POST", "/capture/session/token")["expires_in"] == 86_400


@pytest.mark.parametrize("expires_in", [0, -1, 1.5, "soon", 10**12, True, 10**400])
def test_a_term_that_makes_no_sense_is_refused(backend: ServedBackend, expires_in: object) -> None:
    answer = backend.ask("POST", "/capture/session/token", json={"expires_in": expires_in})
    assert (answer.status_code, answer.json()["message"].partition(":")[0]) == (422, "expires_in")


def test_a_token_can_be_for_one_session_alone(backend: ServedBackend) -> None:
    path = "/collection/default/capture/session"
    mine, other = (backend.data("POST", path, json={"end_user_id": "u"})["session_id"] for _ in range(2))
    token = backend.data("POST", "/capture/session/token", json={"session_id": mine})["token"]
    assert backend.ask("GET", f"{path}/{mine}", key=token).status_code == 200
    assert backend.ask("GET", f"{path}/{other}", key=token).status_code == 403
    assert [session["id"] for session in backend.ask("GET", path, key=token).json()["data"]["sessions"]] == [mine]
    assert backend.ask("POST", "/capture/session/token", json={"session_id": "cap-made-up"}).status_code == 404


def test_a_token_mints_and_revokes_no_token(backend: ServedBackend) -> None:
    token = backend.token()
    for path in ("/capture/session/token", "/capture/session/token/revoke"):
        answer = backend.ask("POST", path, key=token, json={"token": token})
        assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")
        assert "an API key" in answer.json()["message"]


def test_a_revoked_token_is_refused_with_a_sentence(backend: ServedBackend) -> None:
    token = backend.token()
    assert backend.ask("GET", "/rtstream", key=token).status_code == 200
    assert backend.data("POST", "/capture/session/token/revoke", json={"token": token}) == {"revoked": True}
    answer = backend.ask("GET", "/rtstream", key=token)
    assert (answer.status_code, answer.json()["error_code"]) == (401, "REVOKED")
    assert backend.ask("POST", "/capture/session/token/revoke", json={"token": token}).status_code == 404


def test_an_expired_token_is_refused_with_a_sentence(backend: ServedBackend) -> None:
    token = backend.token()
    backend.clock.advance(86_400 * NS_PER_S)
    answer = backend.ask("GET", "/rtstream", key=token)
    assert (answer.status_code, answer.json()["error_code"]) == (401, "EXPIRED")


def test_a_grant_can_be_taken_back(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.data("POST", "/capture/session/token/revoke", json={"token": begun.grant})
    answer = backend.ask("POST", f"/capture/session/{begun.session.id}/stop", key=begun.grant)
    assert (answer.status_code, answer.json()["error_code"]) == (401, "REVOKED")
