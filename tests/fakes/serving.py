"""A whole backend in one process, on a real store in a folder, with a clock that a test moves and a bus that remembers."""

from __future__ import annotations

import functools
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Self

import httpx

from lookhear.backend.app import create_app
from lookhear.backend.records import Credential, CredentialKind, Fragment
from lookhear.backend.services import compose
from lookhear.backend.sessions.beginning import Beginning, ChannelRequest
from lookhear.backend.sessions.service import NewSession
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.protocol.ingest import StreamState
from tests.fakes.clock import ManualClock
from tests.fakes.empty_store import lay_empty_store
from tests.fakes.stored import AskedStore, fragments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from fastapi import FastAPI

    from lookhear.backend.ports import Listener, Notice, Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.backend.sessions.beginning import Begun
    from lookhear.understanding.ports import Engines

NOW_NS: Final = 1_800_000_000_000_000_000
NS_PER_S: Final = 1_000_000_000
KEY: Final = "sk-a-key-for-tests-0123456789"
BASE_URL: Final = "http://127.0.0.1:8787"
RECORDING: Final = "rec-01JDAAAAAAAAAAAAAAAAAAAAAA"
OTHER_RECORDING: Final = "rec-01JDBBBBBBBBBBBBBBBBBBBBBB"
CHANNELS: Final = (ChannelRequest(channel_id="display:1"), ChannelRequest(channel_id="mic:default"))
WHOEVER: Final = Credential(sha256="", kind=CredentialKind.API_KEY, hint="", created_ns=0)


class Silence:
    """Port `Listener`: hears nothing, and at once that nothing more comes."""

    lost = 0

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, object]:
        raise StopAsyncIteration


class RememberingBus:
    """Keeps what was rung, and tells nobody."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, dict[str, object]]] = []

    def publish(self, topic: str, message: dict[str, object]) -> None:
        self.rung.append((topic, message))

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Listener]:
        yield Silence()

    def events(self) -> list[object]:
        """The names of the session events that were rung, in their order."""
        return [message["event"] for _, message in self.rung if "event" in message]


class ServedBackend:
    """Asked over HTTP without a socket, or by its services. Its background work does not run by itself."""

    def __init__(self, folder: Path, *, engines: Engines | None = None, **settings: Any) -> None:  # noqa: ANN401 - whatever Settings takes
        self.clock = ManualClock(NOW_NS)
        self.bus = RememberingBus()
        self.settings = replace(Settings(data_dir=folder, api_key=KEY), **settings)
        self.objects = LocalObjects.open(folder / "objects", threads=1)
        self.store = AskedStore(SqliteStore.open(lay_empty_store(folder / "rows.sqlite3", created_ns=NOW_NS), now_ns=self.clock))
        self.services = compose(
            settings=self.settings, store=self.store.store, objects=self.objects, bus=self.bus, engines=engines, now_ns=self.clock
        )

    @functools.cached_property
    def app(self) -> FastAPI:
        """The application, made when the first request comes: most of what a backend takes to begin."""
        return create_app(self.services)

    def ask(self, method: str, path: str, *, key: str | None = KEY, **request: Any) -> httpx.Response:  # noqa: ANN401 - as httpx
        """One request, by default with the API key."""

        async def scene() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport) as client:
                headers = ({} if key is None else {"x-access-token": key}) | request.pop("headers", {})
                return await client.request(method, BASE_URL + path, headers=headers, **request)

        return self.store.run(scene())

    def data(self, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401 - it is JSON
        """What a request that must succeed answers."""
        answer = self.ask(method, path, **request)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        body = answer.json()
        assert body["success"] is True
        return body["data"]

    def token(self) -> str:
        """A client token."""
        return str(self.data("POST", "/capture/session/token", json={})["token"])

    def bound_token(self, session_id: str) -> str:
        """A client token that is good for one session only."""
        secret, _ = self.store.run(self.services.auth.mint_token(expires_in_s=3600, user_id=None, session_id=session_id))
        return secret

    def created(self, **session: Any) -> Session:  # noqa: ANN401 - as NewSession
        """A session that waits for its recorder."""
        new = NewSession(**({"end_user_id": "u-1"} | session))
        return self.store.run(self.services.sessions.create("default", new)).session

    def begun(self, *, session_id: str | None = None, **beginning: Any) -> Begun:  # noqa: ANN401 - as Beginning
        """A session whose recorder has come, with a display and a microphone."""
        told = {"session_id": session_id or self.created().id, "channels": CHANNELS, "recording_id": RECORDING} | beginning
        return self.store.run(self.services.sessions.begin(Beginning(**told), who=WHOEVER))

    def fragment(self, stream: Stream, seq: int = 1) -> Fragment:
        """A fragment comes, with its bytes, as ingest puts it there."""
        fragment = replace(fragments(seq, stream_id=stream.id)[0], received_ns=self.clock())
        self.store.run(self.objects.put(fragment.key, b"bytes"))

        def work(tx: Transaction) -> list[Notice]:
            tx.streams.add_fragment(fragment)
            session = tx.sessions.get(stream.session_id)
            assert session is not None
            return self.services.sessions.lifecycle.fragment_stored(tx, session, stream, now_ns=self.clock())

        self.services.sessions.ring(self.store.write(work))
        return fragment

    def complete(self, *streams: Stream) -> None:
        """Tracks are complete, one after the other."""
        for stream in streams:
            closed = replace(stream, state=StreamState.COMPLETE, completed_ns=self.clock(), last_seq=1)

            def work(tx: Transaction, closed: Stream = closed) -> list[Notice]:
                tx.streams.update(closed)
                session = tx.sessions.get(closed.session_id)
                assert session is not None
                return self.services.sessions.lifecycle.stream_completed(tx, session, closed, now_ns=self.clock())

            self.services.sessions.ring(self.store.write(work))

    def session(self, session_id: str) -> Session:
        """The row of a session that is there."""
        found = self.store.read(lambda tx: tx.sessions.get(session_id))
        assert found is not None
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.store.run(self.objects.close())
        self.store.__exit__(*exc)
