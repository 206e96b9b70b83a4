"""Every known kind of user's backend, answering as it does, on a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, LookhearError, UsageError
from lookhear.recorder.upload.tokens.mint import MintProvider
from tests.fakes.mint import FakeMint, Reply

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "user-secret"
CAPTURE = "https://capture.example"
NOW_S = 1_000.0


def provider(url: str, *, token_file: str | None = None, backend: str | None = None) -> MintProvider:
    return MintProvider(url, token_file=token_file, backend=backend, ask_keyring=lambda _user: None, wall_s=lambda: NOW_S)


@pytest.fixture
def secret_file(tmp_path: Path) -> str:
    path = tmp_path / "token"
    path.write_text(f"{SECRET}\n")
    return str(path)


@pytest.mark.parametrize(
    ("path", "answer", "expires_at_s"),
    [
        ("/init-session", {"session_id": "cap-1", "token": "st-1", "webhook_url": "https://x.example/webhook"}, None),
        (
            "/api/sessions",
            {"session_id": "cap-1", "client_token": "st-1", "token_ttl_seconds": 60, "videodb_api_url": CAPTURE, "collection_id": "c"},
            NOW_S + 60,
        ),
        ("/api/start-capture", {"data": {"captureSessionId": "cap-1", "clientToken": "st-1", "expiresAt": 2_000}}, 2_000),
        ("/api/capture/session", {"sessionId": "cap-1", "token": "st-1"}, None),
        ("/any/thing", {"result": {"data": {"json": {"id": "cap-1", "session_token": "st-1", "expires_in": "30"}}}}, NOW_S + 30),
    ],
)
def test_one_request_gives_session_and_token(path: str, answer: dict[str, object], expires_at_s: float | None) -> None:
    with FakeMint({path: Reply(answer)}) as mint:
        ticket = provider(mint.url + path).obtain()
        assert (ticket.session_id, ticket.token, ticket.expires_at_s) == ("cap-1", "st-1", expires_at_s)
        assert ticket.api_url == (CAPTURE if "videodb_api_url" in answer else mint.url)
        assert (mint.asked[0].path, mint.asked[0].body) == (path, {})
        assert "x-access-token" not in mint.asked[0].headers


def test_what_it_wants_to_see_may_come_from_the_keyring_once_it_is_asked() -> None:
    asked: list[str] = []

    def ask(user: str) -> str:
        asked.append(user)
        return SECRET

    with FakeMint({"/init-session": Reply({"session_id": "cap-1", "token": "st-1"})}) as mint:
        made = MintProvider(f"{mint.url}/init-session", ask_keyring=ask)
        assert asked == []
        made.obtain()
        assert asked == [f"{mint.url}/init-session"]
        assert mint.asked[0].headers["x-access-token"] == SECRET


@pytest.mark.parametrize("ending", ["/api/capture-session", "/api/token"])
def test_two_requests_with_an_apps_own_token(secret_file: str, ending: str) -> None:
    replies = {
        "/base/api/token": Reply({"session_token": "st-1", "expires_in": 600, "expires_at": 5_000}),
        "/base/api/capture-session": Reply({"session_id": "cap-1", "collection_id": "c", "status": "created", "callback_url": None}),
    }
    with FakeMint(replies) as mint:
        ticket = provider(f"{mint.url}/base{ending}", token_file=secret_file, backend=CAPTURE).obtain()
        assert (ticket.session_id, ticket.token, ticket.expires_at_s, ticket.api_url) == ("cap-1", "st-1", 5_000, CAPTURE)
        assert [asked.headers["x-access-token"] for asked in mint.asked] == [SECRET, SECRET]
        assert "user_id" in mint.asked[0].body


def test_an_app_that_wants_to_be_registered_with_is(secret_file: str) -> None:
    replies = {
        "/api/register": Reply({"access_token": "app-1", "name": "x", "backend_base_url": CAPTURE}),
        "/api/token": Reply({"session_token": "st-1"}),
        "/api/capture-session": Reply({"session_id": "cap-1"}),
    }
    with FakeMint(replies) as mint:
        ticket = provider(f"{mint.url}/api/register", token_file=secret_file).obtain()
        assert (ticket.session_id, ticket.token, ticket.api_url) == ("cap-1", "st-1", CAPTURE)
        assert mint.asked[0].body["api_key"] == SECRET
        assert [asked.headers["x-access-token"] for asked in mint.asked[1:]] == ["app-1", "app-1"]


@pytest.mark.parametrize("wrap", [lambda data: {"result": {"data": data}}, lambda data: {"result": {"data": {"json": data}}}])
def test_trpc_with_and_without_its_transformer(secret_file: str, wrap: object) -> None:
    assert callable(wrap)
    replies = {
        "/api/trpc/token.generate": Reply(wrap({"sessionToken": "st-1", "expiresIn": 60, "expiresAt": "1970-01-01T01:00:00Z"})),
        "/api/trpc/capture.createSession": Reply(wrap({"sessionId": "cap-1", "collectionId": "c", "status": "created"})),
    }
    with FakeMint(replies) as mint:
        ticket = provider(f"{mint.url}/api/trpc", token_file=secret_file).obtain()
        assert (ticket.session_id, ticket.token, ticket.expires_at_s) == ("cap-1", "st-1", 3_600)
        assert {asked.headers["x-access-token"] for asked in mint.asked} == {SECRET}


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        (Reply(b"<!doctype html><title>Sign in</title>", content_type="text/html"), BackendUnsuitable, "else than JSON"),
        (Reply({"ok": True}), BackendUnsuitable, "names no session"),
        (Reply({"session_id": "cap-1"}), BackendUnsuitable, "names no token"),
        (Reply({"session_id": "cap-1", "token": "two words"}), BackendUnsuitable, "names no token"),
        (Reply([1, 2]), BackendUnsuitable, "names no session"),
        (Reply({"detail": f"who is {SECRET}"}, 401), BackendRefused, "does not know the token"),
        (Reply({"error": "it broke"}, 500), BackendUnreachable, "500"),
        (Reply(b"it broke", 502, "text/plain"), BackendUnreachable, "502"),
        (Reply(b"", 302, headers={"Location": "http://127.0.0.1:1/"}), BackendUnsuitable, "elsewhere"),
        (Reply(b"<html>", 404, "text/html"), BackendUnsuitable, "nothing at that address"),
        (Reply(b" " * (2 << 20)), BackendUnsuitable, "more than any"),
        (Reply({"session_id": "cap-1", "token": "st-1", "api_url": "file:///etc"}), BackendUnsuitable, "not the address"),
    ],
)
def test_what_is_no_ticket_is_a_sentence_that_keeps_the_secret(
    secret_file: str, reply: Reply, error: type[LookhearError], said: str
) -> None:
    with FakeMint({"/init-session": reply}) as mint, pytest.raises(error, match=said) as caught:
        provider(f"{mint.url}/init-session", token_file=secret_file).obtain()
    assert SECRET not in caught.value.for_people()


def test_nobody_there_is_worth_another_try() -> None:
    with FakeMint({}) as mint:
        url = mint.url
    with pytest.raises(BackendUnreachable):
        provider(f"{url}/init-session").obtain()


def test_a_token_file_that_is_gone_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        provider("https://a.example/init-session", token_file="/nowhere/token").obtain()


def test_a_backend_that_was_found_stays_where_it_is() -> None:
    assert provider("https://a.example").locate(CAPTURE) == CAPTURE
