"""Understandings of a video and the indexes over them (contract §2.10; the second version of the SDKs)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import Body, body, reaching, reply
from lookhear.backend.api.later import LateRoute
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.times import iso_of
from lookhear.backend.videos.progress import FAILED, READY
from lookhear.backend.videos.scenes import SEARCH_INDEXES, UNDERSTANDINGS
from lookhear.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from lookhear.backend.videos.scenes import Scene, SceneIndex

ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
_DONE: Final = {READY: "done", FAILED: "failed", WAITING: WAITING}
_BUILT: Final = {READY: "ready", FAILED: "failed", WAITING: WAITING}


class UnderstandBody(Body):
    """What is to be understood, by one analyzer of the type ``vlm``."""

    analyzers: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=10)]
    segmentation: dict[str, Any] = Field(default_factory=dict)
    sampling: dict[str, Any] | None = None
    callback_url: Annotated[str, Field(max_length=2000)] = ""


class IndexBody(Body):
    """An index over an understanding."""

    source: dict[str, Any]
    name: Annotated[str, Field(max_length=200)] | None = None
    use_for: Annotated[list[Annotated[str, Field(max_length=50)]], Field(max_length=10)] = Field(default_factory=lambda: ["semantic"])
    callback_url: Annotated[str, Field(max_length=2000)] = ""


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    _understandings(api, services)
    _indexes(api, services)
    return api


def _understandings(api: APIRouter, services: Services) -> None:
    videos = services.videos
    scenes = videos.scenes

    @api.post("/video/{video_id}/understand")
    async def understand(video_id: str, _who: ByViewer, wanted: Annotated[UnderstandBody, body(UnderstandBody)]) -> JSONResponse:
        if len(wanted.analyzers) != 1:
            raise InvalidRequest("An understanding has one analyzer here.", hint="Start one for each of them.")
        analyzer = ({"sampling": wanted.sampling} if wanted.sampling else {}) | wanted.analyzers[0]
        made = await scenes.understand(video_id, segmentation=wanted.segmentation, analyzer=analyzer)
        told = _understanding(video_id, made)
        if wanted.callback_url:
            await videos.callbacks.when_ended(made.operation, url=wanted.callback_url, told=told)
        return reply(told)

    @api.get("/video/{video_id}/understand")
    async def page(video_id: str, _who: ByViewer) -> JSONResponse:
        found = await scenes.of_video(video_id, UNDERSTANDINGS)
        return reply({"understanding_results": [_understanding(video_id, each) for each in found]})

    @api.get("/video/{video_id}/understand/{understanding_id}")
    async def get(video_id: str, understanding_id: str, _who: ByViewer) -> JSONResponse:
        return reply(_understanding(video_id, await scenes.get(video_id, understanding_id, UNDERSTANDINGS)))

    @api.get("/video/{video_id}/understand/{understanding_id}/analyzers/{analyzer}/output")
    async def output(_who: ByViewer, *, video_id: str, understanding_id: str, analyzer: str) -> JSONResponse:
        made = await scenes.get(video_id, understanding_id, UNDERSTANDINGS)
        if analyzer not in {made.pipeline.output, made.pipeline.id}:
            raise NotFound(f"The understanding has no analyzer {analyzer!r}.", hint=f"It has {made.pipeline.output!r}.")
        found = await scenes.records(video_id, understanding_id, UNDERSTANDINGS)
        return reply({"segments": [_record(video_id, understanding_id, each) for each in found], "status": _DONE.get(made.progress.status)})

    @api.delete("/video/{video_id}/understand/{understanding_id}")
    async def delete(video_id: str, understanding_id: str, _who: ByViewer) -> JSONResponse:
        await scenes.remove(video_id, understanding_id, UNDERSTANDINGS)
        return reply()


def _indexes(api: APIRouter, services: Services) -> None:
    scenes = services.videos.scenes

    @api.post("/video/{video_id}/indexes")
    async def create(video_id: str, _who: ByViewer, wanted: Annotated[IndexBody, body(IndexBody)]) -> JSONResponse:
        made = await scenes.search_index(video_id, _descriptor(wanted.source), name=wanted.name, use_for=wanted.use_for)
        return reply(_index(video_id, made))

    @api.get("/video/{video_id}/indexes")
    async def page(video_id: str, _who: ByViewer, name: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
        found = await scenes.of_video(video_id, SEARCH_INDEXES)
        if not name:
            return reply({"indexes": [_index(video_id, each) for each in found]})
        named = next((each for each in found if each.pipeline.name == name), None)
        if named is None:
            raise NotFound(f"The video has no index called {name!r}.")
        return reply(_index(video_id, named))

    @api.get("/video/{video_id}/indexes/{index_id}")
    async def get(video_id: str, index_id: str, _who: ByViewer) -> JSONResponse:
        return reply(_index(video_id, await scenes.get(video_id, index_id, SEARCH_INDEXES)))

    @api.get("/video/{video_id}/indexes/{index_id}/records")
    async def records(
        _who: ByViewer,
        *,
        video_id: str,
        index_id: str,
        limit: Annotated[int, Query(ge=1, le=1000)] = 20,
        cursor: Annotated[str, Query(max_length=20, pattern="^[0-9]*$")] = "",
    ) -> JSONResponse:
        index = await scenes.get(video_id, index_id, SEARCH_INDEXES)
        offset = min(int(cursor or 0), index.records)
        found = await scenes.records(video_id, index_id, SEARCH_INDEXES, limit=limit, offset=offset)
        following = offset + limit
        rows = [_record(video_id, index.pipeline.source_id, each) for each in found]
        return reply({"records": rows, "next_cursor": str(following) if following < index.records else None})

    @api.delete("/video/{video_id}/indexes/{index_id}")
    async def delete(video_id: str, index_id: str, _who: ByViewer) -> JSONResponse:
        await scenes.remove(video_id, index_id, SEARCH_INDEXES)
        return reply()


def _descriptor(source: dict[str, Any]) -> dict[str, Any]:
    """A source as SDKs name it. Raises InvalidRequest for scenes of one's own: those are indexed with /index/scene."""
    if "scenes" in source:
        raise InvalidRequest(
            "scenes: scenes of your own are indexed with /index/scene.", hint="That is index_scenes(scenes=…) of the SDKs."
        )
    analyzer = source.get("analyzer_id", source.get("analyzerId"))
    return source if analyzer is None else {"output": analyzer} | source


