"""What moves a session: fragments that come, tracks that end, commands, silence. Rules inside a transaction; nothing waits here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from lookhear.backend.jobs.queues import DOORBELL, EXPORT_QUEUE, ExportRequest, add_export
from lookhear.backend.records import JobState, SessionOrigin
from lookhear.backend.sessions.transitions import EXPORT_FAILED, LIFECYCLE, move, tell
from lookhear.backend.streams.rows import clean_rows
from lookhear.backend.streams.times import ns_of
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState, event_name

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.backend.sessions.hooks import AtWork

FLUSHING: Final = "sessions.flushing"
"""The bus topic of sessions that wait for the last of what is found in them."""
_TOUCH_EVERY_NS: Final = ns_of(1)
_LATE_NS: Final = ns_of(5)  # late fragments come in crowds: one export for as many as possible


class Lifecycle:
    """The rules. All they know of a session is in the transaction and the arguments. What they give back are bells for the bus.

    A session whose tracks are complete is `stopped` behind the last of what is found in them (contract §4.1): for up to ``flush_s`` it
    waits for who is ``at_work``.
    """

    def __init__(self, *, at_work: AtWork | None = None, flush_s: float = 0.0) -> None:
        self._at_work = at_work
        self._flush_ns = ns_of(flush_s)

    def is_moved(self, state: SessionState, last_media_ns: int | None, *, now_ns: int) -> bool:
        """Whether a fragment means anything to a session in this state; asked for each of them, so that most cost nothing more."""
        return not state.is_running or last_media_ns is None or now_ns - last_media_ns >= _TOUCH_EVERY_NS

    def fragment_stored(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> list[Notice]:
        """A new fragment: the first of a channel makes a session active; one that comes after the end makes a new export."""
        if session.state is SessionState.STARTING and stream.kind.is_channel:
            rows: list[object] = [*clean_rows(tx.streams.of_session(session.id))]
            begun = dataclasses.replace(session, last_media_ns=now_ns)
            return move(tx, begun, SessionState.ACTIVE, now_ns=now_ns, data={"rtstreams": rows})[1]
        if session.last_media_ns is None or now_ns - session.last_media_ns >= _TOUCH_EVERY_NS:
            tx.sessions.touch_media(session.id, now_ns=now_ns)
        return settle(tx, session, now_ns=now_ns, run_at_ns=now_ns + _LATE_NS) if stream.kind.is_media else []

    def stream_completed(self, tx: Transaction, session: Session, stream: Stream, *, now_ns: int) -> list[Notice]:
        """A track is complete. When it was the last one, the session ends, whether or not anybody said stop."""
        told: list[Notice] = [(f"stream.{stream.id}", {"state": stream.state.value})]
        if any(each.state is StreamState.OPEN for each in tx.streams.of_session(session.id) if each.id != stream.id):
            return told
        if session.state.is_finished:
            return [*told, *settle(tx, session, now_ns=now_ns, run_at_ns=now_ns)]
        if session.state.is_begun and session.state is not SessionState.STOPPING:
            session, notices = move(tx, session, SessionState.STOPPING, now_ns=now_ns, data={"reason": "complete"})
            told += notices
        until_ns = self.flush_until_ns(tx, session, now_ns=now_ns)
        if until_ns is not None and until_ns > now_ns:
            return [*told, (FLUSHING, {"session_id": session.id})]
        return [*told, *self._wind_up(tx, session, now_ns=now_ns, reason="complete")]

    def flush_until_ns(self, tx: Transaction, session: Session, *, now_ns: int) -> int | None:
        """When a session whose tracks are all complete goes on at the latest: now, when nobody is at work. None for any other session."""
        streams = tx.streams.of_session(session.id)
        is_flushing = session.state is SessionState.STOPPING and session.origin is SessionOrigin.CAPTURE
        if not is_flushing or not streams or any(stream.state is StreamState.OPEN for stream in streams):
            return None
        if self._at_work is None or not self._at_work(tx, session.id):
            return now_ns
        return max(stream.completed_ns or 0 for stream in streams) + self._flush_ns

    def flushed(self, tx: Transaction, session_id: str, *, now_ns: int) -> list[Notice]:
        """Somebody who was at work has ended, or the time is over: a session that waited for nobody else has stopped.

        Said of a session that waits for something else, or not at all, it changes nothing.
        """
        session = tx.sessions.get(session_id)
        until_ns = None if session is None else self.flush_until_ns(tx, session, now_ns=now_ns)
        if session is None or until_ns is None or until_ns > now_ns:
            return []
        return self._wind_up(tx, session, now_ns=now_ns, reason="complete")

    def stop(self, tx: Transaction, session: Session, *, now_ns: int) -> list[Notice]:
        """Somebody wants it to end. Said again, or said too late, it changes nothing but for a recorder that is still to come back."""
        if session.state is SessionState.CREATED:
            return self.fail(tx, session, code="never_started", message="It was stopped before a recorder came.", now_ns=now_ns)
        asked = dataclasses.replace(session, stop_requested_ns=session.stop_requested_ns or now_ns)
        if session.state not in {SessionState.STARTING, SessionState.ACTIVE}:
            if session.state.is_finished and _has_open_streams(tx, session.id):
                tx.sessions.update(asked)
            return []
        stopping, notices = move(tx, asked, SessionState.STOPPING, now_ns=now_ns, data={"reason": "stop_requested"})
        if _has_open_streams(tx, session.id):
            return notices
        return [*notices, *self._wind_up(tx, stopping, now_ns=now_ns, reason="stop_requested")]

    def lose(self, tx: Transaction, session: Session, *, now_ns: int) -> list[Notice]:
        """Nothing has come for too long: it ends with what is there. Its open tracks stay open for a recorder that comes back."""
        return self._wind_up(tx, session, now_ns=now_ns, reason="engine_lost")

    def fail(self, tx: Transaction, session: Session, *, code: str, message: str, now_ns: int) -> list[Notice]:
        """Nothing can come of it: it never started, nothing was recorded, or its recorder was refused. Raises IllegalTransition."""
        return _fail(tx, session, code=code, message=message, now_ns=now_ns)

    def exported(
        self, tx: Transaction, session_id: str, *, video_id: str, data: dict[str, object], now_ns: int, is_new: bool = True
    ) -> list[Notice]:
        """Its video is ready, for the first time or in a new version. ``data`` is that of contract §4.2 beside the video's id.

        ``is_new`` false: every file came out as it was, which is no news for a session that told of this video already.
        """
        session = tx.sessions.get(session_id)
        if session is None or not session.state.is_finished:
            return []
        is_told = session.state is SessionState.EXPORTED and session.exported_video_id == video_id
        told = {"exported_video_id": video_id} | data
        session = dataclasses.replace(session, exported_video_id=video_id, error=None)
        if session.state is SessionState.STOPPED:
            return move(tx, session, SessionState.EXPORTED, now_ns=now_ns, data=told)[1]
        tx.sessions.update(session)
        if is_told and not is_new:
            return []
        return tell(tx, session, event_name(SessionState.EXPORTED), data=told, now_ns=now_ns)

    def export_failed(self, tx: Transaction, session_id: str, *, message: str, now_ns: int) -> list[Notice]:
        """Its video could not be made. It stays stopped, with everything it holds, and says why; asking for its export begins anew.

        A session that has an older version keeps it.
        """
        session = tx.sessions.get(session_id)
        if session is None or session.state is not SessionState.STOPPED:
            return []
        error: dict[str, object] = {"code": EXPORT_FAILED, "message": message}
        session = dataclasses.replace(session, error=error)
        tx.sessions.update(session)
        return tell(tx, session, f"{LIFECYCLE}.{EXPORT_FAILED}", data={"error": error}, now_ns=now_ns)

    def _wind_up(self, tx: Transaction, session: Session, *, now_ns: int, reason: str) -> list[Notice]:
        """To `stopped`, over `stopping` when nobody said so before, and what comes of it: an export, or nothing to export."""
        if not session.state.is_begun:
            return []
        notices: list[Notice] = []
        data: dict[str, object] = {"reason": reason}
        if session.state is not SessionState.STOPPING:
            session, notices = move(tx, session, SessionState.STOPPING, now_ns=now_ns, data=data)
        session, stopped = move(tx, session, SessionState.STOPPED, now_ns=now_ns, data=data)
        return [*notices, *stopped, *settle(tx, session, now_ns=now_ns, run_at_ns=now_ns)]


def settle(tx: Transaction, session: Session, *, now_ns: int, run_at_ns: int) -> list[Notice]:
    """What comes of a finished session as it stands: an export, a failure, or nothing yet.

    It has failed only when every track is complete and nothing came: a recorder that was lost may be back with all of it.
    """
    if not session.state.is_finished:
        return []
    streams = tx.streams.of_session(session.id)
    kept = [stream for stream in streams if stream.kind.is_channel and stream.store]
    if any(tx.streams.fragments(stream.id, limit=1) for stream in kept):
        return ensure_export(tx, session.id, run_at_ns=run_at_ns)
    is_whole = all(stream.state is StreamState.COMPLETE for stream in streams)
    if kept and is_whole and session.state is SessionState.STOPPED:
        return _fail(tx, session, code="nothing_recorded", message="Nothing was recorded.", now_ns=now_ns)
    return []


def ensure_export(tx: Transaction, session_id: str, *, run_at_ns: int) -> list[Notice]:
    """Queue the making of a session's videos, unless that waits already; a job that runs may have looked before the newest fragment."""
    request = ExportRequest(session_id=session_id)
    wanted = request.payload()
    if any(job.queue == EXPORT_QUEUE and job.payload == wanted for job in tx.jobs.of_key(session_id, states=(JobState.READY,))):
        return []
    add_export(tx, request, now_ns=run_at_ns)
    return [(DOORBELL, {"queue": EXPORT_QUEUE})]


def _fail(tx: Transaction, session: Session, *, code: str, message: str, now_ns: int) -> list[Notice]:
    error: dict[str, object] = {"code": code, "message": message}
    failed = dataclasses.replace(session, error=error)
    return move(tx, failed, SessionState.FAILED, now_ns=now_ns, data={"error": error})[1]


def _has_open_streams(tx: Transaction, session_id: str) -> bool:
    return any(stream.state is StreamState.OPEN for stream in tx.streams.of_session(session_id))
