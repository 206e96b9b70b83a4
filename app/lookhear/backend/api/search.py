"""Search in streams, videos and collections (contract §2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.found import shown_groups, shown_warnings, stream_rows
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.rows import reply_rows
from lookhear.backend.records import Credential
from lookhear.backend.search.scope import Choice, kinds_of
from lookhear.backend.search.service import MAX_QUERY_CHARS, MAX_RESULTS, Query
from lookhear.backend.search.titles import by_title
from lookhear.backend.search.video_search import Target
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.shown import shown_video
from lookhear.errors import Forbidden, NotFound

if TYPE_CHECKING:
    from lookhear.backend.search.video_search import Groups

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByStreamViewer = Annotated[Credential, Depends(reaching("stream_id"))]
ByVideoViewer = Annotated[Credential, Depends(reaching("video_id"))]
Words = Annotated[str, Field(min_length=1, max_length=MAX_QUERY_CHARS)]
Conditions = dict[str, object] | Annotated[list[dict[str, object]], Field(max_length=50)]
Names = Annotated[str, Field(max_length=200)] | Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]
Amount = Annotated[int, Field(ge=1, le=MAX_RESULTS)]
_Score = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
_Id = Annotated[str, Field(max_length=200)]
_STREAM_RESULTS: Final = 10
_VIDEO_RESULTS: Final = 5
_SHOTS: Final = 10
_KEYWORD: Final = "keyword"


class StreamSearchBody(Body):
    """What to look for in a stream. ``stitch``, ``rerank`` and ``rerank_params`` of the vendor's description change nothing here."""

    query: Words
    scene_index_id: _Id | None = None
    index_id: _Id | None = None
    index_type: _Id | None = None
    result_threshold: Amount | None = None
    score_threshold: _Score | None = None
    dynamic_score_percentage: Annotated[float, Field(ge=0, le=100)] | None = None
    filter: Conditions | None = None

    def wanted(self, *, limit: int, is_literal: bool = False) -> Query:
        """The same in the words of the rules; ``limit`` is for who names none."""
        index_id = self.scene_index_id or self.index_id
        return Query(
            text=self.query,
            limit=self.result_threshold or limit,
            choice=Choice(index_ids=(index_id,) if index_id else (), kinds=kinds_of(self.index_type)),
            score_threshold=self.score_threshold,
            percentage=self.dynamic_score_percentage,
            conditions=self.filter,
            is_literal=is_literal,
        )


class StreamsSearchBody(StreamSearchBody):
    """The same in all streams of a collection, or in those of one ``session_id`` alone."""

    session_id: _Id | None = None


class VideoSearchBody(StreamSearchBody):
    """The same for videos. ``search_type``: keyword goes by words alone, everything else by words and meanings."""

    search_type: _Id | None = None
    sort_docs_on: _Id | None = None

    def wanted(self, *, limit: int, is_literal: bool = False) -> Query:
        """The same in the words of the rules."""
        return super().wanted(limit=limit, is_literal=is_literal or self.search_type == _KEYWORD)


class ShotSearchBody(Body):
    """A search of the second version. ``mode``, ``include_clip`` and ``config`` change nothing here: every shot has its clip."""

    query: Words
    top_k: Amount | None = None
    return_fields: Names | None = None
    session_id: _Id | None = None
    score_threshold: _Score | None = None
    filter: Conditions | None = None


class TitleBody(Body):
    """What a video may be called."""

    query: Words


def router(services: Services) -> APIRouter:
    """The routes; ``/rtstream/collection/…`` is a literal and stands before ``/rtstream/{stream_id}``."""
    api = APIRouter(tags=["search"], route_class=LateRoute)
    _in_streams(api, services)
    _in_videos(api, services)
    _in_collections(api, services)
    return api


