"""What a connection asks beside sessions: tokens, sockets, events, collections, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import AuthenticationError, InvalidRequestError
from lookhear.sdk.aio.connection import AsyncConnection
from tests.fakes.sdk_wire import BASE_URL, KEY, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend


def ask(backend: Backend, work: Callable[[AsyncConnection], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever the work gives
    return backend.run(lambda api: work(AsyncConnection(api)))


def test_it_says_where_it_leads_and_not_with_what(backend: Backend) -> None:
    async def work(conn: AsyncConnection) -> tuple[str, str]:
        async with conn as same:
            return same.base_url, repr(conn)

    assert ask(backend, work) == (BASE_URL, f"AsyncConnection('{BASE_URL}')")


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ({}, {"expires_in": 86_400}),
        ({"expires_in": 600}, {"expires_in": 600}),
        ({"user_id": "u", "session_id": "cap-1"}, {"expires_in": 86_400, "user_id": "u", "session_id": "cap-1"}),
    ],
)
def test_a_token_is_minted(backend: Backend, said: dict[str, Any], body: dict[str, Any]) -> None:
    backend.expect("POST", "capture/session/token", {"token": "st-1", "expires_in": 600, "expires_at": 1})
    assert ask(backend, lambda conn: conn.generate_client_token(**said)) == "st-1"
    assert backend.said == body


@pytest.mark.parametrize("data", [{}, {"token": None}, {"token": ""}, []])
def test_an_answer_without_a_token_is_no_token(backend: Backend, data: object) -> None:
    backend.expect("POST", "capture/session/token", data)
    with pytest.raises(InvalidRequestError, match="without a token"):
        ask(backend, lambda conn: conn.generate_client_token())


def test_a_token_may_not_mint(backend: Backend) -> None:
    backend.expect("POST", "capture/session/token", refusal(401, "This needs an API key."))
    with pytest.raises(AuthenticationError, match="needs an API key"):
        ask(backend, lambda conn: conn.generate_client_token())


@pytest.mark.parametrize("revoked", [True, False])
def test_a_token_is_taken_back(backend: Backend, revoked: bool) -> None:  # noqa: FBT001 - an expectation
    backend.expect("POST", "capture/session/token/revoke", {"revoked": revoked})
    assert ask(backend, lambda conn: conn.revoke_client_token("st-1")) is revoked
    assert backend.said == {"token": "st-1"}


def test_a_socket_is_offered_and_not_yet_open(backend: Backend) -> None:
    backend.expect("GET", "collection/default/websocket", {"websocket_url": "ws://127.0.0.1:1/ws/wt-1", "connection_id": "conn-1"})
    socket = ask(backend, lambda conn: conn.connect_websocket())
    assert (socket.url, socket.connection_id, socket.is_connected) == ("ws://127.0.0.1:1/ws/wt-1", None, False)


def test_a_socket_can_name_its_channels_as_a_program_looks_for_them(backend: Backend) -> None:
    backend.expect("GET", "collection/default/websocket", {"websocket_url": "wss://x.example/ws/wt-1"})
    ask(backend, lambda conn: conn.connect_websocket(visual_channel="scene_index", audio_channel="spoken_index"))
    assert backend.params == {"visual_channel": "scene_index", "audio_channel": "spoken_index"}


@pytest.mark.parametrize("url", [None, "", "https://x.example", 5])
def test_what_is_no_url_of_a_socket_is_not_opened(backend: Backend, url: object) -> None:
    backend.expect("GET", "collection/c-1/websocket", {"websocket_url": url})
    with pytest.raises(InvalidRequestError, match="WebSocket"):
        ask(backend, lambda conn: conn.connect_websocket("c-1"))


def test_events_are_made_and_listed(backend: Backend) -> None:
    backend.expect("POST", "rtstream/event", {"event_id": "event-1"})
    backend.expect("GET", "rtstream/event", {"events": [{"event_id": "event-1", "label": "x", "event_prompt": "p"}, None]})
    assert ask(backend, lambda conn: conn.create_event("a password is visible", "secret")) == "event-1"
    assert backend.said == {"event_prompt": "a password is visible", "label": "secret"}
    assert ask(backend, lambda conn: conn.list_events()) == [{"event_id": "event-1", "label": "x", "event_prompt": "p"}]


def test_collections_are_found_made_and_called_something_else(backend: Backend) -> None:
    backend.expect("GET", "collection/default", {"id": "default", "name": "Default", "description": "", "is_public": False})
    backend.expect("GET", "collection", {"collections": [{"id": "default"}, {"id": "c-1"}], "default_collection": "default"})
    backend.expect("POST", "collection", {"id": "c-1", "name": "n"})
    backend.expect("PATCH", "collection/c-1", {"id": "c-1", "name": "m"})

    async def work(conn: AsyncConnection) -> list[Any]:
        found = await conn.get_collection()
        listed = await conn.get_collections()
        made = await conn.create_collection("n", "d")
        changed = await conn.update_collection("c-1", name="m")
        return [found.name, [each.id for each in listed], made.id, conn.collection_id, changed.name]

    assert ask(backend, work) == ["Default", ["default", "c-1"], "c-1", "c-1", "m"]
    assert [asked.body for asked in backend.wire.asked[2:]] == [{"name": "n", "description": "d", "is_public": False}, {"name": "m"}]


def test_an_operation_can_be_looked_at_without_waiting(backend: Backend) -> None:
    backend.expect("GET", "async-response/op-1", {"percentage": 5})
    assert ask(backend, lambda conn: conn.get_async_response("op-1")) == {"percentage": 5}


def test_a_download_is_asked_for(backend: Backend) -> None:
    backend.expect("POST", "download", {"download_url": "https://x", "name": "n", "status": "done"})
    assert ask(backend, lambda conn: conn.download("https://x/1.m3u8", "n"))["status"] == "done"
    assert backend.said == {"stream_link": "https://x/1.m3u8", "name": "n"}


def test_an_address_is_handed_over_into_the_collection(backend: Backend) -> None:
    backend.expect("POST", "collection/default/upload", {"id": "m-1", "name": "talk"})
    video = ask(backend, lambda conn: conn.upload("https://x.example/talk.mp4"))
    assert video.id == "m-1"
    assert backend.said["url"] == "https://x.example/talk.mp4"
    assert KEY not in repr(video)
