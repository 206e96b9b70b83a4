# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""An index over what models found in a video (contract §2.8). For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.waiting import Worked
from lookhear.sdk.values.index_records import FieldSchema, RecordPage
from lookhear.sdk.values.rows import Keyed, given, mapping_of, row_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.blocking.api import Api

_READY: Final = "ready"
_OVER: Final = frozenset({_READY, "failed"})


class Index(Worked, Keyed):
    """An index over a video.

    ``index_id`` (``idx-…``), ``video_id``, ``collection_id``, ``name``, ``status`` (``building``, ``ready``, ``failed``), ``error``,
    ``use_for``, ``source``, ``record_count``, ``fields`` (names by group), ``field_schema`` (`FieldSchema` by name).

    Whatever asks the backend raises as the methods of `Connection` do.
    """

    def __init__(self, api: Api, row: Mapping[str, Any]) -> None:
        self._api = api
        self.index_id = text_of(row, "index_id", "id") or ""
        self.video_id = text_of(row, "video_id") or ""
        self.collection_id = text_of(row, "collection_id")
        self._take(row)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(index_id={self.index_id!r}, video_id={self.video_id!r}, name={self.name!r}, status={self.status!r})"

    def _take(self, row: Mapping[str, Any]) -> None:
        self.name = text_of(row, "name")
        self.status = text_of(row, "status")
        self.error = row.get("error")
        self.use_for = texts_of(row, "use_for")
        self.source = row.get("source")
        self.record_count = row.get("record_count")
        self.fields = mapping_of(row, "fields")
        self.field_schema = {name: FieldSchema.read(each) for name, each in mapping_of(row, "field_schema").items()}

    @property
    def _place(self) -> str:
        return f"video/{segment(self.video_id)}/indexes/{segment(self.index_id)}"

    @property
    def is_complete(self) -> bool:
        """Whether it is built, or failed."""
        return self.status in _OVER

    @property
    def is_successful(self) -> bool:
        """Whether it is built."""
        return self.status == _READY

    def refresh(self) -> Self:
        """Read it again."""
        self._take(row_of(self._api.get(self._place, given(collection_id=self.collection_id))))
        return self

    def records(self, limit: int = 20, cursor: str | None = None) -> RecordPage:
        """What is in it, at most ``limit`` records at a time; ``cursor`` is the ``next_cursor`` of the page before."""
        asked = given(limit=limit, cursor=cursor, collection_id=self.collection_id)
        return RecordPage.read(self._api.get(f"{self._place}/records", asked))

    def delete(self) -> None:
        """Remove it; the video and its understandings stay."""
        self._api.delete(self._place, given(collection_id=self.collection_id))
