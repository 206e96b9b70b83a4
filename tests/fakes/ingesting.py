"""The rules of ingest over a real store and a real folder, with one session of three tracks, and a session hook that only notes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.ingest.service import IngestLimits, IngestService
from lookhear.backend.ingest.uploads import Upload
from lookhear.backend.records import CredentialKind, Session, Stream
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.objects import LocalObjects
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.stored import GRANT, SESSION, STREAM, add_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from lookhear.backend.ingest.hooks import Notices
    from lookhear.backend.ports import Transaction
    from tests.fakes.bodies import Body

NOW_NS: Final = 1_700_000_000_000_000_000
OPEN: Final = replace(SESSION, purged_ns=None, error=None, state=SessionState.ACTIVE)
DISPLAY: Final = replace(STREAM, state=StreamState.OPEN, last_seq=None, completed_ns=None)
MIC: Final = replace(DISPLAY, id="rts-2", track="mic:default", kind=TrackKind.MIC, position=1, is_primary=False)
CONTEXT: Final = replace(DISPLAY, id="trk-3", track="context:default", kind=TrackKind.CONTEXT, position=2, is_primary=False)
CREDENTIAL: Final = replace(GRANT, recording_id=DISPLAY.recording_id, expires_ns=None)
OTHER: Final = replace(CREDENTIAL, sha256="0f" * 32, recording_id="rec-2")
API_KEY: Final = replace(GRANT, sha256="1f" * 32, kind=CredentialKind.API_KEY, recording_id=None)


@dataclass
class NotedSessions:
    """A `SessionHook` that remembers what it was told; ``fails`` makes it raise."""

    told: list[tuple[str, str, str]] = field(default_factory=list)
    fails: Exception | None = None

    def is_moved(self, state: SessionState, last_media_ns: int | None, *, now_ns: int) -> bool:
        return True

    def fragment_stored(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> Notices:
        return self._note("fragment", session, stream)

    def stream_completed(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> Notices:
        return self._note("complete", session, stream)

    def _note(self, what: str, session: Session, stream: Stream) -> Notices:
        if self.fails is not None:
            raise self.fails
        self.told.append((what, session.id, stream.id))
        return [(f"session.{session.id}", {"event": what})]


class CountedBody:
    """Chunks that say how many of them were taken."""

    def __init__(self, data: bytes, *, chunk_bytes: int = 1000) -> None:
        self._chunks = [data[start : start + chunk_bytes] for start in range(0, len(data), chunk_bytes)]
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            self.taken += 1
            await asyncio.sleep(0)
            yield chunk


def upload_of(body: Body, content_type: str, *, chunks: CountedBody | None = None, size_bytes: int | None = None) -> Upload:
    """An upload whose head tells the truth unless told otherwise."""
    source = chunks or CountedBody(body.data)
    size = len(body.data) if size_bytes is None else size_bytes
    return Upload(chunks=aiter(source), size_bytes=size, sha256=body.sha256, content_type=content_type, timeout_s=60)


class Ingesting:
    """Opened for one scene inside an event loop."""

    def __init__(self, folder: Path, *, limits: IngestLimits | None = None) -> None:
        self.folder = folder
        self._limits = limits
        self.bus = InProcessBus()
        self.sessions = NotedSessions()

    async def __aenter__(self) -> Self:
        self.store = SqliteStore.open(self.folder / "rows.sqlite3", now_ns=lambda: NOW_NS)
        self.objects = LocalObjects.open(self.folder / "objects")
        self.service = self.another()
        await self.store.write(lambda tx: add_rows(tx, OPEN, DISPLAY, MIC, CONTEXT))
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.store.close()
        await self.objects.close()

    def another(self) -> IngestService:
        """A service over the same store that knows nothing yet, as in another process."""
        return IngestService(
            store=self.store, objects=self.objects, bus=self.bus, sessions=self.sessions, now_ns=lambda: NOW_NS, limits=self._limits
        )

    def files(self) -> list[str]:
        """The keys of all objects."""
        root = self.folder / "objects"
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
