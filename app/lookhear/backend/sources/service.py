"""Live sources as the interface sees them: connected, started, stopped. Owned by the event loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.pipelines import commands
from lookhear.backend.records import DEFAULT_COLLECTION, SessionOrigin
from lookhear.backend.sources import wishes
from lookhear.backend.sources.addresses import source_address
from lookhear.backend.sources.wishes import SourceWish
from lookhear.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.backend.sessions.lifecycle import Lifecycle

T = TypeVar("T")

_NAME: Final = "Live source"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """What somebody wants. ``url`` may hold a password."""

    url: str = field(repr=False)
    name: str = ""
    collection_id: str = DEFAULT_COLLECTION
    has_video: bool = True
    has_sound: bool = False
    sample_rate: int = 30
    is_stored: bool = False
    transcribes: bool = True
    connection_id: str | None = None


class SourceService:
    """Commands. A change is durable when they return; the connection comes a moment later."""

    def __init__(self, *, store: Store, bus: Bus, lifecycle: Lifecycle, guard: Guard, now_ns: Callable[[], int], most: int) -> None:
        self._store = store
        self._bus = bus
        self._lifecycle = lifecycle
        self._guard = guard
        self._now_ns = now_ns
        self._most = most

    async def connect(self, new: NewSource) -> str:
        """Want a source from now on; gives the id of its stream, that of the pictures where there are any.

        Raises AddressRefused, NotFound for an unknown collection, Conflict for one too many.
        """
        address = source_address(new.url)
        self._guard.check_target(address.target, what="url")
        wish = SourceWish(
            url=new.url,
            has_video=new.has_video,
            has_sound=new.has_sound,
            sample_rate=new.sample_rate,
            transcribes=new.transcribes and new.has_sound,
        )

        def work(tx: Transaction) -> tuple[str, list[Notice]]:
            now_ns = self._now_ns()
            if tx.collections.get(new.collection_id) is None:
                raise NotFound(f"There is no collection {new.collection_id!r}.", hint="`default` is always there.")
            self._check_room(tx)
            streams = wishes.add(
                tx,
                wish,
                name=new.name or _NAME,
                collection_id=new.collection_id,
                is_stored=new.is_stored,
                connection_id=new.connection_id,
                now_ns=now_ns,
            )
            return streams[0].id, [(wishes.BELL, {}), *_transcribe(tx, wish, streams[-1], now_ns=now_ns)]

        return await self._do(work)

    async def start(self, session_id: str) -> None:
        """Want a source again. Raises Conflict when its media were removed, or there are too many."""

        def work(tx: Transaction) -> tuple[None, list[Notice]]:
            session = _found(tx, session_id)
            if session.state.is_begun:
                return None, []
            if session.purged_ns is not None:
                raise Conflict("The media of this source were removed, as its collection's retention says.", hint="Connect it anew.")
            self._check_room(tx)
            now_ns = self._now_ns()
            notices = wishes.start(tx, session, now_ns=now_ns)
            sound = tx.streams.of_session(session_id)[-1]
            return None, [*notices, *_transcribe(tx, SourceWish.of(session.engine), sound, now_ns=now_ns)]

        await self._do(work)

    async def stop(self, session_id: str) -> None:
        """Want a source no more; what is stored of it becomes a video."""

        def work(tx: Transaction) -> tuple[None, list[Notice]]:
            session = _found(tx, session_id)
            notices = wishes.stop(tx, session, self._lifecycle, now_ns=self._now_ns()) if session.state.is_begun else []
            return None, notices

        await self._do(work)

    async def heard_at(self, stream_id: str) -> str:
        """The stream with the sound of a source's pictures; a stream by itself, known or not, for everything else."""

        def look(tx: Transaction) -> str:
            stream = tx.streams.get(stream_id)
            session = None if stream is None or not stream.kind.is_video else tx.sessions.get(stream.session_id)
            if session is None or session.origin is not SessionOrigin.STREAM:
                return stream_id
            return next((each.id for each in tx.streams.of_session(session.id) if not each.kind.is_video), stream_id)

        return await self._store.read(look)

    def _check_room(self, tx: Transaction) -> None:
        if len(wishes.wanted(tx)) >= self._most:
            raise Conflict(f"This backend follows {self._most} live sources at a time.", hint="Stop one first.")

    async def _do(self, work: Callable[[Transaction], tuple[T, list[Notice]]]) -> T:
        result, notices = await self._store.write(work)
        ring(self._bus, notices)
        return result


def _transcribe(tx: Transaction, wish: SourceWish, sound: Stream, *, now_ns: int) -> list[Notice]:
    """Have what is said written down, where that is wanted."""
    if not wish.transcribes:
        return []
    place = commands.place_of(tx, sound.id)
    transcript, notices = commands.ensure_transcript(tx, place, is_wanted=True, now_ns=now_ns)
    commands.listen(tx, transcript, None, session=place.session)
    return notices


def _found(tx: Transaction, session_id: str) -> Session:
    session = tx.sessions.get(session_id)
    if session is None or session.origin is not SessionOrigin.STREAM:
        raise NotFound(f"There is no live source {session_id!r} here.")
    return session
