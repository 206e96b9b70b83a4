"""Searches in a video or in a collection, and text that an engine writes (contract §2.9, §2.10). Belongs to the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import SearchError, WrongArgument
from lookhear.sdk.aio.api import segment
from lookhear.sdk.aio.search_results import (
    AsyncAskResponse,
    AsyncRTStreamSearchResult,
    AsyncSearchResponse,
    AsyncSearchResult,
    stream_found,
)
from lookhear.sdk.values.names import IndexType, SearchType
from lookhear.sdk.values.rows import given, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.sdk.aio.api import AsyncApi

_OLDER: Final = frozenset(
    {
        "search_type",
        "index_type",
        "result_threshold",
        "dynamic_score_percentage",
        "scene_index_id",
        "index_id",
        "algorithm",
        "sort_docs_on",
        "namespace",
        "stitch",
        "rerank",
        "rerank_params",
    }
)
_NEWER: Final = frozenset({"top_k", "mode", "return_fields", "include_clip", "session_id", "config"})
_SELECTORS: Final = frozenset({"index_name", "index_names", "index_ids"})
_OLDER_ORDER: Final = (
    "search_type",
    "index_type",
    "result_threshold",
    "score_threshold",
    "dynamic_score_percentage",
    "filter",
    "sort_docs_on",
    "namespace",
    "scene_index_id",
)
_SCORE, _RESULTS = 0.2, 5
_STREAMS: Final = "rtstream"


class Searching:
    """The part of a video or a collection that is searched. ``_place`` is its path."""

    _api: AsyncApi

    @property
    def _place(self) -> str:
        raise NotImplementedError

    async def ask(self, question: str, top_k: int = 15, mode: str = "default", include_sources: bool = False) -> AsyncAskResponse:
        """An answer in words, made of at most ``top_k`` moments; ``include_sources`` brings them along.

        Raises InvalidRequestError where the backend has no engine that writes.
        """
        said = {"question": question, "top_k": top_k, "mode": mode, "include_sources": include_sources}
        return AsyncAskResponse(self._api, row_of(await self._api.post(f"{self._place}/ask", said)))

    async def semantic_search(
        self,
        query: str,
        index_names: Sequence[str] | str | None = None,
        top_k: int = 10,
        score_threshold: float | None = None,
        filter: Any = None,  # noqa: ANN401 - conditions as the backend understands them
        return_fields: Any = None,  # noqa: ANN401 - the same
        index_ids: Sequence[str] | str | None = None,
    ) -> AsyncSearchResult:
        """Moments that are about something, in all indexes or in those that are named. ``score_threshold`` from 0 to 1."""
        said = given(
            index_names=_plain(index_names),
            index_ids=_plain(index_ids),
            top_k=top_k,
            score_threshold=score_threshold,
            filter=filter,
            return_fields=return_fields,
        )
        return AsyncSearchResult(self._api, row_of(await self._api.post(f"{self._place}/semantic-search", {"query": query} | said)))

    async def query(
        self,
        index_name: str | None = None,
        filter: Any = None,  # noqa: ANN401 - conditions as the backend understands them
        limit: int = 100,
        return_fields: Any = None,  # noqa: ANN401 - the same
        sort: Any = None,  # noqa: ANN401 - the same
        index_id: str | None = None,
    ) -> AsyncSearchResult:
        """Records that agree with conditions, as moments. ``sort`` is a field, or ``[(field, "asc" | "desc")]``."""
        said = given(index_name=index_name, index_id=index_id, filter=filter, limit=limit, return_fields=return_fields, sort=sort)
        return AsyncSearchResult(self._api, row_of(await self._api.post(f"{self._place}/query", said)))

    async def aggregate(
        self,
        index_name: str | None = None,
        filter: Any = None,  # noqa: ANN401 - conditions as the backend understands them
        group_by: str | None = None,
        metric: str = "count",
        limit: int = 100,
        sort: Any = None,  # noqa: ANN401 - the same
        index_id: str | None = None,
    ) -> Any:  # noqa: ANN401 - what was counted, as the backend says it
        """Records that agree, counted by a field: a dict with ``results`` of ``key`` and ``count``, ``total`` and ``warnings``."""
        said = given(index_name=index_name, index_id=index_id, filter=filter, group_by=group_by, metric=metric, limit=limit, sort=sort)
        return await self._api.post(f"{self._place}/aggregate", said)

    async def _found(self, query: str, options: Mapping[str, Any]) -> AsyncSearchResponse:
        answer = await self._api.post(f"{self._place}/search/v2", {"query": query} | given(**options))
        return AsyncSearchResponse(self._api, row_of(answer))

    async def _found_as_before(self, query: str, search_type: str | None, options: Mapping[str, Any]) -> AsyncSearchResult:
        """The older search: by meaning where it is not said, with the thresholds that always held for it."""
        try:
            how = SearchType(search_type or SearchType.semantic)
        except ValueError:
            raise SearchError(f"search_type: {' or '.join(SearchType)}, not {search_type!r}.") from None
        said = {"query": query, "search_type": str(how), **given(**options)}
        if how is SearchType.semantic:
            said = {"score_threshold": _SCORE, "result_threshold": _RESULTS} | said
        elif how is SearchType.scene:
            said["index_type"] = str(IndexType.scene)
        return AsyncSearchResult(self._api, row_of(await self._api.post(f"{self._place}/search", said)))


class VideoSearching(Searching):
    """The part of a video that is searched. Times are seconds from its beginning."""

    async def search(
        self, query: str, *args: object, config: Mapping[str, Any] | None = None, **options: object
    ) -> AsyncSearchResponse | AsyncSearchResult:
        """Moments of this video that are about something: spoken words and all its indexes.

        ``top_k``, ``mode``, ``return_fields``, ``include_clip``, ``session_id``, ``config``, ``score_threshold``, ``filter`` ask the newer
        search; ``search_type``, ``index_type``, ``result_threshold``, ``scene_index_id`` and the like ask the older one and get an
        `AsyncSearchResult`. Both have ``shots``. Raises WrongArgument for a mixture.
        """
        wanted = _options(args, options, config)
        if _is_older(args, wanted):
            return await self.legacy_search(query, **wanted)
        return await self._found(query, wanted)

    async def legacy_search(
        self,
        query: str,
        search_type: str | None = SearchType.semantic,
        index_type: str | None = IndexType.spoken_word,
        result_threshold: int | None = None,
        score_threshold: float | None = None,
        dynamic_score_percentage: float | None = None,
        filter: Sequence[Mapping[str, Any]] | None = None,
        **options: object,
    ) -> AsyncSearchResult:
        """The older search: by meaning, by word (``keyword``) or in scenes; at most ``result_threshold`` moments, 5 by meaning.

        ``score_threshold`` from 0 to 1, 0.2 by meaning. ``index_id`` means ``scene_index_id``. Raises SearchError.
        """
        more = dict(options)
        index_id = more.pop("index_id", None)
        said = given(
            index_type=index_type and str(index_type),
            result_threshold=result_threshold,
            score_threshold=score_threshold,
            dynamic_score_percentage=dynamic_score_percentage,
            filter=[dict(each) for each in filter] if filter else None,
            scene_index_id=more.pop("scene_index_id", None) or index_id,
        )
        return await self._found_as_before(query, search_type, said | more)


class CollectionSearching(Searching):
    """The part of a collection that is searched: its videos, and with ``namespace="rtstream"`` its streams."""

    id: str

    @property
    def _place(self) -> str:
        return f"collection/{segment(self.id)}"

    async def search(
        self, query: str, *args: object, config: Mapping[str, Any] | None = None, **options: object
    ) -> AsyncSearchResponse | AsyncSearchResult | AsyncRTStreamSearchResult:
        """Moments of this collection's videos that are about something, as `AsyncVideo.search`.

        ``namespace="rtstream"`` searches its streams instead, also those that run.
        """
        wanted = _options(args, options, config)
        if _is_older(args, wanted):
            return await self.legacy_search(query, **wanted)
        return await self._found(query, wanted)

    async def legacy_search(
        self,
        query: str,
        search_type: str | None = SearchType.semantic,
        index_type: str | None = IndexType.spoken_word,
        result_threshold: int | None = None,
        score_threshold: float | None = None,
        dynamic_score_percentage: float | None = None,
        filter: Sequence[Mapping[str, Any]] | None = None,
        sort_docs_on: str | None = None,
        namespace: str | None = None,
        scene_index_id: str | None = None,
        index_id: str | None = None,
        **options: object,
    ) -> AsyncSearchResult | AsyncRTStreamSearchResult:
        """The older search, as `AsyncVideo.legacy_search`. ``sort_docs_on`` is ``score`` or ``start``."""
        said = given(
            scene_index_id=scene_index_id or index_id,
            result_threshold=result_threshold,
            score_threshold=score_threshold,
            dynamic_score_percentage=dynamic_score_percentage,
            filter=[dict(each) for each in filter] if filter else None,
        )
        if namespace == _STREAMS:
            answer = await self._api.post(f"rtstream/{self._place}/search", {"query": query} | said)
            return stream_found(self._api, answer, collection_id=self.id)
        more = given(index_type=index_type and str(index_type), sort_docs_on=sort_docs_on)
        return await self._found_as_before(query, search_type, said | more | options)


def _options(args: tuple[object, ...], options: Mapping[str, object], config: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was said, by name; what stood without a name is in the order of the older search."""
    return dict(zip(_OLDER_ORDER, args, strict=False)) | given(**options, config=config)


def _is_older(args: tuple[object, ...], wanted: Mapping[str, Any]) -> bool:
    """Whether the older search is meant. Raises WrongArgument for a mixture."""
    names = set(wanted)
    if selectors := sorted(names & _SELECTORS):
        raise WrongArgument(
            f"search() chooses the indexes by itself and takes no {', '.join(selectors)}.", hint="semantic_search() and query() take them."
        )
    is_older = bool(args or names & _OLDER)
    if is_older and names & _NEWER:
        raise WrongArgument(
            f"{', '.join(sorted(names & _NEWER))} belong to the newer search and {', '.join(sorted(names & _OLDER))} to the older one.",
            hint="Leave one of them out, or call legacy_search().",
        )
    return is_older


def _plain(names: Sequence[str] | str | None) -> list[str] | str | None:
    return names if names is None or isinstance(names, str) else list(names)
