"""Rows with every field filled in, and a store that can be asked without an event loop of one's own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeVar

from lookhear.backend.ports import Store
from lookhear.backend.records import (
    Collection,
    Credential,
    CredentialKind,
    ExportState,
    Fragment,
    Init,
    Session,
    Share,
    Stream,
    Video,
)
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.backend.ports import Transaction

T = TypeVar("T")

SHA: Final = "5e" * 32
COLLECTION: Final = Collection(id="c-1", name="Talks", description="All of them", is_public=True, created_ns=7, keep_days=1.5, max_bytes=9)
GRANT: Final = Credential(
    sha256=SHA,
    kind=CredentialKind.GRANT,
    hint="ig-abc",
    created_ns=1,
    expires_ns=10,
    revoked_ns=None,
    session_id="cap-1",
    recording_id="rec-1",
    user_id="u-1",
)
SESSION: Final = Session(
    id="cap-1",
    collection_id="default",
    end_user_id="u-1",
    state=SessionState.ACTIVE,
    created_ns=1_700_000_000_123_456_789,
    client_id="desk",
    callback_url="https://example.test/hook",
    ws_connection_id="ws-1",
    metadata={"title": "Grüße", "deep": {"list": [1, None, 2.5]}},
    primary_channel="display:1",
    recording_id="rec-1",
    clock_wall_origin_ns=1_700_000_000_000_000_000,
    engine={"name": "lookhear"},
    changed_ns=3,
    last_media_ns=4,
    stop_requested_ns=5,
    error={"code": "x"},
    exported_video_id="m-1",
    purged_ns=6,
)
STREAM: Final = Stream(
    id="rts-1",
    session_id="cap-1",
    recording_id="rec-1",
    collection_id="default",
    track="display:1",
    kind=TrackKind.DISPLAY,
    name="Screen 100%",
    position=0,
    is_primary=True,
    store=True,
    state=StreamState.COMPLETE,
    created_ns=2,
    completed_ns=3,
    last_seq=12,
)
INIT: Final = Init(
    stream_id="rts-1",
    number=1,
    key=f"rts-1/init-1-{SHA}.mp4",
    size_bytes=700,
    sha256=SHA,
    codec="avc1.640028",
    timescale=90_000,
    width=1920,
    height=1080,
    rate=48_000,
    channels=2,
)
FRAGMENT: Final = Fragment(
    stream_id="rts-1",
    seq=1,
    init=1,
    key=f"rts-1/00000001-{SHA}.m4s",
    size_bytes=150_000,
    sha256=SHA,
    tfdt=1 << 40,
    duration=45_000,
    samples=15,
    begins_with_sync=True,
    payload_offset=300,
    payload_bytes=149_700,
    table=b"\x00\xff'\"table",
    received_ns=1_700_000_000_500_000_000,
    wall_ns=1_700_000_000_000_000_000,
)
VIDEO: Final = Video(
    id="m-1",
    collection_id="default",
    session_id="cap-1",
    channel="display:1",
    is_session=True,
    name="Talk",
    state=ExportState.EXPORTED,
    created_ns=9,
    version=2,
    key="m-1/2.json",
    size_bytes=1 << 40,
    duration_s=3600.25,
    error="none really",
)
SHARE: Final = Share(slug="abc", target="cap-1", created_ns=1, expires_ns=2, from_s=0.5, to_s=1.5)


def fragments(*numbers: int, stream_id: str = STREAM.id) -> list[Fragment]:
    """Fragments of a stream; each came at its number and has a key of its own."""
    return [replace(FRAGMENT, stream_id=stream_id, seq=seq, key=f"{stream_id}/{seq:08d}-{SHA}.m4s", received_ns=seq) for seq in numbers]


Row = Collection | Credential | Session | Stream | Init | Fragment | Video | Share


def add_rows(transaction: Transaction, *rows: Row) -> None:
    """Add each of the rows where it belongs."""
    for row in rows:
        match row:
            case Collection():
                transaction.collections.add(row)
            case Credential():
                transaction.credentials.add(row)
            case Session():
                transaction.sessions.add(row)
            case Stream():
                transaction.streams.add(row)
            case Init():
                transaction.streams.add_init(row)
            case Fragment():
                transaction.streams.add_fragment(row)
            case Video():
                transaction.videos.add(row)
            case Share():
                transaction.videos.add_share(row)


class ClosingStore(Store, Protocol):
    """A store of this process."""

    async def close(self) -> None:
        """Finish what waits."""
        ...


class AskedStore:
    """A store and an event loop to ask it in; both are closed at the end of the ``with``."""

    def __init__(self, store: ClosingStore) -> None:
        self.store = store
        self._runner = asyncio.Runner()

    def add(self, *rows: Row) -> None:
        """Add rows in one unit of work."""
        self.write(lambda transaction: add_rows(transaction, *rows))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What a unit of work gives, once that is durable."""
        return self._runner.run(self.store.write(work))

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What a look gives."""
        return self._runner.run(self.store.read(work))

    def run(self, scene: Coroutine[Any, Any, T]) -> T:
        """What a scene in the event loop gives."""
        return self._runner.run(scene)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._runner.run(self.store.close())
        self._runner.close()
