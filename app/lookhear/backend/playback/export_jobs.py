"""The handler of the export queue. Nothing is copied and no picture encoded: an exported file is a description."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.jobs.queues import ExportRequest
from lookhear.backend.playback.derived import remove_unused
from lookhear.backend.playback.export_news import tell_of_video
from lookhear.backend.records import ExportState, Video
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import ObjectMissing
from lookhear.protocol.ids import new_id
from lookhear.protocol.ingest import StreamState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.playback.export_plan import LeftOut, Planned, Recorded
    from lookhear.backend.ports import Bus, Notice, ObjectStore, Store, Transaction
    from lookhear.backend.records import Job, Session
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.streams.links import Links as Addresses

_NOTHING = "Nothing of it was stored that could be exported."

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A session's stored media, as rows; ``is_whole`` when nothing more is to come."""

    session: Session
    recorded: list[Recorded]  # without the bytes of their inits
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What a job made: the files, and the tracks that could not be used for them."""

    request: ExportRequest
    session: Session
    planned: list[Planned]
    left_out: list[LeftOut]


@dataclass(frozen=True, slots=True)
class _Noted:
    """What came of the rows: descriptions that no row names any more, those that rows name, and the bells to ring."""

    removed: list[str]
    used: list[str]
    notices: list[Notice]


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
        """Make what a job asks for. A track that cannot be used is left out. Raises MediaError, StoreError, ValueError."""
        # These import an encoder and its like: a backend should answer before it needs them.
        from lookhear.backend.playback.export_plan import lines_of, plan_files
        from lookhear.backend.playback.mixing import mix_of

        request = ExportRequest.of(job.payload)
        rows = await self._store.read(lambda tx: _rows(tx, request.session_id))
        if rows is None:
            return  # it was removed meanwhile
        recorded = [await self._with_inits(each) for each in rows.recorded]
        lines, left_out = await asyncio.to_thread(lines_of, recorded)
        for each in left_out:
            _LOG.warning("%s is exported without %s: %s", request.session_id, each.track, each.reason)
        usable = [each for each in recorded if each.stream.track in lines or not each.stream.kind.is_channel]
        mix = await mix_of(rows.session, usable, self._objects)
        planned = await asyncio.to_thread(plan_files, lines, usable, mix, session=rows.session, display=request.display)
        if not planned:
            if rows.is_whole or left_out:
                ring(self._bus, await self._store.write(lambda tx: self.given_up(tx, job, left_out[0].reason if left_out else _NOTHING)))
            return
        made = _Made(request, rows.session, planned, left_out)
        await asyncio.gather(*(self._objects.put(_key(made.session, each), each.description) for each in planned))
        noted = await self._store.write(lambda tx: self._note(tx, made))
        ring(self._bus, noted.notices)
        await remove_unused(self._objects, noted.removed, used=noted.used)

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """It cannot be made: the session, or the display's video, says so."""
        try:
            request = ExportRequest.of(job.payload)
        except ValueError:
            return []
        session = tx.sessions.get(request.session_id)
        if session is None:
            return []
        if request.display is None:
            return self._lifecycle.export_failed(tx, session.id, message=message, now_ns=self._now_ns())
        video = tx.videos.find(session.id, channel=request.display, is_session=True)
        if video is None:
            tx.videos.add(self._new_video(session, request.display, is_session=True, prefix="m", name=request.display, error=message))
        elif video.state is not ExportState.EXPORTED:
            tx.videos.update(dataclasses.replace(video, state=ExportState.FAILED, error=message))
        return []

    def _note(self, tx: Transaction, made: _Made) -> _Noted:
        """Write the rows of the finished files."""
        session = tx.sessions.get(made.session.id)
        if session is None or session.purged_ns is not None:
            return _Noted([_key(made.session, each) for each in made.planned], [], [])
        before = {video.key for video in tx.videos.of_session(session.id) if video.key is not None}
        is_set = made.request.display is None
        rows = [self._note_one(tx, session, each, is_main=is_set and not index) for index, each in enumerate(made.planned)]
        for each in made.left_out:
            self._note_left_out(tx, session, each)
        used = [video.key for video in tx.videos.of_session(session.id) if video.key is not None]
        notices: list[Notice] = []
        if is_set:
            is_new = any(row.key not in before for row in rows)
            notices = self._lifecycle.exported(
                tx, session.id, video_id=rows[0].id, data=self._told(tx, rows, made), now_ns=self._now_ns(), is_new=is_new
            )
        else:
            listeners = session.export_connections
            notices = tell_of_video(tx, session, rows[0], connections=listeners, links=self._addresses, now_ns=self._now_ns())
        return _Noted(sorted(before.difference(used)), used, notices)

    def _told(self, tx: Transaction, rows: list[Video], made: _Made) -> dict[str, object]:
        main = rows[0]
        slug = ensure_share(tx, main.id, now_ns=self._now_ns()).slug
        return {
            "stream_url": self._addresses.stream(slug),
            "player_url": self._addresses.player(slug),
            "duration": main.duration_s,
            "assets": [{"channel_id": row.channel, "asset_id": row.id, "duration": row.duration_s} for row in rows[1:]],
            "left_out": [{"channel_id": each.track, "reason": each.reason} for each in made.left_out],
        }

    def _note_one(self, tx: Transaction, session: Session, planned: Planned, *, is_main: bool) -> Video:
        """Write a file's row. The id is that of the file it replaces: the session's main video keeps it whatever it shows now."""
        wanted, key = planned.wanted, _key(session, planned)
        namesake = tx.videos.find(session.id, channel=wanted.channel, is_session=wanted.is_session)
        main = tx.videos.get(session.exported_video_id) if is_main and session.exported_video_id else None
        old = main or namesake
        if main is not None and namesake is not None and namesake.id != main.id:
            tx.videos.delete(namesake.id)  # asked for as the video of another display; that is the main one now
        row = old or self._new_video(
            session, wanted.channel, is_session=wanted.is_session, prefix="m" if planned.is_video else "a", name=wanted.name
        )
        new = dataclasses.replace(
            row,
            channel=wanted.channel,
            state=ExportState.EXPORTED,
            version=row.version if row.key == key else row.version + 1,
            key=key,
            size_bytes=planned.size_bytes,
            duration_s=planned.duration_s,
            error=None,
        )
        (tx.videos.add if old is None else tx.videos.update)(new)
        ensure_share(tx, new.id, now_ns=self._now_ns())
        return new

    def _note_left_out(self, tx: Transaction, session: Session, left_out: LeftOut) -> None:
        """A channel that has no file says why; one that has a file of before keeps it."""
        if not left_out.is_channel:
            return
        old = tx.videos.find(session.id, channel=left_out.track, is_session=False)
        if old is None:
            tx.videos.add(self._new_video(session, left_out.track, is_session=False, prefix="a", name=left_out.name, error=left_out.reason))
        elif old.state is not ExportState.EXPORTED:
            tx.videos.update(dataclasses.replace(old, error=left_out.reason))

    def _new_video(
        self, session: Session, channel: str | None, *, is_session: bool, prefix: str, name: str, error: str | None = None
    ) -> Video:
        """A row: its id begins with ``m-`` for pictures, with ``a-`` for sound alone."""
        return Video(
            id=new_id(prefix),
            collection_id=session.collection_id,
            session_id=session.id,
            channel=channel,
            is_session=is_session,
            name=name,
            state=ExportState.EXPORTING if error is None else ExportState.FAILED,
            created_ns=self._now_ns(),
            error=error,
        )

    async def _with_inits(self, recorded: Recorded) -> Recorded:
        numbers = {row.init for row in recorded.fragments}
        wanted = [init for number, init in recorded.inits.items() if number in numbers]
        data = await asyncio.gather(*(self._init(init.key) for init in wanted))
        found = {init.number: each for init, each in zip(wanted, data, strict=True) if each is not None}
        return dataclasses.replace(recorded, init_bytes=found)

    async def _init(self, key: str) -> bytes | None:
        try:
            return await self._objects.get(key)
        except ObjectMissing as exc:
            _LOG.warning("an export does without an init segment: %s", exc)
            return None


def _rows(tx: Transaction, session_id: str) -> _Rows | None:
    from lookhear.backend.playback.export_plan import Recorded

    session = tx.sessions.get(session_id)
    if session is None or session.purged_ns is not None:
        return None
    recorded = []
    streams = tx.streams.of_session(session_id)
    for stream in streams:
        if not (stream.store and stream.kind.is_media):
            continue
        inits = {init.number: init for init in tx.streams.inits(stream.id)}
        fragments = [row for row in tx.streams.fragments(stream.id) if row.init in inits]
        recorded.append(Recorded(stream=stream, inits=inits, init_bytes={}, fragments=fragments))
    return _Rows(session, recorded, all(stream.state is StreamState.COMPLETE for stream in streams))


def _key(session: Session, planned: Planned) -> str:
    return f"videos/{session.id}/{planned.digest}.lhv"
