"""A session and a token that somebody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import UsageError
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider, PrivateSessionProvider
from lookhear.recorder.upload.tokens.ports import PrivateBackend

if TYPE_CHECKING:
    from pathlib import Path


def test_the_token_file_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "token"
    provider = ExplicitProvider("cap-1", backend="https://a.example", token_file=str(file))
    file.write_text("st-1")
    assert (provider.obtain().session_id, provider.obtain().token) == ("cap-1", "st-1")
    file.write_text("st-2")
    assert provider.obtain().token == "st-2"
    assert provider.locate("https://b.example") == "https://b.example"


def test_a_token_may_be_named_itself() -> None:
    assert ExplicitProvider("cap-1", backend="https://a.example", token="st-1").obtain().token == "st-1"


def test_the_keyring_is_asked_when_the_ticket_is_wanted_and_not_before() -> None:
    asked: list[str] = []

    def ask(user: str) -> str | None:
        asked.append(user)
        return "st-1" if len(asked) == 1 else None

    provider = ExplicitProvider("cap-1", backend="https://a.example", ask_keyring=ask)
    assert asked == []
    assert provider.obtain().token == "st-1"
    assert asked == ["https://a.example"]
    with pytest.raises(UsageError, match="needs its token") as caught:
        provider.obtain()
    assert "--token-file" in caught.value.hint


def test_the_keyring_is_not_asked_where_there_is_a_token() -> None:
    def ask(user: str) -> str | None:
        raise AssertionError(user)

    assert ExplicitProvider("cap-1", backend="https://a.example", token="st-1", ask_keyring=ask).obtain().token == "st-1"


@pytest.mark.parametrize("token", ["two words", "größer"])
def test_what_is_no_token_is_refused_at_once(token: str) -> None:
    with pytest.raises(UsageError, match="token"):
        ExplicitProvider("cap-1", backend="https://a.example", token=token)


class Moving:
    """A backend of this computer that is elsewhere each time it is looked for."""

    def __init__(self) -> None:
        self.port = 0

    def find(self) -> PrivateBackend:
        self.port += 1
        return PrivateBackend(url=f"http://127.0.0.1:{self.port}", api_key="sk-1")


def test_a_session_of_the_backend_of_this_computer_is_where_that_is_now() -> None:
    provider = PrivateSessionProvider("cap-1", token="st-1", finder=Moving())
    ticket = provider.obtain()
    assert (ticket.session_id, ticket.token, ticket.api_url) == ("cap-1", "st-1", "http://127.0.0.1:1")
    assert provider.locate(ticket.api_url) == "http://127.0.0.1:2"


@pytest.mark.parametrize("token", ["", "two words", "größer"])
def test_what_is_no_token_of_the_backend_of_this_computer_is_refused_at_once(token: str) -> None:
    with pytest.raises(UsageError, match="no token"):
        PrivateSessionProvider("cap-1", token=token, finder=Moving())
