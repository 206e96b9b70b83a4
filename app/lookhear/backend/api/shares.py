"""Links to share [ours]: made for a session, a stream or a video, with an end or a stretch if wanted, and taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.streams.times import seconds_of

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]
_Seconds = Annotated[float, Field(ge=0, lt=1e12, allow_inf_nan=False)]


class ShareBody(Body):
    """What to share. ``start`` and ``end`` are epoch seconds, ``expires_in`` seconds from now."""

    target: Annotated[str, Field(min_length=1, max_length=100)]
    expires_in: Annotated[float, Field(gt=0, lt=1e10)] | None = None
    start: _Seconds | None = None
    end: _Seconds | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["sharing"], route_class=LateRoute)
    sharing = services.playback.sharing

    @api.post("/share", status_code=201)
    async def share(request: Request, who: ByReader, wanted: Annotated[ShareBody, body(ShareBody)]) -> JSONResponse:
        await services.sessions.check_reach(who, wanted.target)
        stretch = None if wanted.start is None and wanted.end is None else (wanted.start or 0.0, wanted.end)
        made = await sharing.share(wanted.target, expires_in_s=wanted.expires_in, stretch=stretch)
        links = Links(base_url(request))
        shown: dict[str, object] = {
            "slug": made.slug,
            "target": made.target,
            "url": links.player(made.slug),
            "embed_url": links.embed(made.slug),
            "stream_url": links.stream(made.slug),
            "expires_at": None if made.expires_ns is None else seconds_of(made.expires_ns),
        }
        return reply(shown, status=201)

    @api.delete("/share/{slug}")
    async def remove(_who: ByOwner, slug: str) -> JSONResponse:
        await sharing.remove(slug)
        return reply()

    return api
