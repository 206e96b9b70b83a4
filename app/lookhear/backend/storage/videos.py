"""Rows of exported videos and of share links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, or_, select, text

from lookhear.backend.records import Share, Video
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import IMAGES, SHARES, VIDEOS

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Video, VIDEOS)
_SHARE: Final = Mapper(Share, SHARES)
_ROW: Final = VIDEOS.c
_SELECT: Final = select(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_OF_SESSION: Final = _SELECT.where(_ROW.session_id == bindparam("session_id")).order_by(_ROW.created_ns, _ROW.id)
_FIND: Final = _SELECT.where(
    _ROW.session_id == bindparam("session_id"),
    _ROW.channel.is_not_distinct_from(bindparam("channel", type_=_ROW.channel.type)),
    _ROW.is_session == bindparam("is_session"),
)
_NEWEST: Final = _SELECT.order_by(_ROW.created_ns.desc(), _ROW.id.desc())
_IN_COLLECTION: Final = _NEWEST.where(_ROW.collection_id == bindparam("collection_id"))
_DELETE: Final = delete(VIDEOS).where(_ROW.id == bindparam("the_id"))
_DELETE_SHARES: Final = delete(SHARES).where(
    or_(
        SHARES.c.target == bindparam("the_id"),
        SHARES.c.target.in_(select(IMAGES.c.id).where(IMAGES.c.video_id == bindparam("the_id"))),
    )
)
_GET_SHARE: Final = select(*_SHARE.columns).where(SHARES.c.slug == bindparam("slug"))
_SHARE_OF: Final = (
    select(*_SHARE.columns).where(
        SHARES.c.target == bindparam("target"), text("is_lasting")
    )  # spelled as in the index of those, or SQLite does not use it
)
_REMOVE_SHARE: Final = delete(SHARES).where(SHARES.c.slug == bindparam("the_slug"))
_REMOVE_EXPIRED: Final = delete(SHARES).where(SHARES.c.expires_ns < bindparam("before_ns"))


class SqlVideos:
    """Port `Videos` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, video: Video) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(video))

    def get(self, video_id: str) -> Video | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=video_id))

    def of_session(self, session_id: str) -> list[Video]:
        """The videos of a session, oldest first."""
        return _MAP.all(self._rows.run(_OF_SESSION, session_id=session_id))

    def find(self, session_id: str, *, channel: str | None, is_session: bool) -> Video | None:
        """The video of a session that shows (or is) a channel; there is one at most."""
        return _MAP.first(self._rows.run(_FIND, session_id=session_id, channel=channel, is_session=is_session))

    def in_collection(self, collection_id: str | None) -> list[Video]:
        """The videos of a collection, or of all, newest first."""
        if collection_id is None:
            return _MAP.all(self._rows.run(_NEWEST))
        return _MAP.all(self._rows.run(_IN_COLLECTION, collection_id=collection_id))

    def update(self, video: Video) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(video))

    def delete(self, video_id: str) -> None:
        """Remove it, the pictures that were taken of it, and the shares of all of them."""
        self._rows.run(_DELETE_SHARES, the_id=video_id)
        self._rows.run(_DELETE, the_id=video_id)

    def add_share(self, share: Share) -> None:
        """Add one."""
        self._rows.run(_SHARE.insert, **_SHARE.parameters(share))

    def share(self, slug: str) -> Share | None:
        """One of the shares, expired ones too."""
        return _SHARE.first(self._rows.run(_GET_SHARE, slug=slug))

    def share_of(self, target: str) -> Share | None:
        """The lasting share of a target; there is one at most."""
        return _SHARE.first(self._rows.run(_SHARE_OF, target=target))

    def remove_share(self, slug: str) -> bool:
        """Remove one; False when there is none."""
        return self._rows.count(_REMOVE_SHARE, the_slug=slug) > 0

    def remove_expired_shares(self, *, before_ns: int) -> int:
        """Forget the shares that ended before a time; gives how many."""
        return self._rows.count(_REMOVE_EXPIRED, before_ns=before_ns)
