# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Understandings of a video, and how it comes to have indexes over them (contract §2.8, §2.10). For any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.errors import WrongArgument
from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.index import Index
from lookhear.sdk.blocking.understanding import Understanding, UnderstandingAnalyzer
from lookhear.sdk.values.rows import given, row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.blocking.api import Api


class VideoIndexing:
    """The part of a video that is understood by models and indexed field by field. ``_place`` is its path."""

    _api: Api
    id: str
    collection_id: str

    @property
    def _place(self) -> str:
        raise NotImplementedError

    def understand(
        self,
        analyzers: Sequence[Mapping[str, Any]],
        segmentation: Mapping[str, Any] | None = None,
        sampling: Mapping[str, Any] | None = None,
        transform: Mapping[str, Any] | None = None,
        audio_chunking: Mapping[str, Any] | None = None,
        callback_url: str | None = None,
        **options: object,
    ) -> Understanding:
        """Have models look at it. Each of ``analyzers`` has a ``type`` (``vlm``, ``spoken_words``, …) and may have a ``name``.

        ``segmentation`` is ``{"type": "time", "window": "10s"}``. Raises WrongArgument for analyzers that are none,
        InvalidRequestError for those that the backend does not know.
        """
        wanted = checked_analyzers(analyzers)
        said = given(
            segmentation=segmentation,
            sampling=sampling,
            transform=transform,
            audio_chunking=audio_chunking,
            callback_url=callback_url or None,
            **options,
        )
        row = row_of(self._api.post(f"{self._place}/understand", {"analyzers": wanted} | said))
        pending = [given(name=each.get("name"), type=each["type"], status="pending") for each in wanted]
        return self._understanding({"analyzers": pending} | row)

    def get_understanding(self, understanding_id: str) -> Understanding:
        """One of its understandings. Raises NotFoundError."""
        row = row_of(self._api.get(f"{self._place}/understand/{segment(understanding_id)}"))
        return self._understanding({"understanding_id": understanding_id} | row)

    def list_understandings(self) -> list[Understanding]:
        """All its understandings."""
        rows = rows_of(self._api.get(f"{self._place}/understand"), "understanding_results")
        return [self._understanding(row) for row in rows]

    def delete_understanding(self, understanding_id: str) -> None:
        """Remove one of them. Raises NotFoundError."""
        self._api.delete(f"{self._place}/understand/{segment(understanding_id)}")

    def index(
        self,
        source: UnderstandingAnalyzer | Mapping[str, Any] | Sequence[Mapping[str, Any]],
        name: str | None = None,
        use_for: Sequence[str] | None = None,
        fields: Mapping[str, Sequence[str]] | None = None,
        callback_url: str | None = None,
    ) -> Index:
        """Make what an analyzer found, or records of one's own, searchable.

        ``source`` is an analyzer, a dict with ``scenes`` or ``understanding_id``, or records with ``start`` and ``end`` in seconds.
        ``use_for`` names `IndexCapability`s, ``fields`` lists field names by `FieldGroup`. Raises WrongArgument for a source that is none.
        """
        said = {"source": index_source(source)} | given(
            name=name,
            use_for=None if use_for is None else [str(each) for each in use_for],
            fields=None if fields is None else {str(group): list(names) for group, names in fields.items()},
            callback_url=callback_url or None,
        )
        return self._index(row_of(self._api.post(f"{self._place}/indexes", said)))

    def get_index(self, index_id: str | None = None, name: str | None = None) -> Index:
        """An index by its id or its name. Raises NotFoundError, and WrongArgument when neither is said."""
        if not index_id and not name:
            raise WrongArgument("Say which index: index_id or name.")
        path = f"{self._place}/indexes" + (f"/{segment(index_id)}" if index_id else "")
        asked = given(collection_id=self.collection_id, name=None if index_id else name)
        return self._index(row_of(self._api.get(path, asked)))

    def list_indexes(self, use_for: str | None = None) -> list[Index]:
        """Its indexes, or those that can be used for something."""
        asked = given(collection_id=self.collection_id, use_for=use_for and str(use_for))
        return [self._index(row) for row in rows_of(self._api.get(f"{self._place}/indexes", asked), "indexes")]

    def delete_index(self, index_id: str) -> None:
        """Remove an index; the video and its understandings stay. Raises NotFoundError."""
        self._api.delete(f"{self._place}/indexes/{segment(index_id)}", {"collection_id": self.collection_id})

    def _understanding(self, row: Mapping[str, Any]) -> Understanding:
        return Understanding(self._api, {"video_id": self.id, "collection_id": self.collection_id} | dict(row))

    def _index(self, row: Mapping[str, Any]) -> Index:
        return Index(self._api, {"video_id": self.id, "collection_id": self.collection_id} | dict(row))


def checked_analyzers(analyzers: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Analyzers as they are sent. Raises WrongArgument for none, for one without a type, and for two of a name."""
    wanted = [dict(each) for each in analyzers]
    if not wanted:
        raise WrongArgument("analyzers: at least one.")
    if any(not each.get("type") for each in wanted):
        raise WrongArgument("analyzers: each has a type.")
    names = [each["name"] for each in wanted if each.get("name")]
    if len(set(names)) < len(names):
        raise WrongArgument("analyzers: no two have the same name.")
    return wanted


def index_source(source: object) -> dict[str, Any]:
    """A source as it is sent: analyzers by their ids, records as they are. Raises WrongArgument."""
    if isinstance(source, UnderstandingAnalyzer):
        return source.to_index_source()
    if isinstance(source, list | tuple):
        return {"scenes": [row_of(each) for each in source]}
    found = row_of(source)
    if isinstance(found.get("scenes"), list) or found.get("understanding_id"):
        return found
    raise WrongArgument("source: an analyzer, a dict with scenes or understanding_id, or a list of records.")
