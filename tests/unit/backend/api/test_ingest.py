"""Ingest over the whole application: every answer of the protocol, and problem documents for every refusal."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.backend.api.ingest import read_completion
from lookhear.backend.app import create_app
from lookhear.backend.auth.secrets import issue
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.records import CredentialKind
from lookhear.backend.services import compose
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.errors import IngestRefused
from lookhear.protocol.digests import content_digest
from lookhear.protocol.ingest import MAX_NUMBER, STOP_HEADER, Problem
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.bodies import Body, fragment_of, init_of
from tests.fakes.ingesting import CONTEXT, DISPLAY, MIC, OPEN
from tests.fakes.stored import add_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from lookhear.backend.services import Services

HOUR_NS = 3_600_000_000_000
STREAM = f"/ingest/v1/streams/{DISPLAY.id}"
RENEW = f"/ingest/v1/recordings/{DISPLAY.recording_id}/grant"
INIT = init_of(TrackKind.DISPLAY)
FIRST = fragment_of(TrackKind.DISPLAY, 1)
API_KEY = "sk-the-key"


@dataclass
class Wire:
    """An application that is asked directly, its clock, and a recorder's grant."""

    services: Services
    client: httpx.AsyncClient
    grant: str
    now_ns: int

    async def put(self, path: str, body: Body, *, kind: TrackKind = TrackKind.DISPLAY, token: str | None = None) -> httpx.Response:
        headers = {
            "x-access-token": self.grant if token is None else token,
            "Content-Type": kind.content_type,
            "Content-Digest": content_digest(body.sha256),
        }
        return await self.client.put(path, content=body.data, headers=headers)

    async def issue(self, *, recording_id: str | None, kind: CredentialKind = CredentialKind.GRANT, life_ns: int = HOUR_NS) -> str:
        secret, credential = issue(kind, now_ns=self.now_ns, expires_ns=self.now_ns + life_ns, recording_id=recording_id)
        await self.services.store.write(lambda tx: tx.credentials.add(credential))
        return secret

    async def complete(self, body: object) -> httpx.Response:
        return await self.client.post(f"{STREAM}/complete", json=body, headers={"x-access-token": self.grant})

    async def renew(self, token: str | None = None, path: str = RENEW) -> httpx.Response:
        return await self.client.post(path, headers={"x-access-token": self.grant if token is None else token})


def play(folder: Path, scene: Callable[[Wire], Awaitable[None]]) -> None:
    async def run() -> None:
        wire = Wire.__new__(Wire)
        wire.now_ns = time.time_ns()
        store = SqliteStore.open(folder / "rows", now_ns=lambda: wire.now_ns)
        objects = LocalObjects.open(folder / "objects")
        settings = Settings(data_dir=folder, api_key=API_KEY)
        wire.services = compose(settings=settings, store=store, objects=objects, bus=InProcessBus(), now_ns=lambda: wire.now_ns)
        starting = replace(OPEN, state=SessionState.STARTING, last_media_ns=None, stop_requested_ns=None)
        await store.write(lambda tx: add_rows(tx, starting, DISPLAY, MIC, CONTEXT))
        wire.grant = await wire.issue(recording_id=DISPLAY.recording_id)
        transport = httpx.ASGITransport(create_app(wire.services))
        try:
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8787") as client:
                wire.client = client
                await scene(wire)
        finally:
            await store.close()
            await objects.close()

    asyncio.run(run())


def assert_problem(response: httpx.Response, problem: Problem) -> dict[str, object]:
    body: dict[str, object] = response.json()
    assert (response.status_code, response.headers["content-type"]) == (problem.status, "application/problem+json"), body
    assert body["type"] == problem.type_uri
    assert body["status"] == problem.status
    assert body["success"] is False
    assert body["error_code"] == problem.name
    assert body["detail"] == body["message"] != ""
    assert body["title"]
    return body


