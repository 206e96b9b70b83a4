"""examples/user_backend: somebody logs in and records with what they get, and nothing of the developer's reaches the desktop."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from demo.process import wait_until
from tests.tools.live import free_port
from tests.tools.program import Program
from tests.tools.sdk_backend import API_KEY, SdkBackend
from tests.tools.stage import BUDGET, Stage
from tests.tools.trying import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME, GUESSED, PASSWORD = "ada", "grace", "correct horse battery"


class Shop:
    """The developer's server."""

    def __init__(self, person: Person, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.accounts = person.folder / "accounts.sqlite3"
        secret = ask_as_developer(person, "/webhook/secret")["secret"]
        told = {"PORT": str(port), "WEBHOOK_SECRET": secret, "ACCOUNTS": str(self.accounts)}
        self.env = {**person.env_with_key, **told}

    def log_in(self, name: str, password: str) -> httpx.Response:
        return httpx.post(f"{self.url}/api/login", json={"name": name, "password": password}, timeout=30, trust_env=False)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.log_in(NAME, PASSWORD).json()['access_token']}"}


def answers(url: str) -> bool:
    """Whether the developer's server is there: it asks for a login."""
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{url}/api/recordings", trust_env=False).status_code == 401
    return False


def ask_as_developer(person: Person, path: str) -> dict[str, Any]:
    answer = httpx.get(person.backend.url + path, headers={"x-access-token": API_KEY}, trust_env=False).raise_for_status()
    data: dict[str, Any] = answer.json()["data"]
    return data


