"""The backend's blocks: a session, a token, and what happens without a key or with the identifiers of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.quickstart.blocks import CONNECTED, block
from tests.contract.quickstart.programs import last_line

if TYPE_CHECKING:
    from tests.contract.quickstart.conftest import Developer


def test_a_session_and_a_token_are_made_and_the_callback_is_told(developer: Developer) -> None:
    session = developer.create_session()
    made = developer.session(session.id)
    assert (made.status, made.end_user_id, made.metadata) == ("created", "user_abc", {"app": "my-ai-copilot"})
    assert session.token not in {"", session.id}

    def tells(body: bytes) -> bool:
        told = json.loads(body)
        return (told["event"], told["capture_session_id"]) == ("capture_session.created", session.id)

    received = developer.receiver.wait_for(lambda received: any(tells(each.body) for each in received))
    assert {each.path for each in received} == {"/webhooks/videodb"}


def test_without_a_key_it_ends_with_a_sentence_that_names_the_variable(developer: Developer) -> None:
    program = developer.programs.start(block("create_session.txt"), env={"VIDEODB_BASE_URL": developer.backend.url})
    assert program.ended() == 1
    sentence, hint = program.err.splitlines()[-2:]
    assert "AuthenticationError: " in sentence
    assert "VIDEO_DB_API_KEY" in hint


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("VIDEO_DB_API_KEY", "VIDEODB_BASE_URL"),
        ("VIDEODB_API_KEY", "VIDEO_DB_BASE_URL"),
        ("VIDEO_DB_API_KEY", "VIDEODB_API_URL"),
        ("VIDEODB_API_KEY", "VIDEO_DB_API"),
    ],
)
def test_every_spelling_of_the_variables_is_taken(developer: Developer, key: str, url: str) -> None:
    env = {key: developer.env["VIDEO_DB_API_KEY"], url: developer.env["VIDEODB_BASE_URL"]}
    printed = developer.programs.run(f"{CONNECTED}print(conn.get_collection().id)", env=env)
    assert printed.strip() == developer.conn.get_collection().id


def test_the_session_of_the_page_is_not_found(developer: Developer) -> None:
    program = developer.programs.start(CONNECTED + block("list_displays.txt"), env=developer.env)
    assert program.ended() == 1
    assert "NotFoundError" in last_line(program.err)
    assert program.out == ""