def _in_streams(api: APIRouter, services: Services) -> None:
    search = services.search.streams

    @api.post("/rtstream/collection/{collection_id}/search")
    async def in_collection(
        who: ByReader, *, collection_id: str, wanted: Annotated[StreamsSearchBody, body(StreamsSearchBody)]
    ) -> JSONResponse:
        if wanted.session_id is not None and who.session_id not in {None, wanted.session_id}:
            raise Forbidden("This token is for another session.")
        only = who.session_id or wanted.session_id
        found = await search.in_streams_of(collection_id, wanted.wanted(limit=_STREAM_RESULTS), session_id=only)
        return await reply_rows(stream_rows(found))

    @api.post("/rtstream/{stream_id}/search")
    async def in_stream(
        _who: ByStreamViewer, *, stream_id: str, wanted: Annotated[StreamSearchBody, body(StreamSearchBody)]
    ) -> JSONResponse:
        return await reply_rows(stream_rows(await search.in_stream(stream_id, wanted.wanted(limit=_STREAM_RESULTS))))


def _in_videos(api: APIRouter, services: Services) -> None:
    search = services.search.videos

    @api.post("/video/{video_id}/search/v2")
    async def shots(
        request: Request, _who: ByVideoViewer, *, video_id: str, wanted: Annotated[ShotSearchBody, body(ShotSearchBody)]
    ) -> JSONResponse:
        return reply(_shots(await search.find(Target(video_id=video_id), _shot_query(wanted)), wanted, base_url(request)))

    @api.post("/video/{video_id}/search")
    async def groups(
        request: Request, _who: ByVideoViewer, *, video_id: str, wanted: Annotated[VideoSearchBody, body(VideoSearchBody)]
    ) -> JSONResponse:
        found = await search.find(Target(video_id=video_id), wanted.wanted(limit=_VIDEO_RESULTS))
        return reply(_legacy(found, wanted, base_url(request)))


def _in_collections(api: APIRouter, services: Services) -> None:
    search = services.search.videos

    @api.post("/collection/{collection_id}/search/v2")
    async def shots(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[ShotSearchBody, body(ShotSearchBody)]
    ) -> JSONResponse:
        target = Target(collection_id=collection_id, session_id=who.session_id)
        return reply(_shots(await search.find(target, _shot_query(wanted)), wanted, base_url(request)))

    @api.post("/collection/{collection_id}/search/title")
    async def titles(request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[TitleBody, body(TitleBody)]) -> JSONResponse:
        links = Links(base_url(request))
        videos = await services.playback.videos.all("m-", collection_id=collection_id, session_id=who.session_id)
        found = by_title(wanted.query, videos, name_of=lambda pair: pair[0].name)
        return reply([{"video": shown_video(video, slug, links)} for video, slug in found])

    @api.post("/collection/{collection_id}/search/web")
    async def web(_who: ByReader, collection_id: str) -> JSONResponse:
        hint = f"POST /collection/{collection_id}/search looks through its recordings."
        raise NotFound("This backend searches what was recorded here, and nothing on the web.", hint=hint)

    @api.post("/collection/{collection_id}/search")
    async def groups(
        request: Request, who: ByReader, *, collection_id: str, wanted: Annotated[VideoSearchBody, body(VideoSearchBody)]
    ) -> JSONResponse:
        target = Target(collection_id=collection_id, session_id=who.session_id)
        return reply(_legacy(await search.find(target, wanted.wanted(limit=_VIDEO_RESULTS)), wanted, base_url(request)))


def _shot_query(wanted: ShotSearchBody) -> Query:
    return Query(text=wanted.query, limit=wanted.top_k or _SHOTS, score_threshold=wanted.score_threshold, conditions=wanted.filter)


def _shots(found: Groups, wanted: ShotSearchBody, base: str) -> dict[str, object]:
    """The envelope of the second version; ``shots`` is what lets SDKs show them (contract §2.9)."""
    return {
        "response_type": "shots",
        "results": shown_groups(found, Links(base), fields=wanted.return_fields),
        "session_id": wanted.session_id,
        "waiting_for": "none",
        "clarification": None,
        "trace": None,
        "warnings": shown_warnings(found.warnings),
    }


def _legacy(found: Groups, wanted: VideoSearchBody, base: str) -> dict[str, object]:
    is_by_time = wanted.sort_docs_on == "start"
    return {"results": shown_groups(found, Links(base), is_by_time=is_by_time), "warnings": shown_warnings(found.warnings)}
