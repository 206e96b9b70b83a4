"""What connect() gives, against a whole backend: sessions, tokens, sockets and their events, with a loop and without."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

import lookhear
from demo.process import wait_until
from lookhear.errors import AuthenticationError, ConnectionFailed, InvalidRequestError, NotFoundError
from lookhear.sdk.connect import connect, connect_async
from lookhear.sdk.events import LifecycleEvent, parse_event
from tests.tools.hosted import HostedBackend

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from lookhear.sdk.aio.connection import AsyncConnection
    from lookhear.sdk.blocking.connection import Connection
    from lookhear.sdk.websocket import WebSocketConnection

CHANNELS = [
    {"channel_id": "mic:default", "type": "audio"},
    {"channel_id": "display:1", "type": "video"},
    {"channel_id": "display:2", "type": "video"},
]
SOON_S = 90.0


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedBackend]:
    with HostedBackend(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def conn(backend: HostedBackend, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """As the quickstart has it: nothing is said but in the environment."""
    monkeypatch.setenv("VIDEO_DB_API_KEY", backend.key)
    monkeypatch.setenv("VIDEODB_BASE_URL", backend.url)
    with lookhear.connect() as connection:
        yield connection


def begin(connection: Connection, session_id: str, *, primary: str = "display:2") -> None:
    """What a recorder says when it comes."""
    connection.api.post("capture/session/start", {"session_id": session_id, "channels": CHANNELS, "primary_video_channel_id": primary})


async def until(messages: AsyncIterator[dict[str, Any]], event: str) -> LifecycleEvent:
    """The first message of a kind; fails instead of waiting for ever."""
    async with asyncio.timeout(SOON_S):
        async for message in messages:
            told = parse_event(message)
            if isinstance(told, LifecycleEvent) and told.event == event:
                return told
    raise AssertionError(f"{event} never came")


def test_a_session_is_made_begun_and_stopped(conn: Connection, backend: HostedBackend) -> None:
    session = conn.create_capture_session(end_user_id="user_abc", metadata={"app": "my-ai-copilot"})
    assert session.id.startswith("cap-")
    assert (session.status, session.displays, session.get_rtstream("mic")) == ("created", [], [])
    token = conn.generate_client_token(expires_in=600)
    with connect(session_token=token, base_url=backend.url) as desktop:
        begin(desktop, session.id)
        with pytest.raises(InvalidRequestError):
            desktop.create_capture_session("somebody")

    found = conn.get_capture_session(session.id)
    assert (found.status, found.metadata, found.primary_video_channel_id) == ("starting", {"app": "my-ai-copilot"}, "display:2")
    assert [(display.channel_id, display.is_primary) for display in found.displays] == [("display:1", False), ("display:2", True)]
    assert [stream.name for stream in found.get_rtstream("display")] == ["display:2", "display:1"]
    assert [stream.name for stream in found.get_rtstream("screen")] == ["display:2", "display:1"]
    assert [stream.name for stream in found.get_rtstream("mic")] == ["mic:default"]
    assert len(found.rtstreams) == len(CHANNELS)
    assert found.stop().status in {"stopping", "stopped", "failed"}


def test_sessions_are_listed_over_all_pages(conn: Connection) -> None:
    made = [conn.create_capture_session("who-has-many").id for _ in range(25)]
    listed = conn.list_capture_sessions(end_user_id="who-has-many")
    assert [session.id for session in listed] == made[::-1]
    assert [session.id for session in conn.list_capture_sessions(end_user_id="who-has-many", limit=3)] == made[:-4:-1]
    assert conn.list_capture_sessions(status="exported", end_user_id="who-has-many") == []
    assert [session.id for session in conn.get_collection().list_capture_sessions(end_user_id="who-has-many", limit=1)] == [made[-1]]


def test_a_removed_session_is_gone(conn: Connection) -> None:
    session = conn.create_capture_session("user")
    session.delete()
    with pytest.raises(NotFoundError):
        session.refresh()


@pytest.mark.parametrize("placeholder", ["cap-xxx", "rts-xxx", "../key", "cap xxx", "ü"])
def test_placeholders_are_not_found(conn: Connection, placeholder: str) -> None:
    with pytest.raises(NotFoundError):
        conn.get_capture_session(placeholder)
    with pytest.raises(NotFoundError):
        conn.get_collection().get_rtstream(placeholder)


@pytest.mark.parametrize("credential", ["sk-xxx", "token-xxx"])
def test_placeholders_of_credentials_are_refused(backend: HostedBackend, credential: str) -> None:
    with connect(credential, base_url=backend.url) as stranger:
        for ask in (stranger.get_collection, stranger.generate_client_token, stranger.connect_websocket):
            with pytest.raises(AuthenticationError) as caught:
                ask()
            assert credential not in caught.value.for_people()


def test_a_token_is_refused_once_it_was_taken_back_and_may_not_mint(conn: Connection, backend: HostedBackend) -> None:
    token = conn.generate_client_token(user_id="user")
    with connect(session_token=token, base_url=backend.url) as desktop:
        assert desktop.get_collection().id == "default"
        with pytest.raises(InvalidRequestError) as caught:
            desktop.generate_client_token()
        assert caught.value.status == 403
        assert conn.revoke_client_token(token)
        with pytest.raises(AuthenticationError):
            desktop.get_collection()


def test_a_token_is_refused_once_its_time_is_over(conn: Connection, backend: HostedBackend) -> None:
    def refusal(desktop: Connection) -> str:
        try:
            desktop.get_collection()
        except AuthenticationError as error:
            return str(error)
        return ""

    with connect(session_token=conn.generate_client_token(expires_in=8), base_url=backend.url) as desktop:
        assert desktop.get_collection().id == "default"  # which may take some seconds on a busy machine
        assert "expired" in wait_until(lambda: refusal(desktop), what="the token's end")


def test_a_token_can_be_for_one_session_alone(conn: Connection, backend: HostedBackend) -> None:
    mine, other = conn.create_capture_session("user"), conn.create_capture_session("user")
    token = conn.generate_client_token(session_id=mine.id)
    with connect(session_token=token, base_url=backend.url) as desktop:
        assert desktop.get_capture_session(mine.id).id == mine.id
        with pytest.raises(InvalidRequestError):
            desktop.get_capture_session(other.id)


@pytest.mark.parametrize("said", [{"expires_in": 0}, {"expires_in": "soon"}])
def test_what_the_backend_does_not_take_is_told_in_its_words(conn: Connection, said: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError, match="expires_in") as caught:
        conn.generate_client_token(**said)
    assert caught.value.status == 422


def test_events_that_are_watched_for(conn: Connection) -> None:
    event_id = conn.create_event("somebody types a password", "secret")
    assert {"event_id": event_id, "event_prompt": "somebody types a password", "label": "secret"}.items() <= conn.list_events()[-1].items()


def test_a_socket_tells_what_becomes_of_a_session(conn: Connection) -> None:
    async def run() -> tuple[LifecycleEvent, LifecycleEvent]:
        async with conn.connect_websocket() as socket:
            session = await asyncio.to_thread(conn.create_capture_session, "user", ws_connection_id=socket.connection_id, metadata={"n": 1})
            messages = socket.stream(channel="capture_session", id=session.id)
            created = await until(messages, "capture_session.created")
            await asyncio.to_thread(begin, conn, session.id)
            return created, await until(messages, "capture_session.starting")

    created, starting = asyncio.run(run())
    assert (created.status, created.metadata, created.end_user_id) == ("created", {"n": 1}, "user")
    assert (starting.status, starting.capture_session_id) == ("starting", created.capture_session_id)


def test_the_same_with_a_loop(backend: HostedBackend) -> None:
    async def run(connection: AsyncConnection) -> tuple[str | None, str]:
        async with connection, await connection.connect_websocket() as socket:
            session = await connection.create_capture_session("user", ws_connection_id=socket.connection_id)
            token = await connection.generate_client_token(600)
            async with connect_async(session_token=token, base_url=backend.url) as desktop:
                await desktop.api.post("capture/session/start", {"session_id": session.id, "channels": CHANNELS})
            told = await until(socket.receive(), "capture_session.starting")
            await session.refresh()
            assert [stream.name for stream in session.get_rtstream("display")] == ["display:1", "display:2"]
            return session.status, told.status

    assert asyncio.run(run(connect_async(backend.key, base_url=backend.url))) == ("starting", "starting")


def test_a_socket_outlives_the_backend_s_restart_and_misses_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with HostedBackend(tmp_path_factory.mktemp("restarted")) as backend, connect(backend.key, base_url=backend.url) as connection:

        async def run(socket: WebSocketConnection) -> list[str]:
            session = await asyncio.to_thread(connection.create_capture_session, "user", ws_connection_id=socket.connection_id)
            messages = socket.stream(id=session.id)
            told = [(await until(messages, "capture_session.created")).status]
            before = socket.connection_id
            await asyncio.to_thread(backend.restart)
            await asyncio.to_thread(begin, connection, session.id)
            told.append((await until(messages, "capture_session.starting")).status)
            assert socket.connection_id == before
            return told

        async def whole() -> list[str]:
            async with await asyncio.to_thread(connection.connect_websocket) as socket:
                return await run(socket)

        assert asyncio.run(whole()) == ["created", "starting"]


def test_a_backend_that_has_ended_is_a_connection_that_fails(tmp_path_factory: pytest.TempPathFactory) -> None:
    with HostedBackend(tmp_path_factory.mktemp("ended")) as ended:
        connection = connect(ended.key, base_url=ended.url)
        assert connection.get_collection().id == "default"
    with pytest.raises(ConnectionFailed, match="cannot be reached") as caught:
        connection.get_collection()
    connection.close()
    assert "lookhear serve" in caught.value.hint
