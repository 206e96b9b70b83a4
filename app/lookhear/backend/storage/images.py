"""Rows of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from lookhear.backend.records import Image
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import IMAGES, SHARES

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Image, IMAGES)
_ROW: Final = IMAGES.c
_SELECT: Final = select(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_OF_VIDEO: Final = _SELECT.where(_ROW.video_id == bindparam("video_id")).order_by(_ROW.at_s, _ROW.id)
_NEWEST: Final = _SELECT.where(_ROW.video_id.is_(None)).order_by(_ROW.created_ns.desc(), _ROW.id.desc())
_IN_COLLECTION: Final = _NEWEST.where(_ROW.collection_id == bindparam("collection_id"))
_DELETE: Final = delete(IMAGES).where(_ROW.id == bindparam("the_id"))
_DELETE_SHARES: Final = delete(SHARES).where(SHARES.c.target == bindparam("the_id"))


class SqlImages:
    """Port `Images` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, image: Image) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(image))

    def get(self, image_id: str) -> Image | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=image_id))

    def of_video(self, video_id: str) -> list[Image]:
        """The pictures that were taken of a video, by their moment."""
        return _MAP.all(self._rows.run(_OF_VIDEO, video_id=video_id))

    def in_collection(self, collection_id: str | None) -> list[Image]:
        """The pictures of a collection, or of all, newest first; those that were taken of a video are not among them."""
        if collection_id is None:
            return _MAP.all(self._rows.run(_NEWEST))
        return _MAP.all(self._rows.run(_IN_COLLECTION, collection_id=collection_id))

    def delete(self, image_id: str) -> None:
        """Remove it and its shares."""
        self._rows.run(_DELETE_SHARES, the_id=image_id)
        self._rows.run(_DELETE, the_id=image_id)