def test_a_track_from_its_init_to_its_end(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        created = await wire.put(f"{STREAM}/init/1", INIT)
        assert (created.status_code, created.headers["etag"], created.content) == (201, f'"{INIT.sha256}"', b"")
        assert (await wire.put(f"{STREAM}/init/1", INIT)).status_code == 200
        for status in (201, 200):
            stored = await wire.put(f"{STREAM}/fragments/1?init=1", FIRST)
            assert (stored.status_code, stored.headers["etag"], stored.content) == (status, f'"{FIRST.sha256}"', b"")
        session = await wire.services.store.read(lambda tx: tx.sessions.get(OPEN.id))
        assert session is not None
        assert session.state is SessionState.ACTIVE
        told = await wire.client.get(STREAM, headers={"x-access-token": wire.grant})
        assert told.json() == {
            "stream_id": DISPLAY.id,
            "track": "display:1",
            "state": "open",
            "inits": [[1, 1]],
            "have": [[1, 1]],
            "last_seq": None,
            "sha256": hashlib.sha256(bytes.fromhex(FIRST.sha256)).hexdigest(),
            "store": True,
            "stop_requested": False,
        }
        missing = assert_problem(await wire.complete({"last_seq": 3, "inits": [1, 2]}), Problem.MISSING)
        assert (missing["missing"], missing["missing_inits"]) == ([[2, 3]], [[2, 2]])
        for _ in range(2):
            done = await wire.complete({"last_seq": 2, "inits": [1], "lost": [[2, 2]]})
            assert (done.status_code, done.json()["state"], done.json()["last_seq"]) == (200, "complete", 2)
        assert_problem(await wire.put(f"{STREAM}/fragments/3?init=1", fragment_of(TrackKind.DISPLAY, 3)), Problem.CLOSED)
        assert (await wire.put(f"{STREAM}/fragments/1?init=1", FIRST)).status_code == 200

    play(tmp_path, scene)


def test_the_context_log_is_sent_without_an_init(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        body, path = fragment_of(TrackKind.CONTEXT, 1), f"/ingest/v1/streams/{CONTEXT.id}/fragments/1"
        for query, status in (("", 201), ("?init=0", 200)):
            assert (await wire.put(path + query, body, kind=TrackKind.CONTEXT)).status_code == status

    play(tmp_path, scene)


SENSELESS = [
    (f"{STREAM}/fragments/1?init=2", FIRST, Problem.INIT_MISSING),
    (f"{STREAM}/fragments/1", FIRST, Problem.INIT_MISSING),
    (f"{STREAM}/fragments/1?init=x", FIRST, Problem.BAD_REQUEST),
    (f"{STREAM}/fragments/1?init=1&init=2", FIRST, Problem.BAD_REQUEST),
    (f"{STREAM}/fragments/2?init=1", FIRST, Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/fragments/2?init=1", Body(b"hello"), Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/fragments/2?init=1", Body(b""), Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/fragments/2?init=1", INIT, Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/init/2", FIRST, Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/init/2", init_of(TrackKind.MIC), Problem.NOT_A_FRAGMENT),
    (f"{STREAM}/init/2", Body(bytes((64 << 10) + 1)), Problem.TOO_LARGE),
    (f"{STREAM}/fragments/0?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/01?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/-1?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/{MAX_NUMBER + 1}?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/{'9' * 6000}?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/%D9%A1?init=1", FIRST, Problem.NOT_FOUND),
    (f"{STREAM}/fragments/..%2f1?init=1", FIRST, Problem.NOT_FOUND),
    ("/ingest/v1/streams/rts-9/fragments/1?init=1", FIRST, Problem.NOT_FOUND),
    ("/ingest/v1/streams/../fragments/1?init=1", FIRST, Problem.NOT_FOUND),
    ("/ingest/v1/streams/..%2f..%2fetc/fragments/1?init=1", FIRST, Problem.NOT_FOUND),
    ("/ingest/v1/streams/%00/fragments/1?init=1", FIRST, Problem.NOT_FOUND),
    ("/ingest/v1/elsewhere", FIRST, Problem.NOT_FOUND),
]


def test_what_makes_no_sense_is_a_problem_and_leaves_nothing(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        await wire.put(f"{STREAM}/init/1", INIT)
        for path, body, problem in SENSELESS:
            assert_problem(await wire.put(path, body), problem)
        assert len([path for path in (tmp_path / "objects").rglob("*") if path.is_file()]) == 1

    play(tmp_path, scene)


LYING = [
    ({"Content-Digest": ""}, Problem.BAD_DIGEST),
    ({"Content-Digest": "md5=:AAAA:"}, Problem.BAD_DIGEST),
    ({"Content-Digest": content_digest("00" * 32)}, Problem.BAD_DIGEST),
    ({"Content-Type": "audio/mp4"}, Problem.WRONG_TYPE),
    ({"Content-Type": ""}, Problem.WRONG_TYPE),
    ({"Content-Length": "5"}, Problem.BAD_REQUEST),
    ({"Content-Length": "999999"}, Problem.BAD_REQUEST),
    ({"Content-Length": str(9 << 20)}, Problem.TOO_LARGE),
    ({"Content-Length": "9" * 400}, Problem.LENGTH_REQUIRED),
    ({"Content-Length": "-5"}, Problem.LENGTH_REQUIRED),
    ({"x-access-token": ""}, Problem.UNAUTHORIZED),
    ({"x-access-token": "ig-nobody-issued-this"}, Problem.UNAUTHORIZED),
    ({"x-access-token": API_KEY}, Problem.FORBIDDEN),
]


def test_headers_that_promise_something_else_are_a_problem(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        await wire.put(f"{STREAM}/init/1", INIT)
        truth = {"x-access-token": wire.grant, "Content-Type": "video/mp4", "Content-Digest": content_digest(FIRST.sha256)}
        for headers, problem in LYING:
            response = await wire.client.put(f"{STREAM}/fragments/1?init=1", content=FIRST.data, headers=truth | headers)
            assert_problem(response, problem)
        assert (await wire.put(f"{STREAM}/fragments/1?init=1", FIRST)).status_code == 201

    play(tmp_path, scene)


def test_a_body_of_unknown_length_is_a_problem_and_ends_the_connection(tmp_path: Path) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield FIRST.data

    async def scene(wire: Wire) -> None:
        headers = {"x-access-token": wire.grant, "Content-Type": "video/mp4", "Content-Digest": content_digest(FIRST.sha256)}
        response = await wire.client.put(f"{STREAM}/fragments/1?init=1", content=parts(), headers=headers)
        assert_problem(response, Problem.LENGTH_REQUIRED)
        assert response.headers["connection"] == "close"

    play(tmp_path, scene)


def test_a_method_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        response = await wire.client.delete(STREAM)
        assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
        assert response.json()["success"] is False

    play(tmp_path, scene)


def test_a_grant_is_good_for_its_recording_until_it_expires_or_is_revoked(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        foreign = await wire.issue(recording_id="rec-2")
        token = await wire.issue(recording_id=None, kind=CredentialKind.CLIENT_TOKEN)
        for secret in (foreign, token):
            assert_problem(await wire.put(f"{STREAM}/init/1", INIT, token=secret), Problem.FORBIDDEN)
        assert (await wire.put(f"{STREAM}/init/1", INIT)).status_code == 201
        wire.now_ns += 2 * HOUR_NS
        assert_problem(await wire.put(f"{STREAM}/fragments/1?init=1", FIRST), Problem.EXPIRED)
        assert (await wire.client.get(STREAM, headers={"x-access-token": wire.grant})).json()["inits"] == [
            [1, 1]
        ]  # what is there may still be asked
        renewed = (await wire.renew()).raise_for_status().json()
        assert renewed["grant"] == wire.grant
        assert renewed["expires_at"] * 1_000_000_000 > wire.now_ns
        assert {stream["track"] for stream in renewed["streams"]} == {"display:1", "mic:default", "context:default"}
        assert renewed["streams"][0]["url"] == f"http://127.0.0.1:8787{STREAM}"
        assert renewed["limits"]["fragment_bytes"] == 8 << 20
        assert (await wire.put(f"{STREAM}/fragments/1?init=1", FIRST)).status_code == 201
        await wire.services.auth.revoke(wire.grant)
        assert_problem(await wire.put(f"{STREAM}/fragments/1?init=1", FIRST), Problem.REVOKED)
        assert_problem(await wire.renew(), Problem.REVOKED)

    play(tmp_path, scene)


def test_a_grant_is_renewed_by_itself_only_and_only_while_a_track_is_open(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        foreign = await wire.issue(recording_id="rec-2")
        assert_problem(await wire.renew(foreign), Problem.FORBIDDEN)
        assert_problem(await wire.renew(API_KEY), Problem.FORBIDDEN)
        assert_problem(await wire.renew(""), Problem.UNAUTHORIZED)
        assert_problem(await wire.renew(foreign, "/ingest/v1/recordings/rec-2/grant"), Problem.NOT_FOUND)
        for stream in (DISPLAY, MIC, CONTEXT):
            assert (await wire.renew()).status_code == 200
            done = await wire.client.post(
                f"/ingest/v1/streams/{stream.id}/complete", json={"last_seq": 0}, headers={"x-access-token": wire.grant}
            )
            assert done.status_code == 200
        assert_problem(await wire.renew(), Problem.CLOSED)

    play(tmp_path, scene)


POINTLESS: list[object] = [
    None,
    [],
    5,
    {},
    {"last_seq": None},
    {"last_seq": "1"},
    {"last_seq": True},
    {"last_seq": -1},
    {"last_seq": 1.0},
    {"last_seq": MAX_NUMBER + 1},
    {"last_seq": 1, "inits": 1},
    {"last_seq": 1, "inits": ["1"]},
    {"last_seq": 1, "inits": [-1]},
    {"last_seq": 1, "lost": [[2, 1]]},
    {"last_seq": 1, "lost": [[1, MAX_NUMBER + 1]]},
]


def test_a_complete_that_makes_no_sense_is_a_problem(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        for body in POINTLESS:
            assert_problem(await wire.complete(body), Problem.BAD_REQUEST)

    play(tmp_path, scene)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,0123456789 lastseqi_n', max_size=60).map(str.encode))
def test_no_bytes_as_a_complete_do_more_than_be_refused(raw: bytes) -> None:
    try:
        assert 0 <= read_completion(raw).last_seq <= MAX_NUMBER
    except IngestRefused:
        return


def test_a_complete_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(IngestRefused):
        read_completion(b"[" * 60_000)


def test_once_the_end_was_asked_for_answers_tell_the_recorder(tmp_path: Path) -> None:
    async def scene(wire: Wire) -> None:
        first = [await wire.put(f"{STREAM}/init/1", INIT), await wire.put(f"{STREAM}/fragments/1?init=1", FIRST)]
        headers = {"x-access-token": wire.grant}
        assert [STOP_HEADER in answer.headers for answer in first] == [False, False]
        assert (await wire.client.get(STREAM, headers=headers)).json()["stop_requested"] is False
        asked = await wire.client.post(f"/capture/session/{OPEN.id}/stop", json={}, headers={"x-access-token": API_KEY})
        assert asked.status_code == 200
        second = fragment_of(TrackKind.DISPLAY, 2)
        told = [await wire.put(f"{STREAM}/init/2", INIT), await wire.put(f"{STREAM}/fragments/2?init=1", second)]
        assert [(answer.status_code, answer.headers.get(STOP_HEADER)) for answer in told] == [(201, "1"), (201, "1")]
        assert (await wire.client.get(STREAM, headers=headers)).json()["stop_requested"] is True
        assert (await wire.complete({"last_seq": 2, "inits": [1, 2]})).json()["stop_requested"] is True

    play(tmp_path, scene)
