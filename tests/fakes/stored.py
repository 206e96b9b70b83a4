"""Rows with every field filled in, and a store that can be asked without an event loop of one's own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeVar

from lookhear.backend.ports import Store
from lookhear.backend.records import (
    Alert,
    AlertEvent,
    Collection,
    Connection,
    Credential,
    CredentialKind,
    Delivery,
    DeliveryState,
    ExportState,
    Fragment,
    Image,
    Init,
    Operation,
    OperationState,
    Pipeline,
    PipelineKind,
    PipelineState,
    Record,
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
    name="of the desk",
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
    export_connections=["ws-2"],
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
    description="What was said",
)
SHARE: Final = Share(slug="abc", target="cap-1", created_ns=1, expires_ns=2, from_s=0.5, to_s=1.5)
IMAGE: Final = Image(
    id="img-1",
    collection_id="default",
    name="Slide",
    key="img-1/1.png",
    content_type="image/png",
    size_bytes=1 << 20,
    width=640,
    height=480,
    created_ns=9,
    video_id="m-1",
    at_s=1.25,
    description="A slide",
)
DELIVERY: Final = Delivery(
    id=0,
    message_id="msg-1",
    key="webhook cap-1 https://example.test/hook",
    lane="https://example.test",
    url="https://example.test/hook",
    body='{"event":"grüße"}',
    created_ns=10,
    state=DeliveryState.WAITING,
    session_id="cap-1",
    attempts=2,
    last_try_ns=11,
    status=503,
    error="It said 503.",
    delivered_ns=12,
    resent_ns=None,
)
CONNECTION: Final = Connection(
    id="ws-1",
    sha256=SHA,
    created_ns=1,
    expires_ns=10,
    session_id="cap-1",
    visual_channel="scene_index",
    audio_channel="spoken_index",
    credential_sha256="ab" * 32,
    opened_ns=2,
)
PIPELINE: Final = Pipeline(
    id="p-1",
    kind=PipelineKind.VISUAL,
    stream_id="rts-1",
    session_id="cap-1",
    collection_id="default",
    config_key="a",
    state=PipelineState.RUNNING,
    created_ns=1,
    updated_ns=2,
    name="Scenes",
    prompt="What is seen?",
    config={"batch": {"type": "time", "value": 10}},
    model_name="basic",
    language="de",
    source_id="p-0",
    output="scenes",
    position_ns=1 << 40,
    engine="brightness",
    error={"code": "x"},
)
RECORD: Final = Record(
    id=0,
    pipeline_id="p-1",
    kind=PipelineKind.VISUAL,
    stream_id="rts-1",
    session_id="cap-1",
    collection_id="default",
    start_ns=100,
    end_ns=200,
    text="A red window with the budget",
    created_ns=300,
    output="scenes",
    metadata={"words": [{"text": "Grüße", "start": 1.5}]},
)
ALERT_EVENT: Final = AlertEvent(id="event-1", prompt="Somebody says hello", label="hello", created_ns=5)
ALERT: Final = Alert(
    id="alert-1",
    pipeline_id="p-1",
    event_id="event-1",
    created_ns=6,
    callback_url="https://example.test/alert",
    ws_connection_id="ws-1",
    is_enabled=True,
    last_triggered_ns=7,
    judged_id=8,
)
OPERATION: Final = Operation(
    id="op-1",
    kind="export",
    target="cap-1",
    state=OperationState.PROCESSING,
    created_ns=5,
    updated_ns=6,
    session_id="cap-1",
    percentage=12.5,
    result={"video_id": "m-1"},
    error="none really",
)


def fragments(*numbers: int, stream_id: str = STREAM.id) -> list[Fragment]:
    """Fragments of a stream; each came at its number and has a key of its own."""
    return [replace(FRAGMENT, stream_id=stream_id, seq=seq, key=f"{stream_id}/{seq:08d}-{SHA}.m4s", received_ns=seq) for seq in numbers]


Row = (
    Collection
    | Credential
    | Session
    | Stream
    | Init
    | Fragment
    | Video
    | Share
    | Image
    | Delivery
    | Connection
    | Pipeline
    | Record
    | AlertEvent
    | Alert
    | Operation
)


def add_rows(transaction: Transaction, *rows: Row) -> None:
    """Add each of the rows where it belongs."""
    homes: dict[type, Callable[[Any], object]] = {
        Collection: transaction.collections.add,
        Credential: transaction.credentials.add,
        Session: transaction.sessions.add,
        Stream: transaction.streams.add,
        Init: transaction.streams.add_init,
        Fragment: transaction.streams.add_fragment,
        Video: transaction.videos.add,
        Share: transaction.videos.add_share,
        Image: transaction.images.add,
        Delivery: transaction.outbox.add,
        Connection: transaction.connections.add,
        Pipeline: transaction.pipelines.add,
        Record: transaction.records.add,
        AlertEvent: transaction.alerts.add_event,
        Alert: transaction.alerts.add,
        Operation: transaction.operations.add,
    }
    for row in rows:
        homes[type(row)](row)


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