def _understanding(video_id: str, made: SceneIndex) -> dict[str, object]:
    pipeline = made.pipeline
    status = _DONE.get(made.progress.status, "processing")
    analyzers = pipeline.config.get("analyzers")
    told = analyzers[0] if isinstance(analyzers, list) and analyzers and isinstance(analyzers[0], dict) else {}
    return {
        "understanding_id": pipeline.id,
        "video_id": video_id,
        "collection_id": pipeline.collection_id,
        "status": status,
        "analyzers": [told | {"id": pipeline.output, "name": pipeline.output, "status": status, "record_count": made.records}],
        "segmentation": pipeline.config.get("segmentation"),
        "percentage": made.progress.percentage,
        "created_at": iso_of(pipeline.created_ns),
        "error": made.progress.error,
    }


def _index(video_id: str, made: SceneIndex) -> dict[str, object]:
    pipeline = made.pipeline
    return {
        "index_id": pipeline.id,
        "video_id": video_id,
        "collection_id": pipeline.collection_id,
        "name": pipeline.name or pipeline.output,
        "status": _BUILT.get(made.progress.status, "building"),
        "use_for": pipeline.config.get("use_for"),
        "source": {"understanding_id": pipeline.source_id, "output": pipeline.output},
        "record_count": made.records,
        "fields": {},
        "field_schema": {},
        "error": made.progress.error,
    }


def _record(video_id: str, understanding_id: str | None, scene: Scene) -> dict[str, object]:
    return {
        "video_id": video_id,
        "understanding_id": understanding_id,
        "scene_id": str(scene.id),
        "start": scene.start_s,
        "end": scene.end_s,
        "data": {"text": scene.text, **scene.metadata},
    }