@pytest.fixture(scope="module")
def developer(stage: Stage, backend: SdkBackend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with Program(tmp_path_factory.mktemp("developer") / "home") as program:
        yield Person(stage, backend, program, program.home.parent)


@pytest.fixture(scope="module")
def shop(developer: Person) -> Iterator[Shop]:
    found = Shop(developer, free_port())
    for name in (NAME, GUESSED):
        with developer.runs("user_backend/server.py", "add-user", name, env=found.env, line=f"{PASSWORD}\n") as adding:
            assert adding.ended() == 0
    with developer.runs("user_backend/server.py", env=found.env) as server:
        wait_until(lambda: answers(found.url), what="the user's backend answering")
        yield found
        server.interrupt()
        server.ended()


def test_somebody_who_logs_in_records_and_their_microphone_is_written_down(person: Person, shop: Shop) -> None:
    with person.runs("user_backend/desktop.py", shop.url, NAME, "--seconds", "6", line=f"{PASSWORD}\n") as desktop:
        desktop.wait_for("recording-started")
        person.stage.say(BUDGET)
        assert desktop.ended() == 0, desktop.lines
    assert desktop.lines[-1].startswith("recording-complete")
    recordings = httpx.get(f"{shop.url}/api/recordings", headers=shop.headers(), timeout=30, trust_env=False).json()
    [recording] = [each for each in recordings if each["status"] != "created"]
    session = ask_as_developer(person, f"/collection/default/capture/session/{recording['session_id']}")
    assert session["end_user_id"] == NAME
    mic = next(stream["id"] for stream in session["rtstreams"] if stream["channel_id"] == "mic")

    def heard() -> bool:
        return BUDGET in [each["text"] for each in ask_as_developer(person, f"/rtstream/{mic}/transcription")["transcription_records"]]

    wait_until(heard, what="the transcript that the signed webhook started")


def test_the_desktop_gets_no_key_and_a_token_that_makes_nothing(person: Person, shop: Shop) -> None:
    minted = httpx.post(f"{shop.url}/api/capture/session", headers=shop.headers(), timeout=30, trust_env=False)
    assert minted.status_code == 200
    assert API_KEY not in minted.text
    token = minted.json()["token"]
    for path, body in (("/capture/session/token", {}), ("/collection/default/capture/session", {"end_user_id": "somebody"}), ("/key", {})):
        answer = httpx.post(person.backend.url + path, json=body, headers={"x-access-token": token}, trust_env=False)
        assert answer.status_code == 403, path


def test_the_token_of_one_person_shows_nothing_of_another(person: Person, shop: Shop) -> None:
    mine, others = (
        httpx.post(f"{shop.url}/api/capture/session", headers=shop.headers(), timeout=30, trust_env=False).json() for _ in range(2)
    )
    for session, status in ((mine["session_id"], 200), (others["session_id"], 403)):
        path = f"/collection/default/capture/session/{session}"
        assert httpx.get(person.backend.url + path, headers={"x-access-token": mine["token"]}, trust_env=False).status_code == status


def test_nobody_gets_anything_without_logging_in(shop: Shop) -> None:
    for headers in ({}, {"Authorization": "Bearer"}, {"Authorization": "Bearer made-up"}, {"x-access-token": API_KEY}):
        assert httpx.post(f"{shop.url}/api/capture/session", headers=headers, trust_env=False).status_code == 401
    assert shop.log_in("nobody", PASSWORD).status_code == 401
    headers = shop.headers()
    httpx.post(f"{shop.url}/api/logout", headers=headers, trust_env=False).raise_for_status()
    assert httpx.get(f"{shop.url}/api/recordings", headers=headers, trust_env=False).status_code == 401


def test_who_guesses_passwords_has_to_wait_even_with_the_right_one(shop: Shop) -> None:
    assert shop.log_in(GUESSED, PASSWORD).status_code == 200
    assert [shop.log_in(GUESSED, f"guess number {number}").status_code for number in range(5)] == [401] * 5
    assert shop.log_in(GUESSED, PASSWORD).status_code == 401


def test_a_stolen_file_of_accounts_holds_no_password_and_no_login(shop: Shop) -> None:
    login = shop.log_in(NAME, PASSWORD).json()["access_token"]
    everything = shop.accounts.read_bytes()
    assert NAME.encode() in everything
    assert PASSWORD.encode() not in everything
    assert login.encode() not in everything
    assert shop.accounts.stat().st_mode & 0o077 == 0
    with contextlib.closing(sqlite3.connect(shop.accounts)) as rows:
        people = rows.execute("SELECT salt, hash FROM person").fetchall()
    assert [(len(salt), len(digest)) for salt, digest in people] == [(16, 64)] * 2
    assert people[0] != people[1], "the same password, and not the same hash"


def test_a_webhook_that_is_not_signed_changes_nothing(shop: Shop) -> None:
    told = {"event": "capture_session.active", "capture_session_id": "cap-made-up"}
    signed = {"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,bWFkZSB1cA=="}
    for headers in ({}, signed):
        assert httpx.post(f"{shop.url}/webhook", json=told, headers=headers, trust_env=False).status_code == 401
    assert httpx.post(f"{shop.url}/webhook", content=b" " * 100_000, trust_env=False).status_code == 413


def test_who_logs_in_while_the_capture_backend_refuses_is_told_so_and_the_server_knows_why(person: Person, shop: Shop) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    nowhere = {**shop.env, "PORT": str(port), "PUBLIC_URL": "http://10.255.255.1"}  # an address that webhooks may not go to
    with person.runs("user_backend/server.py", env=nowhere) as server:
        wait_until(lambda: answers(url), what="the user's backend answering")
        with person.runs("user_backend/desktop.py", url, NAME, line=f"{PASSWORD}\n") as desktop:
            assert desktop.ended() == 1
        server.interrupt()
        server.ended()
    told = (person.folder / "user_backend-desktop.py" / "stderr.txt").read_text("utf-8")
    assert told == "No recording can begin now: the capture backend does not take it. The log of the server says why.\n"
    assert "is not a public address" in (person.folder / "user_backend-server.py" / "stderr.txt").read_text("utf-8")


def test_a_password_is_not_sent_over_plain_http(person: Person) -> None:
    with person.runs("user_backend/desktop.py", "http://192.0.2.1:5002", NAME, line=f"{PASSWORD}\n") as desktop:
        assert desktop.ended() == 1
    assert "https" in (person.folder / "user_backend-desktop.py" / "stderr.txt").read_text("utf-8")


def test_a_short_password_is_refused(person: Person) -> None:
    script = "user_backend/server.py"
    with person.runs(script, "add-user", NAME, env=person.env_with_key, line="short\n") as adding:
        assert adding.ended() == 1
    assert "at least 12 characters" in (person.folder / "user_backend-server.py" / "stderr.txt").read_text("utf-8")
