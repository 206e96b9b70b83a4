from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.records import DeliveryState
from tests.fakes.serving import NOW_NS, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW_S = NOW_NS / 1e9
SESSIONS = "/collection/default/capture/session"


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as backend:
        yield backend


def created(backend: ServedBackend, url: str = "https://example.org/hook?token=1") -> Any:  # noqa: ANN401 - it is JSON
    return backend.data("POST", SESSIONS, json={"end_user_id": "u", "callback_url": url})


def killed(backend: ServedBackend) -> None:
    """Everything that waits is given up."""

    def work(tx: Any) -> None:  # noqa: ANN401 - the row ports
        for row in tx.outbox.search(limit=100):
            tx.outbox.update(replace(row, state=DeliveryState.DEAD, attempts=20, status=503, error="It answered 503."))

    backend.store.write(work)


def test_a_session_that_is_created_is_told_to_its_receiver(backend: ServedBackend) -> None:
    session = created(backend)
    told = backend.data("GET", "/webhook/delivery")
    assert told["counts"] == {"waiting": 1, "delivered": 0, "dead": 0}
    assert told["next_page"] is None
    [row] = told["deliveries"]
    assert row == {
        "id": 1,
        "message_id": row["message_id"],
        "session_id": session["session_id"],
        "event": "capture_session.created",
        "url": "https://example.org/hook?token=1",
        "state": "waiting",
        "attempts": 0,
        "status": None,
        "error": None,
        "created_at": NOW_S,
        "last_try_at": None,
        "delivered_at": None,
        "resent_at": None,
    }
    one = backend.data("GET", "/webhook/delivery/1")
    assert json.loads(one["body"])["capture_session_id"] == session["session_id"]


def test_dead_ones_are_found_page_by_page_and_sent_again(backend: ServedBackend) -> None:
    sessions = [created(backend)["session_id"] for _ in range(3)]
    killed(backend)
    first = backend.data("GET", "/webhook/delivery?state=dead&limit=2&session_id=&cursor=")
    assert [row["session_id"] for row in first["deliveries"]] == [sessions[2], sessions[1]]
    second = backend.data("GET", f"/webhook/delivery?state=dead&limit=2&cursor={first['next_page']}")
    assert [row["session_id"] for row in second["deliveries"]] == [sessions[0]]
    assert backend.data("POST", "/webhook/delivery/1/resend")["state"] == "waiting"
    assert backend.data("POST", "/webhook/delivery/resend", json={"session_id": sessions[1]}) == {"resent": 1}
    assert backend.data("POST", "/webhook/delivery/resend") == {"resent": 1}
    assert backend.data("GET", "/webhook/delivery?state=dead")["deliveries"] == []
    assert backend.data("GET", f"/webhook/delivery?session_id={sessions[0]}")["deliveries"][0]["resent_at"] == NOW_S


def test_the_secret_is_shown_and_rotated(backend: ServedBackend) -> None:
    before = backend.data("GET", "/webhook/secret")
    assert before["secret"].startswith("whsec_")
    assert (before["previous"], before["previous_until"]) == (None, None)
    after = backend.data("POST", "/webhook/secret/rotate")
    assert after["secret"] != before["secret"]
    assert (after["previous"], after["previous_until"]) == (before["secret"], NOW_S + 86_400)
    backend.clock.advance(86_400 * 10**9)
    assert backend.data("GET", "/webhook/secret") == {"secret": after["secret"], "previous": None, "previous_until": None}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/webhook/delivery"),
        ("GET", "/webhook/delivery/1"),
        ("POST", "/webhook/delivery/1/resend"),
        ("POST", "/webhook/delivery/resend"),
        ("GET", "/webhook/secret"),
        ("POST", "/webhook/secret/rotate"),
    ],
)
def test_only_an_api_key_may(backend: ServedBackend, method: str, path: str) -> None:
    assert backend.ask(method, path, key=backend.token()).status_code == 403
    assert backend.ask(method, path, key=None).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/webhook/delivery?state=lost",
        "/webhook/delivery?limit=0",
        "/webhook/delivery?limit=201",
        "/webhook/delivery?cursor=x",
        "/webhook/delivery?cursor=9223372036854775808",
        "/webhook/delivery/0",
        "/webhook/delivery/9223372036854775808",
        "/webhook/delivery/abc",
    ],
)
def test_nonsense_is_refused(backend: ServedBackend, path: str) -> None:
    assert backend.ask("GET", path).status_code == 422


def test_one_that_nobody_knows_is_not_found(backend: ServedBackend) -> None:
    assert backend.ask("GET", "/webhook/delivery/7").status_code == 404
    assert backend.ask("POST", "/webhook/delivery/7/resend").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5002/",
        "http://169.254.169.254/",
        "ftp://example.org/",
        "nonsense",
        "https://me:x@example.org/",
        "http://localhost/",
    ],
)
def test_a_callback_that_can_never_work_is_refused_and_nothing_is_created(backend: ServedBackend, url: str) -> None:
    answer = backend.ask("POST", SESSIONS, json={"end_user_id": "u", "callback_url": url})
    assert (answer.status_code, answer.json()["error_code"]) == (422, "ADDRESS_REFUSED")
    assert answer.json()["message"].startswith("callback_url")
    assert backend.data("GET", SESSIONS)["sessions"] == []


def test_a_backend_of_this_computer_tells_its_programs(tmp_path: Path) -> None:
    with ServedBackend(tmp_path / "embedded", is_embedded=True) as backend:
        assert created(backend, "http://127.0.0.1:5002/webhook")["callback_url"] == "http://127.0.0.1:5002/webhook"


def test_a_receiver_that_is_not_there_is_no_reason_to_refuse_a_session(backend: ServedBackend) -> None:
    assert created(backend, "https://nobody.invalid/hook")["status"] == "created"
