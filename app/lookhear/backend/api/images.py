"""Pictures: what videos show at a moment, and what was handed over (contract §2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from lookhear.backend.api.byte_ranges import CORS
from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.shown import shown_image
from lookhear.errors import Forbidden

if TYPE_CHECKING:
    from lookhear.backend.records import Image

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]
_Slug = Annotated[str, Path(max_length=1000)]


class ThumbnailBody(Body):
    """Which moment: seconds from the beginning, one that speaks for the video when nothing is named."""

    time: Annotated[float, Field(ge=0, lt=1e9, allow_inf_nan=False)] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["images"], route_class=LateRoute)
    _of_videos(api, services)
    _by_themselves(api, services)
    _bytes(api, services)
    return api


def _of_videos(api: APIRouter, services: Services) -> None:
    thumbnails = services.videos.thumbnails

    @api.get("/video/{video_id}/thumbnail")
    async def thumbnail(request: Request, video_id: str, _who: ByViewer) -> JSONResponse:
        await thumbnails.at(video_id, None)
        _, slug = await services.playback.videos.get(video_id)
        return reply({"thumbnail_url": Links(base_url(request)).thumbnail(slug)})

    @api.post("/video/{video_id}/thumbnail")
    async def take(request: Request, video_id: str, _who: ByViewer, wanted: Annotated[ThumbnailBody, body(ThumbnailBody)]) -> JSONResponse:
        image, slug = await thumbnails.at(video_id, wanted.time)
        return reply(shown_image(image, slug, Links(base_url(request))))

    @api.get("/video/{video_id}/thumbnails")
    async def taken(request: Request, video_id: str, _who: ByViewer) -> JSONResponse:
        links = Links(base_url(request))
        return reply([shown_image(image, slug, links) for image, slug in await thumbnails.of_video(video_id)])


def _by_themselves(api: APIRouter, services: Services) -> None:
    images = services.videos.images

    @api.get("/image")
    async def page(request: Request, who: ByReader, collection_id: str = "") -> JSONResponse:
        _check_account(who)
        links = Links(base_url(request))
        found = await images.all(collection_id=collection_id)
        return reply({"images": [shown_image(image, slug, links) for image, slug in found]})

    @api.get("/image/{image_id}")
    async def get(request: Request, image_id: str, *, who: ByReader, collection_id: str = "") -> JSONResponse:
        _check_account(who)
        image, slug = await images.get(image_id, collection_id=collection_id)
        return reply(shown_image(image, slug, Links(base_url(request))))

    @api.delete("/image/{image_id}")
    async def delete(image_id: str, _who: ByOwner, collection_id: str = "") -> JSONResponse:
        await images.delete(image_id, collection_id=collection_id)
        return reply()

    @api.post("/image/{image_id}/generate_url")
    async def signed(request: Request, image_id: str, who: ByReader) -> JSONResponse:
        _check_account(who)
        return reply({"signed_url": Links(base_url(request)).picture(await images.signed(image_id))})


def _bytes(api: APIRouter, services: Services) -> None:
    images, thumbnails = services.videos.images, services.videos.thumbnails

    @api.api_route("/play/{slug}/picture", methods=["GET", "HEAD"])
    async def picture(slug: _Slug) -> Response:
        return await answer(await images.of_slug(slug))

    @api.api_route("/play/{slug}/thumbnail.jpg", methods=["GET", "HEAD"])
    async def thumbnail(slug: _Slug) -> Response:
        return await answer(await thumbnails.of_view(await services.playback.sharing.view(slug)))

    async def answer(image: Image) -> Response:
        headers = CORS | {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
        return Response(await images.data(image), media_type=image.content_type, headers=headers)


def _check_account(who: Credential) -> None:
    """Pictures that were handed over belong to no session."""
    if who.session_id is not None:
        raise Forbidden("This credential is for one session.", hint="Use an API key or a token of the account.")
