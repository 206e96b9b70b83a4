"""Sounds: exported and handed-over files whose id begins with ``a-``. They are videos without pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, base_url, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.images import SIGNED_S
from lookhear.backend.videos.shown import shown_video
from lookhear.errors import NotFound

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("audio_id"))]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]
_PREFIX = "a-"


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    videos = services.playback.videos

    @api.get("/audio")
    async def page(request: Request, who: ByReader, collection_id: str = "") -> JSONResponse:
        links = Links(base_url(request))
        found = await videos.all(_PREFIX, collection_id=collection_id, session_id=who.session_id)
        return reply({"audios": [shown_video(audio, slug, links) for audio, slug in found]})

    @api.get("/audio/{audio_id}")
    async def get(request: Request, audio_id: str, _who: ByViewer, collection_id: str = "") -> JSONResponse:
        _check(audio_id)
        audio, slug = await videos.get(audio_id, collection_id=collection_id)
        return reply(shown_video(audio, slug, Links(base_url(request))))

    @api.delete("/audio/{audio_id}")
    async def delete(audio_id: str, _who: ByOwner, collection_id: str = "") -> JSONResponse:
        _check(audio_id)
        await videos.delete(audio_id, collection_id=collection_id)
        return reply()

    @api.post("/audio/{audio_id}/generate_url")
    async def signed(request: Request, audio_id: str, _who: ByViewer) -> JSONResponse:
        _check(audio_id)
        share = await services.playback.sharing.share(audio_id, expires_in_s=SIGNED_S, stretch=None)
        return reply({"signed_url": Links(base_url(request)).file(share.slug, audio_id)})

    return api


def _check(audio_id: str) -> None:
    if not audio_id.startswith(_PREFIX):
        raise NotFound(f"There is no audio {audio_id!r} here.", hint="A video is asked for below /video.")
