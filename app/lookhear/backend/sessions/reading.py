"""A session with what belongs to it, read in one transaction, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.jobs.queues import EXPORT_QUEUE
from lookhear.backend.records import ExportState, JobState
from lookhear.backend.sessions.transitions import EXPORT_FAILED
from lookhear.backend.settings import AliasRows
from lookhear.backend.sources.shown import source_facts
from lookhear.backend.streams.rows import StreamView, session_rows
from lookhear.backend.streams.times import iso_of, ns_of, seconds_of
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.backend.settings import Settings
    from lookhear.backend.streams.links import Links

_PICTURE_RATE: Final = 30
_SOUND_RATE: Final = 48_000
_UNAVAILABLE: Final = "unavailable"
_OFFICIAL: Final = ("videodb-python/", "videodb-node/")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session and its streams, channels and derived tracks alike, in the order the recorder named them.

    ``is_exporting`` says that its files are being made, or wait for it.
    """

    session: Session
    streams: tuple[StreamView, ...]
    slug: str | None
    is_exporting: bool = False


def view_of(tx: Transaction, session: Session) -> SessionView:
    """Gather what belongs to a session."""
    assets = {
        video.channel: video.id
        for video in tx.videos.of_session(session.id)
        if not video.is_session and video.state is ExportState.EXPORTED
    }
    streams = tuple(stream_view(tx, stream, session, asset=assets.get(stream.track)) for stream in tx.streams.of_session(session.id))
    share = tx.videos.share_of(session.id)
    return SessionView(session=session, streams=streams, slug=share.slug if share else None, is_exporting=is_exporting(tx, session))


def is_exporting(tx: Transaction, session: Session) -> bool:
    """Whether a job will make a session's first files, or does so now."""
    if not session.state.is_finished or session.exported_video_id is not None:
        return False
    waiting = tx.jobs.of_key(session.id, states=(JobState.READY, JobState.LEASED))
    return any(job.queue == EXPORT_QUEUE for job in waiting)


def stream_view(tx: Transaction, stream: Stream, session: Session, *, asset: str | None) -> StreamView:
    """Gather what the row of a stream needs. ``asset`` is the id of its exported file."""
    share = tx.videos.share_of(stream.id)
    rate = _PICTURE_RATE
    if not stream.kind.is_video:
        rate = next((init.rate for init in tx.streams.inits(stream.id) if init.rate), _SOUND_RATE)
    return StreamView(
        stream=stream,
        session=session,
        slug=share.slug if share else None,
        sample_rate=rate,
        exported_asset_id=asset,
        told=source_facts(tx, stream, session),
    )


def has_aliases(settings: Settings, client: str | None) -> bool:
    """Whether whoever asks sees displays under ``screen`` too; ``client`` is the header x-videodb-client."""
    if settings.alias_rows is AliasRows.AUTO:
        return (client or "").startswith(_OFFICIAL)
    return settings.alias_rows is AliasRows.ALWAYS


def is_stalled(session: Session, *, now_ns: int, after_s: float) -> bool:
    """Whether a live session has gone quiet. It is no state: the next fragment ends it."""
    return session.state is SessionState.ACTIVE and now_ns - (session.last_media_ns or session.changed_ns) > ns_of(after_s)


def session_object(
    view: SessionView, *, links: Links, now_ns: int, stalled_after_s: float, with_aliases: bool = False
) -> dict[str, object]:
    """The session object of contract §2.2. Lists are never null, and no map is keyed by an id (H3, H6, H7)."""
    session = view.session
    return {
        "id": session.id,
        "session_id": session.id,
        "collection_id": session.collection_id,
        "end_user_id": session.end_user_id,
        "client_id": session.client_id,
        "status": session.state.value,
        "stalled": is_stalled(session, now_ns=now_ns, after_s=stalled_after_s),
        "callback_url": session.callback_url,
        "ws_connection_id": session.ws_connection_id,
        "metadata": session.metadata,
        "channels": [_channel(each.stream) for each in view.streams if each.stream.kind.is_channel],
        "primary_video_channel_id": session.primary_channel,
        "exported_video_id": session.exported_video_id,
        "export_status": _export_status(view),
        "rtstreams": session_rows(view.streams, links, has_aliases=with_aliases),
        "created_at": seconds_of(session.created_ns),
        "created_at_iso": iso_of(session.created_ns),
        "recording_id": session.recording_id,
        "started_at": None if session.clock_wall_origin_ns is None else seconds_of(session.clock_wall_origin_ns),
        "last_media_at": None if session.last_media_ns is None else seconds_of(session.last_media_ns),
        "purged_at": None if session.purged_ns is None else seconds_of(session.purged_ns),
        "player_url": links.player(view.slug) if view.slug else None,
        "stream_url": links.stream(view.slug) if view.slug else None,
        "error": session.error,
    }


def _channel(stream: Stream) -> dict[str, object]:
    """The row of a channel. One of which nothing ever came, as of a microphone that is not there, ends ``unavailable`` (contract §5.2)."""
    is_empty = stream.state is StreamState.COMPLETE and stream.last_seq == 0
    return {
        "channel_id": stream.track,
        "type": "video" if stream.kind.is_video else "audio",
        "name": stream.name,
        "store": stream.store,
        "is_primary": stream.is_primary,
        "stream_id": stream.id,
        "status": _UNAVAILABLE if is_empty else stream.state.value,
    }


def _export_status(view: SessionView) -> str | None:
    """None while nothing was asked for, and when what was made has been removed."""
    session = view.session
    if session.state is SessionState.EXPORTED and session.exported_video_id is not None:
        return ExportState.EXPORTED.value
    if view.is_exporting:
        return ExportState.EXPORTING.value
    has_failed = session.state is SessionState.FAILED or (session.error or {}).get("code") == EXPORT_FAILED
    return ExportState.FAILED.value if has_failed and session.recording_id is not None else None
