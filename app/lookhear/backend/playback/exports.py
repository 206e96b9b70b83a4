"""Asking for exported files, and how far they are."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.jobs.queues import DOORBELL, EXPORT_QUEUE, ExportRequest, add_export
from lookhear.backend.playback.export_news import tell_of_video
from lookhear.backend.records import ExportState, JobState, Video
from lookhear.backend.sessions.transitions import EXPORT_FAILED
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import Conflict, MediaRemoved, NotFound
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Job, Session
    from lookhear.backend.streams.links import Links

_FAILED_FOR_NS: Final = 60 * NS_PER_S
"""How long a failure is the answer to whoever asks how far it is; asking later begins anew."""
_MAX_CONNECTIONS: Final = 16  # that wait for one session's videos; the newest count


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStatus:
    """How far the export of a session's display is; ``slug`` is the link to the finished video."""

    session_id: str
    channel: str | None
    state: ExportState
    video: Video | None = None
    slug: str | None = None
    error: str | None = None  # why it failed


class Exports:
    """Asking for exported files. Asking again tells how far it is."""

    def __init__(self, store: Store, bus: Bus, *, links: Links, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._links = links
        self._now_ns = now_ns

    async def of_session(self, session_id: str, *, display: str | None, connection_id: str | None = None) -> ExportStatus:
        """The session's video with a display, the primary one for None. Raises NotFound, and Conflict while it is recorded.

        A connection that is named hears of it: now, or when it is made.
        """

        def work(tx: Transaction) -> tuple[ExportStatus, bool, list[Notice]]:
            status, is_new = self._session_status(tx, session_id, display)
            return status, is_new, [] if connection_id is None else self._tell(tx, status, connection_id)

        status, is_new, notices = await self._store.write(work)
        ring(self._bus, notices)
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
            _check_over(session, "This stream")
            if not tx.streams.extent(stream.id).count:
                raise Conflict("Nothing of this channel was recorded, so there is nothing to export.")
            video = tx.videos.find(session.id, channel=stream.track, is_session=False)
            return self._status(tx, session, video, request=ExportRequest(session_id=session.id), channel=stream.track)

        status, is_new = await self._store.write(work)
        if is_new:
            self._bus.publish(DOORBELL, {"queue": EXPORT_QUEUE})
        return status

    def _tell(self, tx: Transaction, status: ExportStatus, connection_id: str) -> list[Notice]:
        session = tx.sessions.get(status.session_id)
        if session is None:
            return []
        if status.video is not None and status.state is ExportState.EXPORTED:
            return tell_of_video(tx, session, status.video, connections=[connection_id], links=self._links, now_ns=self._now_ns())
        if status.state is ExportState.EXPORTING and connection_id not in session.export_connections:
            waiting = [*session.export_connections, connection_id][-_MAX_CONNECTIONS:]
            tx.sessions.update(dataclasses.replace(session, export_connections=waiting))
        return []

    def _session_status(self, tx: Transaction, session_id: str, display: str | None) -> tuple[ExportStatus, bool]:
        session = tx.sessions.get(session_id)
        if session is None:
            raise NotFound(f"There is no capture session {session_id!r} here.")
        streams = tx.streams.of_session(session_id)
        if display is not None and not any(each.track == display and each.kind.is_video for each in streams):
            raise NotFound(f"The session {session_id} has no display {display!r}.")
        if session.state is SessionState.FAILED:
            error = str(session.error.get("message")) if session.error else None
            channel = display or session.primary_channel
            return ExportStatus(session_id=session_id, channel=channel, state=ExportState.FAILED, error=error), False
        _check_over(session, "This session")
        stored = [each for each in streams if each.store and each.kind.is_channel]
        if not stored:
            raise Conflict("No channel of this session was to be stored, so there is nothing to export.")
        if not any(tx.streams.extent(each.id).count for each in stored):
            raise Conflict("Nothing of this session has arrived yet.", hint="Its recorder hands over what it has when it is back.")
        main = tx.videos.get(session.exported_video_id) if session.exported_video_id else None
        shown = session.primary_channel if main is None else main.channel
        if display is None or display == shown:
            return self._status(tx, session, main, request=ExportRequest(session_id=session_id), channel=shown)
        if not any(each.track == display for each in stored):
            raise Conflict(f"{display} was not to be stored, so there is nothing to export.")
        if not any(each.track == display and tx.streams.extent(each.id).count for each in stored):
            raise Conflict(f"Nothing of {display} was recorded, so there is nothing to export.")
        video = tx.videos.find(session_id, channel=display, is_session=True)
        return self._status(tx, session, video, request=ExportRequest(session_id=session_id, display=display), channel=display)

    def _status(
        self, tx: Transaction, session: Session, video: Video | None, *, request: ExportRequest, channel: str | None
    ) -> tuple[ExportStatus, bool]:
        if video is not None and video.state is ExportState.EXPORTED:
            slug = ensure_share(tx, video.id, now_ns=self._now_ns()).slug
            return ExportStatus(session_id=session.id, channel=channel, state=video.state, video=video, slug=slug), False
        wanted = request.payload()
        jobs = [job for job in tx.jobs.of_key(session.id) if job.queue == EXPORT_QUEUE and job.payload == wanted]
        newest = jobs[-1] if jobs else None
        error = None if newest is None else _error_of(newest, session, video)
        if newest is not None and error is not None and self._now_ns() - newest.run_at_ns < _FAILED_FOR_NS:
            return ExportStatus(session_id=session.id, channel=channel, state=ExportState.FAILED, error=error), False
        is_new = newest is None or newest.state not in {JobState.READY, JobState.LEASED}
        if is_new:
            add_export(tx, request, now_ns=self._now_ns())
        return ExportStatus(session_id=session.id, channel=channel, state=ExportState.EXPORTING), is_new


def _error_of(job: Job, session: Session, video: Video | None) -> str | None:
    """Why the newest job for a file made none; None while it is at it, and for a file that was made."""
    if job.state is JobState.DEAD:
        return job.error or ""
    if job.state is not JobState.DONE:
        return None
    if video is not None and video.state is ExportState.FAILED:
        return video.error
    failure = session.error or {}
    return str(failure.get("message")) if failure.get("code") == EXPORT_FAILED else None


def _check_over(session: Session, what: str) -> None:
    if session.purged_ns is not None:
        raise MediaRemoved("What was recorded has been removed: it was kept for as long as its owner wanted.")
    if not session.state.is_finished:
        raise Conflict(f"{what} is still being recorded.", hint="Stop the session first; its video is made by itself then.")
