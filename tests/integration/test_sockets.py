"""Sockets of the real `lookhear serve`, opened by the `websockets` client as the official SDK opens them: with a URL and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from lookhear.protocol.ids import new_recording_id
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import fragment_of, init_of
from tests.tools.serving import API_KEY, Begun, ServedBackend

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from websockets.asyncio.client import ClientConnection

ANSWER_S: Final = 30.0
WEBSOCKET: Final = "/collection/default/websocket"
SESSIONS: Final = "/collection/default/capture/session"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBackend]:
    """One for the tests that leave it as it is."""
    with ServedBackend(tmp_path_factory.mktemp("sockets") / "data") as served:
        yield served
        served.stop()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServedBackend]:
    """One for one test alone."""
    with ServedBackend(tmp_path / "data") as served:
        yield served


class Api:
    """The backend as its user's backend asks it, from inside an event loop."""

    def __init__(self, backend: ServedBackend, client: httpx.AsyncClient) -> None:
        self._backend = backend
        self._client = client

    async def data(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401 - it is JSON
        """What a request that must succeed answers."""
        answer = await self._client.request(method, path, **request)
        while answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            await asyncio.sleep(float(answer.headers["retry-after"]))
            answer = await self._client.request(method, path, **request)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()["data"]

    async def url(self, query: str = "", *, key: str = API_KEY) -> str:
        """The URL of a new connection."""
        return str((await self.data("GET", WEBSOCKET + query, headers={"x-access-token": key}))["websocket_url"])

    async def session(self, connection_id: str, **more: object) -> str:
        """A new session that tells this connection."""
        wanted = {"end_user_id": "somebody", "ws_connection_id": connection_id} | more
        return str((await self.data("POST", SESSIONS, json=wanted))["session_id"])

    async def stop(self, session_id: str) -> None:
        """Stop a session; one whose recorder never came has failed then."""
        await self.data("POST", f"/capture/session/{session_id}/stop")


@contextlib.asynccontextmanager
async def asking(backend: ServedBackend) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(base_url=backend.url, headers={"x-access-token": API_KEY}, timeout=ANSWER_S, trust_env=False) as client:
        yield Api(backend, client)


def dial(url: str, **more: Any) -> connect:  # noqa: ANN401 - whatever `connect` takes
    return connect(url, open_timeout=ANSWER_S, proxy=None, **more)


async def told(line: ClientConnection) -> dict[str, Any]:
    """The next message."""
    message = json.loads(await asyncio.wait_for(line.recv(), ANSWER_S))
    assert isinstance(message, dict)
    return message


async def named(line: ClientConnection) -> str:
    """The connection id, which the first message must hold and nothing else."""
    first = await told(line)
    assert list(first) == ["connection_id"]
    return str(first["connection_id"])


async def until_closed(line: ClientConnection) -> tuple[list[dict[str, Any]], int | None]:
    """Everything that comes before the server closes it, and the code of that."""
    got = []
    with contextlib.suppress(ConnectionClosed):
        while True:
            got.append(await told(line))
    return got, line.close_code


async def refused(url: str, **more: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - whatever `connect` takes
    """The status and the body of a refusal."""
    with pytest.raises(InvalidStatus) as refusal:
        await dial(url, **more)
    return refusal.value.response.status_code, json.loads(refusal.value.response.body)


def test_a_session_tells_its_socket_of_its_whole_life_in_the_contracts_words(shared: ServedBackend) -> None:
    async def scene() -> list[dict[str, Any]]:
        async with asking(shared) as api, dial(await api.url()) as line:
            session_id = await api.session(await named(line), metadata={"title": "Grüße 💡"})
            begun = await asyncio.to_thread(_begun, shared, session_id)
            await asyncio.to_thread(_recorded, shared, begun)
            return [await told(line) for _ in range(6)]

    messages = asyncio.run(scene())
    states = ["created", "starting", "active", "stopping", "stopped", "exported"]
    assert [message["event"] for message in messages] == [f"capture_session.{state}" for state in states]
    assert [message["status"] for message in messages] == states
    ids = [message["message_id"] for message in messages]
    assert ids == sorted(set(ids))
    for message in messages:
        assert (message["type"], message["channel"]) == ("capture_session", "capture_session")
        assert message["metadata"] == {"title": "Grüße 💡"}
        assert "id" not in message
        assert message["capture_session_id"] == message["session_id"]
    (row,) = messages[2]["data"]["rtstreams"]
    assert row == {"rtstream_id": row["rtstream_id"], "name": "display:1", "media_types": ["video"], "channel_id": "display"}
    assert messages[5]["data"]["exported_video_id"].startswith("m-")


def test_a_socket_is_told_of_what_names_it_and_of_nothing_else(shared: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(shared) as api, dial(await api.url()) as one, dial(await api.url()) as other:
            first, second = await named(one), await named(other)
            assert first != second
            await api.session("conn-of-nobody")
            theirs, ours = await api.session(second), await api.session(first)
            assert (await told(one))["session_id"] == ours
            assert (await told(other))["session_id"] == theirs

    asyncio.run(scene())


def test_a_line_that_broke_is_opened_again_with_the_same_url_and_goes_on_where_it_was(shared: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(shared) as api:
            url = await api.url()
            async with dial(url) as line:
                connection_id = await named(line)
                await api.session(connection_id)
                last = (await told(line))["message_id"]
                line.transport.abort()
            missed = [await api.session(connection_id) for _ in range(3)]
            async with dial(f"{url}?last_event_id={last}") as line:
                assert await named(line) == connection_id
                assert [(await told(line))["session_id"] for _ in missed] == missed
                newest = await api.session(connection_id)
                assert (await told(line))["session_id"] == newest
            async with dial(url) as line:  # who names no message gets what comes from now on
                await named(line)
                await api.stop(newest)
                assert (await told(line))["event"] == "capture_session.failed"

    asyncio.run(scene())


def test_of_two_clients_with_one_url_the_later_one_has_it(shared: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(shared) as api:
            url = await api.url()
            async with dial(url) as first:
                connection_id = await named(first)
                async with dial(url) as second:
                    assert await named(second) == connection_id
                    assert await until_closed(first) == ([], 4001)
                    session_id = await api.session(connection_id)
                    assert (await told(second))["session_id"] == session_id

    asyncio.run(scene())


def test_a_crash_of_the_server_loses_no_message(own: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(own) as api:
            url = await api.url()
            async with dial(url) as line:
                connection_id = await named(line)
                before = [await api.session(connection_id) for _ in range(2)]
                last = (await told(line))["message_id"]
                await told(line)  # a client that has not written it down
                own.kill()
                assert (await until_closed(line))[1] == 1006
            own.start()
            async with asking(own) as anew, dial(f"{url}?last_event_id={last}") as line:
                assert await named(line) == connection_id
                assert (await told(line))["session_id"] == before[1]
                after = await anew.session(connection_id)
                assert (await told(line))["session_id"] == after

    asyncio.run(scene())


@pytest.mark.timeout(180)
def test_a_client_that_does_not_read_is_closed_and_comes_back_for_the_rest(own: ServedBackend) -> None:
    async def scene() -> tuple[list[str], list[str], int | None]:
        async with asking(own) as api:
            url = await api.url()
            async with dial(url, sock=_narrow_line(own), max_queue=1) as slow, dial(await api.url()) as other:
                connection_id, apart = await named(slow), await named(other)
                made = [await api.session(connection_id, metadata={"filler": "x" * 30_000}) for _ in range(12)]  # it has no room now
                for _ in range(52):
                    made += await asyncio.gather(*(api.session(connection_id) for _ in range(10)))
                quick = await api.session(apart)
                assert (await told(other))["session_id"] == quick  # nobody else waits for it
                got, code = await until_closed(slow)
            seen = [message["session_id"] for message in got]
            async with dial(f"{url}?last_event_id={got[-1]['message_id']}") as again:
                await named(again)
                seen += [(await told(again))["session_id"] for _ in range(len(made) - len(seen))]
            return made, seen, code

    made, seen, code = asyncio.run(scene())
    assert code == 1013
    assert len(seen) == len(set(seen))
    assert set(seen) == set(made)


def test_what_a_client_sends_means_nothing_and_too_much_of_it_closes_the_line_only(shared: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(shared) as api:
            url = await api.url()
            async with dial(url) as line:
                connection_id = await named(line)
                for garbage in ("hello", '{"connection_id": "mine"}', "{" * 10_000, b"\x00\xff" * 1000, ""):
                    await line.send(garbage)
                first = await api.session(connection_id)
                assert (await told(line))["session_id"] == first
                await line.send("x" * 1_000_000)
                assert await until_closed(line) == ([], 1009)
            async with dial(f"{url}?last_event_id=0") as line:
                assert await named(line) == connection_id
                assert (await told(line))["session_id"] == first

    asyncio.run(scene())


def test_a_url_of_nobody_of_another_server_or_with_nonsense_is_refused_before_it_is_a_socket(
    shared: ServedBackend, own: ServedBackend
) -> None:
    async def scene() -> None:
        async with asking(shared) as api, asking(own) as elsewhere:
            theirs = httpx.URL(await elsewhere.url()).path
            base = shared.url.replace("http", "ws", 1)
            for path in (theirs, "/ws/wt-nothing", "/ws/%00", f"/ws/{'x' * 5000}"):
                status, body = await refused(base + path)
                assert (status, body["success"], body["error_code"]) == (401, False, "UNAUTHORIZED")
                assert "GET /collection/default/websocket" in body["message"]
            url = await api.url()
            for last in ("-1", "abc", "9" * 40):
                assert (await refused(f"{url}?last_event_id={last}"))[0] == 422
            with pytest.raises(InvalidStatus):
                await dial(base + "/collection/default")
            async with dial(url) as line:  # what was refused took nothing away
                await named(line)

    asyncio.run(scene())


def test_a_url_that_nobody_opened_in_time_is_refused(own: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(own) as api:
            url = await api.url()
            (path,) = own.data_dir.glob("*.sqlite3")
            with contextlib.closing(sqlite3.connect(path, timeout=ANSWER_S)) as rows, rows:
                rows.execute("UPDATE connections SET expires_ns = created_ns")
            status, body = await refused(url)
            assert (status, body["error_code"]) == (401, "EXPIRED")

    asyncio.run(scene())


def test_sockets_of_a_key_or_a_token_that_is_taken_back_are_closed(own: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(own) as api:
            key = await api.data("POST", "/key", json={"name": "theirs"})
            token = (await api.data("POST", "/capture/session/token", json={}))["token"]
            by_key, by_token = await api.url(key=key["key"]), await api.url(key=token)
            async with dial(by_key) as one, dial(by_token) as other, dial(await api.url()) as ours:
                for line in (one, other, ours):
                    await named(line)
                await api.data("DELETE", f"/key/{key['id']}")
                assert await until_closed(one) == ([], 4401)
                await api.data("POST", "/capture/session/token/revoke", json={"token": token})
                assert await until_closed(other) == ([], 4401)
                await asyncio.wait_for(await ours.ping(), ANSWER_S)
            for url in (by_key, by_token):
                status, body = await refused(url)
                assert (status, body["error_code"]) == (401, "REVOKED")

    asyncio.run(scene())


def test_the_ticket_lets_a_page_of_any_origin_in_but_a_name_that_is_not_ours_lets_nobody_in(shared: ServedBackend) -> None:
    async def scene() -> None:
        port = httpx.URL(shared.url).port
        async with asking(shared) as api:
            async with dial(await api.url(), origin="https://app.example.org") as line:
                await named(line)
            rebound = (await api.url()).replace("127.0.0.1", "rebound.example.org")
            status, body = await refused(rebound, host="127.0.0.1", port=port)
            assert (status, body["error_code"]) == (403, "FORBIDDEN")

    asyncio.run(scene())


def test_a_server_that_ends_says_so_and_is_found_again_under_the_same_url(own: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(own) as api:
            url = await api.url()
            async with dial(url) as line, dial(await api.url()) as other:
                connection_id = await named(line)
                await named(other)
                await asyncio.to_thread(own.stop)
                assert await until_closed(line) == ([], 1001)
                assert await until_closed(other) == ([], 1001)
        own.start()
        async with dial(url) as line:
            assert await named(line) == connection_id

    asyncio.run(scene())


def test_sockets_that_are_gone_leave_nothing_behind(own: ServedBackend) -> None:
    async def scene() -> None:
        async with asking(own) as api:
            urls = [await api.url() for _ in range(40)]
            before = _open_files(own)
            lines = [await dial(url) for url in urls]
            assert _open_files(own) >= before + len(urls)
            for number, line in enumerate(lines):
                if number % 2:
                    await line.close()
                else:
                    line.transport.abort()
            async with asyncio.timeout(ANSWER_S):
                while _open_files(own) > before + 5:  # noqa: ASYNC110 - connections of ours come and go
                    await asyncio.sleep(0.05)

    asyncio.run(scene())


def _begun(backend: ServedBackend, session_id: str) -> Begun:
    """A recorder comes to a session, with a display."""
    with httpx.Client(base_url=backend.url, headers={"x-access-token": API_KEY}, timeout=ANSWER_S) as client:
        recording_id = new_recording_id()
        wanted = {"session_id": session_id, "recording_id": recording_id, "channels": [{"channel_id": "display:1", "store": True}]}
        begun = client.post("/capture/session/start", json=wanted).raise_for_status().json()["data"]
    streams = {stream["track"]: stream["stream_id"] for stream in begun["ingest"]["streams"]}
    return Begun(session_id, recording_id, begun["ingest"]["grant"], streams)


def _recorded(backend: ServedBackend, begun: Begun) -> None:
    """It sends half a second, and that was all."""
    track = "display:1"
    init, fragment = init_of(TrackKind.DISPLAY), fragment_of(TrackKind.DISPLAY, 1)
    with httpx.Client(base_url=backend.url, timeout=ANSWER_S) as client:
        client.put(begun.init(track), content=init.data, headers=begun.headers(init, track)).raise_for_status()
        client.put(begun.fragment(track, 1), content=fragment.data, headers=begun.headers(fragment, track)).raise_for_status()
        complete = f"/ingest/v1/streams/{begun.streams[track]}/complete"
        client.post(complete, json={"last_seq": 1}, headers={"x-access-token": begun.grant}).raise_for_status()


def _narrow_line(backend: ServedBackend) -> socket.socket:
    """A connection of a client that holds next to nothing."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", httpx.URL(backend.url).port))
    line.setblocking(False)  # noqa: FBT003 - the standard library's signature
    return line


def _open_files(backend: ServedBackend) -> int:
    return len([*Path(f"/proc/{backend.pid}/fd").iterdir()])
