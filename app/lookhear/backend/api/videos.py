"""Exported videos and sounds (contract §2.10)."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.shown import shown_video

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]


_MOST_AT_ONCE: Final = 1000
_Limit = Annotated[int, Query(ge=1, le=_MOST_AT_ONCE)]
_Offset = Annotated[int, Query(ge=0, lt=1 << 31)]


class NameBody(Body):
    """A new name."""

    name: Annotated[str, Field(min_length=1, max_length=200)]


class TimelineBody(Body):
    """What to play of a video: pairs of seconds from its beginning, everything when there are none."""

    timeline: list[Annotated[list[Annotated[float, Field(ge=0, lt=1e9)]], Field(min_length=2, max_length=2)]] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    videos = services.playback.videos

    @api.get("/video")
    async def page(
        request: Request, *, who: ByReader, collection_id: str = "", limit: _Limit = _MOST_AT_ONCE, offset: _Offset = 0
    ) -> JSONResponse:
        links = Links(base_url(request))
        found = await videos.all("m-", collection_id=collection_id, session_id=who.session_id, limit=limit, offset=offset)
        return reply({"videos": [shown_video(video, slug, links) for video, slug in found]})

    @api.get("/video/{video_id}")
    async def get(request: Request, video_id: str, _who: ByViewer, collection_id: str = "") -> JSONResponse:
        video, slug = await videos.get(video_id, collection_id=collection_id)
        return reply(shown_video(video, slug, Links(base_url(request))))

    @api.patch("/video/{video_id}")
    async def rename(video_id: str, _who: ByOwner, wanted: Annotated[NameBody, body(NameBody)]) -> JSONResponse:
        await videos.rename(video_id, wanted.name)
        return reply({"name": wanted.name})

    @api.delete("/video/{video_id}")
    async def delete(video_id: str, _who: ByOwner, collection_id: str = "") -> JSONResponse:
        await videos.delete(video_id, collection_id=collection_id)
        return reply()

    @api.post("/video/{video_id}/stream")
    async def stream(request: Request, video_id: str, _who: ByViewer, wanted: Annotated[TimelineBody, body(TimelineBody)]) -> JSONResponse:
        slug = await videos.stretches(video_id, wanted.timeline)
        links = Links(base_url(request))
        return reply({"stream_url": links.stream(slug), "player_url": links.player(slug)})

    @api.get("/video/{video_id}/download.mp4")
    async def download(request: Request, video_id: str, _who: ByViewer) -> Response:
        _, slug = await videos.get(video_id)
        return RedirectResponse(f"{Links(base_url(request)).file(slug, video_id)}?download=1")

    return api
