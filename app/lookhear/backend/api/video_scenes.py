"""What is seen in a video, and what an index makes of what is said in it (contract §2.10): indexes of scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import Body, base_url, body, reaching, reply
from lookhear.backend.api.indexes import WantedIndexBody
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.operations import under_way
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.times import iso_of
from lookhear.backend.videos.scenes import INDEXES, MAX_SCENES, Scene
from lookhear.errors import NotFound

if TYPE_CHECKING:
    from lookhear.backend.videos.scenes import SceneIndex

ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
_Text = Annotated[str, Field(max_length=10_000)]
_Second = Annotated[float, Field(ge=0, lt=1e9, allow_inf_nan=False)]
WAITS = "No engine for this is configured: it is filled as soon as there is one."


class SceneBody(Body):
    """A scene that somebody described, in seconds of the video."""

    start: _Second
    end: _Second
    description: _Text = ""
    metadata: dict[str, Any] = Field(default_factory=dict)


class IndexBody(WantedIndexBody):
    """One of a video: of what a prompt is to find, or of scenes that somebody described already."""

    scenes: Annotated[list[SceneBody], Field(max_length=MAX_SCENES)] | None = None
    callback_url: Annotated[str, Field(max_length=2000)] = ""


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    _making(api, services)
    _reading(api, services)
    return api


def _making(api: APIRouter, services: Services) -> None:
    videos = services.videos

    @api.post("/video/{video_id}/index/scene")
    async def create(request: Request, video_id: str, _who: ByViewer, wanted: Annotated[IndexBody, body(IndexBody)]) -> JSONResponse:
        if wanted.scenes is not None:
            scenes = [Scene(start_s=each.start, end_s=each.end, text=each.description, metadata=each.metadata) for each in wanted.scenes]
            index = await videos.scenes.index_given(video_id, scenes, name=wanted.name or "")
        else:
            index = await videos.scenes.index(video_id, wanted.request())
        told: dict[str, object] = {"scene_index_id": index.pipeline.id}
        if wanted.callback_url:
            await videos.callbacks.when_ended(index.operation, url=wanted.callback_url, told=told | {"video_id": video_id})
        elif index.operation is not None:
            return under_way(index.operation, base_url(request))
        return reply(told | {"status": index.progress.status}, message=WAITS if index.progress.status == WAITING else "")

    @api.delete("/video/{video_id}/index/scene/{index_id}")
    async def delete(video_id: str, index_id: str, _who: ByViewer) -> JSONResponse:
        await videos.scenes.remove(video_id, index_id, INDEXES)
        return reply()


def _reading(api: APIRouter, services: Services) -> None:
    scenes = services.videos.scenes

    @api.get("/video/{video_id}/index/scene")
    async def indexes(video_id: str, _who: ByViewer) -> JSONResponse:
        return reply({"scene_indexes": [_shown(index) for index in await scenes.of_video(video_id, INDEXES)]})

    @api.get("/video/{video_id}/index/scene/{index_id}")
    async def records(video_id: str, index_id: str, _who: ByViewer) -> JSONResponse:
        index = await scenes.get(video_id, index_id, INDEXES)
        found = await scenes.records(video_id, index_id, INDEXES)
        return reply({"scene_index_records": [shown_scene(each) for each in found]} | _shown(index))

    @api.get("/video/{video_id}/index")
    async def all_scenes(video_id: str, _who: ByViewer, index_type: Literal["scene", "spoken_word"] = "scene") -> JSONResponse:
        del index_type
        found = [await scenes.records(video_id, index.pipeline.id, INDEXES) for index in await scenes.of_video(video_id, INDEXES)]
        return reply([shown_scene(each) for one in found for each in one])

    @api.get("/video/{video_id}/scenes")
    async def collections(video_id: str, _who: ByViewer) -> JSONResponse:
        await scenes.of_video(video_id, INDEXES)
        return reply({"scene_collections": []})

    @api.post("/video/{video_id}/scenes")
    async def extract(video_id: str, _who: ByViewer) -> JSONResponse:
        raise NotFound(f"Scenes of {video_id} are not cut out without describing them here.", hint="Index them with /index/scene.")

    @api.get("/video/{video_id}/scenes/{scenes_id}")
    async def collection(video_id: str, scenes_id: str, _who: ByViewer) -> JSONResponse:
        raise NotFound(f"The video {video_id} has no collection of scenes {scenes_id!r}.", hint="Scenes are indexed with /index/scene.")


def _shown(index: SceneIndex) -> dict[str, object]:
    pipeline = index.pipeline
    config = dict(pipeline.config)
    return {
        "scene_index_id": pipeline.id,
        "name": pipeline.name or None,
        "status": index.progress.status,
        "extraction_type": config.pop("extraction_type", None),
        "extraction_config": config,
        "prompt": pipeline.prompt or None,
        "record_count": index.records,
        "created_at": iso_of(pipeline.created_ns),
    }


def shown_scene(scene: Scene) -> dict[str, object]:
    """A scene; what it says stands under both names that clients read (contract §8 C28)."""
    return {
        "scene_id": str(scene.id),
        "start": scene.start_s,
        "end": scene.end_s,
        "description": scene.text,
        "text": scene.text,
        "metadata": dict(scene.metadata),
    }
