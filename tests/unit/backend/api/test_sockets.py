"""The URL of a socket: who gets one, what it looks like, and what may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.api.sockets import last_event_of, socket_url
from lookhear.backend.auth.secrets import sha256_of
from lookhear.errors import InvalidRequest
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATH = "/collection/default/websocket"


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def test_a_url_is_absolute_and_holds_the_ticket_of_a_connection(backend: ServedBackend) -> None:
    told = backend.data("GET", PATH)
    base, _, ticket = told["websocket_url"].rpartition("/")
    assert base == "ws://127.0.0.1:8787/ws"
    row = backend.store.read(lambda tx: tx.connections.of_ticket(sha256_of(ticket)))
    assert row is not None
    assert (row.id, told["expires_in"]) == (told["connection_id"], 60)


def test_every_call_gives_another_one(backend: ServedBackend) -> None:
    told = [backend.data("GET", PATH) for _ in range(3)]
    assert len({each["websocket_url"] for each in told}) == len({each["connection_id"] for each in told}) == 3


def test_a_url_is_that_by_which_others_reach_the_server(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, public_url="https://rec.example.org/lookhear") as served:
        assert served.data("GET", PATH)["websocket_url"].startswith("wss://rec.example.org/lookhear/ws/wt-")


@pytest.mark.parametrize(
    ("base", "url"),
    [("http://h:1", "ws://h:1/ws/t"), ("https://h", "wss://h/ws/t"), ("http://[::1]:80/http", "ws://[::1]:80/http/ws/t")],
)
def test_the_scheme_follows_that_of_the_base(base: str, url: str) -> None:
    assert socket_url(base, "t") == url


def test_client_tokens_get_one_too_and_nobody_else(backend: ServedBackend) -> None:
    assert backend.ask("GET", PATH, key=backend.token()).status_code == 200
    assert backend.ask("GET", PATH, key=backend.begun().grant).status_code == 403
    assert backend.ask("GET", PATH, key=None).status_code == 401


def test_a_connection_of_a_token_of_one_session_is_bound_like_the_token(backend: ServedBackend) -> None:
    secret, _ = backend.store.run(backend.services.auth.mint_token(expires_in_s=60, session_id="cap-1"))
    told = backend.data("GET", PATH, key=secret)
    row = backend.store.read(lambda tx: tx.connections.get(told["connection_id"]))
    assert row is not None
    assert row.session_id == "cap-1"


@pytest.mark.parametrize(("query", "names"), [("", ("visual_index", "audio_index")), ("?visual_channel=&audio_channel=", None)])
def test_the_channels_of_indexes_have_the_servers_names(query: str, names: tuple[str, str] | None, backend: ServedBackend) -> None:
    told = backend.data("GET", PATH + query)
    row = backend.store.read(lambda tx: tx.connections.get(told["connection_id"]))
    assert row is not None
    assert (row.visual_channel, row.audio_channel) == (names or ("visual_index", "audio_index"))


def test_the_channels_of_indexes_are_called_what_a_client_asks_for(backend: ServedBackend) -> None:
    told = backend.data("GET", f"{PATH}?visual_channel=scene_index&audio_channel=spoken_index")
    row = backend.store.read(lambda tx: tx.connections.get(told["connection_id"]))
    assert row is not None
    assert (row.visual_channel, row.audio_channel) == ("scene_index", "spoken_index")


@pytest.mark.parametrize("name", ["Scene", "1st", "a b", "a" * 65, "%00", "é"])
def test_a_name_that_is_none_is_refused(name: str, backend: ServedBackend) -> None:
    assert backend.ask("GET", f"{PATH}?visual_channel={name}").status_code == 422


def test_a_collection_must_be_there(backend: ServedBackend) -> None:
    backend.store.add(COLLECTION)
    assert backend.ask("GET", f"/collection/{COLLECTION.id}/websocket").status_code == 200
    assert backend.ask("GET", "/collection/c-none/websocket").status_code == 404


@pytest.mark.parametrize(("text", "number"), [(None, None), ("", None), ("0", 0), ("17", 17), (str(2**63 - 1), 2**63 - 1)])
def test_a_message_id_is_read(text: str | None, number: int | None) -> None:
    assert last_event_of(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "a", "\u0661", " 1", str(2**63), "9" * 5000, "1e3"])
def test_a_message_id_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="last_event_id"):
        last_event_of(text)
