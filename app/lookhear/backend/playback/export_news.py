"""What a socket hears that was named when an export was asked for (``connection_id`` of contract §2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.delivery.pushing import push
from lookhear.backend.sessions.transitions import LIFECYCLE, payload
from lookhear.backend.streams.shares import ensure_share
from lookhear.protocol.sessions import SessionState, event_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Session, Video
    from lookhear.backend.streams.links import Links


def tell_of_video(
    tx: Transaction, session: Session, video: Video, *, connections: Iterable[str], links: Links, now_ns: int
) -> list[Notice]:
    """Tell connections that one video is ready, in the words of the session's own event; gives the bells to ring after the commit."""
    slug = ensure_share(tx, video.id, now_ns=now_ns).slug
    data: dict[str, object] = {
        "exported_video_id": video.id,
        "video_channel_id": video.channel,
        "stream_url": links.stream(slug),
        "player_url": links.player(slug),
        "duration": video.duration_s,
    }
    message = payload(session, event_name(SessionState.EXPORTED), data, now_ns=now_ns) | {"type": LIFECYCLE}
    return [notice for connection_id in connections for notice in push(tx, connection_id, message, now_ns=now_ns)]
