"""Capture sessions made, found and listed, of a connection and of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.sdk.aio.collection import AsyncCollection
from lookhear.sdk.aio.connection import AsyncConnection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend

PATH = "collection/default/capture/session"


def ask(backend: Backend, work: Callable[[AsyncConnection], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever the work gives
    return backend.run(lambda api: work(AsyncConnection(api)))


def row(number: int) -> dict[str, Any]:
    return {"id": f"cap-{number}", "session_id": f"cap-{number}", "status": "created"}


def test_a_session_is_made_with_exactly_what_was_said(backend: Backend) -> None:
    backend.expect("POST", PATH, {"session_id": "cap-1", "status": "created", "metadata": {"app": "x"}}, http_status=201)
    session = ask(
        backend,
        lambda conn: conn.create_capture_session(end_user_id="user_abc", callback_url="https://x.example/hook", metadata={"app": "x"}),
    )
    assert backend.said == {"end_user_id": "user_abc", "callback_url": "https://x.example/hook", "metadata": {"app": "x"}}
    assert (session.id, session.status, session.metadata) == ("cap-1", "created", {"app": "x"})


def test_what_was_not_said_is_not_sent(backend: Backend) -> None:
    backend.expect("POST", PATH, {"session_id": "cap-1"})
    ask(backend, lambda conn: conn.create_capture_session("user", callback_url="", metadata={}))
    assert backend.said == {"end_user_id": "user"}


def test_arguments_stand_where_programs_for_the_official_sdk_give_them(backend: Backend) -> None:
    backend.expect("POST", "collection/c-1/capture/session", {"session_id": "cap-1"})
    ask(backend, lambda conn: conn.create_capture_session("user", "c-1", "https://x.example", "conn-1", {"a": 1}))
    assert backend.said == {
        "end_user_id": "user",
        "callback_url": "https://x.example",
        "ws_connection_id": "conn-1",
        "metadata": {"a": 1},
    }


def test_a_session_keeps_the_id_it_was_asked_for_by(backend: Backend) -> None:
    backend.expect("GET", f"{PATH}/cap-1", {"status": "active"})
    session = ask(backend, lambda conn: conn.get_capture_session("cap-1"))
    assert (session.id, session.collection_id) == ("cap-1", "default")


def test_all_pages_are_read(backend: Backend) -> None:
    backend.expect("GET", PATH, {"sessions": [row(1), row(2)], "next_page": "p2"})
    backend.expect("GET", PATH, {"sessions": [row(3)], "next_page": None})
    found = ask(backend, lambda conn: conn.list_capture_sessions(status="created"))
    assert [session.id for session in found] == ["cap-1", "cap-2", "cap-3"]
    assert [asked.params for asked in backend.wire.asked] == [{"status": "created"}, {"status": "created", "cursor": "p2"}]


def test_no_more_pages_are_read_than_are_wanted(backend: Backend) -> None:
    backend.expect("GET", PATH, {"sessions": [row(1), row(2)], "next_page": "p2"})
    backend.expect("GET", PATH, {"sessions": [row(3), row(4)], "next_page": "p3"})
    found = ask(backend, lambda conn: conn.list_capture_sessions(end_user_id="u", limit=3))
    assert [session.id for session in found] == ["cap-1", "cap-2", "cap-3"]
    assert backend.params == {"end_user_id": "u", "cursor": "p2"}


@pytest.mark.parametrize(
    "second", [{"sessions": [row(2)], "next_page": "p2"}, {"sessions": [], "next_page": "p3"}, {"sessions": None}, {"next_page": 7}]
)
def test_a_list_that_turns_in_circles_ends(backend: Backend, second: dict[str, Any]) -> None:
    backend.expect("GET", PATH, {"sessions": [row(1)], "next_page": "p2"})
    backend.expect("GET", PATH, second)
    assert ask(backend, lambda conn: conn.list_capture_sessions())[0].id == "cap-1"


def test_a_collection_makes_finds_and_lists_its_own(backend: Backend) -> None:
    backend.expect("POST", "collection/c-1/capture/session", {"session_id": "cap-1"})
    backend.expect("GET", "collection/c-1/capture/session/cap-1", row(1))
    backend.expect("GET", "collection/c-1/capture/session", {"sessions": [row(1)]})

    async def work(collection: AsyncCollection) -> list[str]:
        made = await collection.create_capture_session("user", None, "conn-1", {"a": 1})
        found = await collection.get_capture_session("cap-1")
        listed = await collection.list_capture_sessions("created", limit=5)
        return [made.collection_id, found.collection_id, *(each.collection_id for each in listed)]

    assert backend.run(lambda api: work(AsyncCollection(api, {"id": "c-1"}))) == ["c-1"] * 3
    assert backend.wire.asked[0].body == {"end_user_id": "user", "ws_connection_id": "conn-1", "metadata": {"a": 1}}
