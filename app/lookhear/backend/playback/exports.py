"""The jobs that make exported files, and asking for one. Nothing is copied and no picture encoded: a file is a description."""

from __future__ import annotations

import asyncio
import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.jobs.queues import DOORBELL, EXPORT_QUEUE, ExportRequest, add_export
from lookhear.backend.records import ExportState, JobState, Video
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import Conflict, NotFound
from lookhear.protocol.ids import new_id
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.playback.export_plan import Planned, Recorded
    from lookhear.backend.ports import Bus, ObjectStore, Store, Transaction
    from lookhear.backend.records import Job, Session
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.sessions.transitions import Notice
    from lookhear.backend.streams.links import Links as Addresses

_OVER: Final = frozenset({SessionState.STOPPED, SessionState.EXPORTED})


@dataclass(frozen=True, slots=True)
class _Rows:
    """A session's stored media, as rows."""

    session: Session
    recorded: list[Recorded]  # without the bytes of their inits


class ExportJobs:
    """Handler of the export queue. Doing a job twice changes nothing: what has the same content keeps its version."""

    def __init__(
        self,
        *,
        store: Store,
        objects: ObjectStore,
        bus: Bus,
        lifecycle: Lifecycle,
        addresses: Addresses,
        now_ns: Callable[[], int],
    ) -> None:
        self._store = store
        self._objects = objects
        self._bus = bus
        self._lifecycle = lifecycle
        self._addresses = addresses
        self._now_ns = now_ns

    async def run(self, job: Job) -> None:
        """Make what a job asks for. Raises MediaError, StoreError, ValueError."""
        # These import an encoder and its like: a backend should answer before it needs them.
        from lookhear.backend.playback.export_plan import display_video, plan_files, standard_set
        from lookhear.backend.playback.mixing import mix_of

        request = ExportRequest.of(job.payload)
        rows = await self._store.read(lambda tx: _rows(tx, request.session_id))
        if rows is None:
            return  # it was removed meanwhile
        recorded = [await self._with_inits(each) for each in rows.recorded]
        wanted = standard_set(rows.session, recorded)
        if request.display is not None:
            wanted = [display_video(rows.session, each.stream) for each in recorded if each.stream.track == request.display]
        if not wanted:
            await self._fail(request, "Nothing of it was stored that could be exported.")
            return
        mix = await mix_of(rows.session, recorded, self._objects)
        planned = await asyncio.to_thread(plan_files, wanted, recorded, mix, session=rows.session)
        ids = await self._store.read(lambda tx: [_id_of(tx, rows.session.id, each) for each in planned])
        videos = list(zip(ids, planned, strict=True))
        await asyncio.gather(*(self._objects.put(_key(video_id, each), each.description) for video_id, each in videos))
        is_whole = request.display is None
        replaced, notices = await self._store.write(lambda tx: self._note(tx, rows.session, videos, is_whole=is_whole))
        self._ring(notices)
        await self._objects.delete(replaced)

    async def give_up(self, job: Job, message: str) -> None:
        """It failed too often: the session, or the display's video, says so."""
        await self._fail(ExportRequest.of(job.payload), message)

    def _note(
        self, tx: Transaction, session: Session, videos: list[tuple[str, Planned]], *, is_whole: bool
    ) -> tuple[list[str], list[Notice]]:
        """Write the rows of the finished files; gives the keys of what they replace, and the bells to ring."""
        if tx.sessions.get(session.id) is None:
            return [_key(video_id, each) for video_id, each in videos], []
        replaced = [key for video_id, each in videos if (key := self._note_one(tx, session, video_id=video_id, planned=each)) is not None]
        if not is_whole:
            return replaced, []
        main_id, main = videos[0]
        slug = ensure_share(tx, main_id, now_ns=self._now_ns()).slug
        assets = [{"channel_id": each.wanted.channel, "asset_id": video_id, "duration": each.duration_s} for video_id, each in videos[1:]]
        data: dict[str, object] = {
            "stream_url": self._addresses.stream(slug),
            "player_url": self._addresses.player(slug),
            "duration": main.duration_s,
            "assets": assets,
        }
        return replaced, self._lifecycle.exported(tx, session.id, video_id=main_id, data=data, now_ns=self._now_ns())

    def _note_one(self, tx: Transaction, session: Session, *, video_id: str, planned: Planned) -> str | None:
        key = _key(video_id, planned)
        old = tx.videos.get(video_id)
        row = old or Video(
            id=video_id,
            collection_id=session.collection_id,
            session_id=session.id,
            channel=planned.wanted.channel,
            is_session=planned.wanted.is_session,
            name=planned.wanted.name,
            state=ExportState.EXPORTING,
            created_ns=self._now_ns(),
        )
        new = dataclasses.replace(
            row,
            state=ExportState.EXPORTED,
            version=row.version if row.key == key else row.version + 1,
            key=key,
            size_bytes=planned.size_bytes,
            duration_s=planned.duration_s,
            error=None,
        )
        (tx.videos.add if old is None else tx.videos.update)(new)
        ensure_share(tx, video_id, now_ns=self._now_ns())
        return row.key if row.key != key else None

    async def _with_inits(self, recorded: Recorded) -> Recorded:
        numbers = {row.init for row in recorded.fragments}
        wanted = [init for number, init in recorded.inits.items() if number in numbers]
        data = await asyncio.gather(*(self._objects.get(init.key) for init in wanted))
        return dataclasses.replace(recorded, init_bytes={init.number: each for init, each in zip(wanted, data, strict=True)})

    async def _fail(self, request: ExportRequest, message: str) -> None:
        def work(tx: Transaction) -> list[Notice]:
            video = None if request.display is None else tx.videos.find(request.session_id, channel=request.display, is_session=True)
            if video is not None and video.state is not ExportState.EXPORTED:
                tx.videos.update(dataclasses.replace(video, state=ExportState.FAILED, error=message))
            if request.display is not None:
                return []
            return self._lifecycle.export_failed(tx, request.session_id, message=message, now_ns=self._now_ns())

        self._ring(await self._store.write(work))

    def _ring(self, notices: list[Notice]) -> None:
        for topic, message in notices:
            self._bus.publish(topic, message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStatus:
    """How far the export of a session's display is; ``slug`` is the link to the finished video."""

    session_id: str
    channel: str | None
    state: ExportState
    video: Video | None = None
    slug: str | None = None


class Exports:
    """Asking for exported files. Asking again tells how far it is."""

    def __init__(self, store: Store, bus: Bus, *, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._now_ns = now_ns

    async def of_session(self, session_id: str, *, display: str | None) -> ExportStatus:
        """The session's video with a display, the primary one for None. Raises NotFound, and Conflict while it is recorded."""
        status, is_new = await self._store.write(lambda tx: self._session_status(tx, session_id, display))
        if is_new:
            self._bus.publish(DOORBELL, {"queue": EXPORT_QUEUE})
        return status

    async def of_stream(self, stream_id: str) -> ExportStatus:
        """The file of one channel. Raises NotFound, and Conflict while it is recorded or when it is not stored."""

        def work(tx: Transaction) -> tuple[ExportStatus, bool]:
            stream = tx.streams.get(stream_id)
            session = None if stream is None else tx.sessions.get(stream.session_id)
            if stream is None or session is None or not stream.kind.is_channel:
                raise NotFound(f"There is no RTStream {stream_id!r} here.")
            if not stream.store:
                raise Conflict("This channel was not to be stored, so there is nothing to export.")
            if session.state not in _OVER:
                raise Conflict("This stream is still being recorded.", hint="Stop its session first.")
            if not tx.streams.fragments(stream.id, limit=1):
                raise Conflict("Nothing of this channel was recorded, so there is nothing to export.")
            video = tx.videos.find(session.id, channel=stream.track, is_session=False)
            return self._status(tx, session, video, request=ExportRequest(session_id=session.id), channel=stream.track)

        status, is_new = await self._store.write(work)
        if is_new:
            self._bus.publish(DOORBELL, {"queue": EXPORT_QUEUE})
        return status

    def _session_status(self, tx: Transaction, session_id: str, display: str | None) -> tuple[ExportStatus, bool]:
        session = tx.sessions.get(session_id)
        if session is None:
            raise NotFound(f"There is no capture session {session_id!r} here.")
        streams = tx.streams.of_session(session_id)
        channel = display or session.primary_channel
        if display is not None and not any(each.track == display and each.kind.is_video for each in streams):
            raise NotFound(f"The session {session_id} has no display {display!r}.")
        if session.state is SessionState.FAILED:
            return ExportStatus(session_id=session_id, channel=channel, state=ExportState.FAILED), False
        if session.state not in _OVER:
            raise Conflict("This session is still being recorded.", hint="Stop it first; its video is made by itself then.")
        if not any(each.store and each.kind.is_channel for each in streams):
            raise Conflict("No channel of this session was to be stored, so there is nothing to export.")
        if display is None or display == session.primary_channel:
            video = tx.videos.get(session.exported_video_id) if session.exported_video_id else None
            return self._status(tx, session, video, request=ExportRequest(session_id=session_id), channel=channel)
        if not any(each.track == display and each.store for each in streams):
            raise Conflict(f"{display} was not to be stored, so there is nothing to export.")
        video = tx.videos.find(session_id, channel=display, is_session=True)
        return self._status(tx, session, video, request=ExportRequest(session_id=session_id, display=display), channel=channel)

    def _status(
        self, tx: Transaction, session: Session, video: Video | None, *, request: ExportRequest, channel: str | None
    ) -> tuple[ExportStatus, bool]:
        if video is not None and video.state is ExportState.EXPORTED:
            slug = ensure_share(tx, video.id, now_ns=self._now_ns()).slug
            return ExportStatus(session_id=session.id, channel=channel, state=video.state, video=video, slug=slug), False
        waiting = (JobState.READY, JobState.LEASED)
        wanted = request.payload()
        is_new = not any(job.queue == EXPORT_QUEUE and job.state in waiting and job.payload == wanted for job in tx.jobs.of_key(session.id))
        if is_new:
            add_export(tx, request, now_ns=self._now_ns())
        return ExportStatus(session_id=session.id, channel=channel, state=ExportState.EXPORTING), is_new


def _rows(tx: Transaction, session_id: str) -> _Rows | None:
    from lookhear.backend.playback.export_plan import Recorded

    session = tx.sessions.get(session_id)
    if session is None:
        return None
    recorded = []
    for stream in tx.streams.of_session(session_id):
        if not (stream.store and stream.kind.is_media):
            continue
        inits = {init.number: init for init in tx.streams.inits(stream.id)}
        fragments = [row for row in tx.streams.fragments(stream.id) if row.init in inits]
        recorded.append(Recorded(stream=stream, inits=inits, init_bytes={}, fragments=fragments))
    return _Rows(session, recorded)


def _id_of(tx: Transaction, session_id: str, planned: Planned) -> str:
    """The id a file has already, or a new one: ``m-`` with pictures, ``a-`` without."""
    known = tx.videos.find(session_id, channel=planned.wanted.channel, is_session=planned.wanted.is_session)
    return known.id if known is not None else new_id("m" if planned.is_video else "a")


def _key(video_id: str, planned: Planned) -> str:
    return f"videos/{video_id}/{planned.digest}.lhv"
