"""RTStreams: one for each channel (contract §2.4). Their playback and export have routers of their own."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, BLANK, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.streams.rows import full_row
from lookhear.backend.streams.service import StreamAction, StreamService

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
_MAX_PAGE: Final = 200
_PAGE: Final = 10
_Limit = Annotated[int, Field(ge=1, le=_MAX_PAGE)]
_Offset = Annotated[int, Field(ge=0, lt=1 << 53)]


class StatusBody(Body):
    """What to do with a stream."""

    action: StreamAction


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["RTStreams"], route_class=LateRoute)
    streams = StreamService(services.store, services.sources.service, services.sessions)

    @api.get("/rtstream")
    async def page(
        request: Request,
        *,
        who: ByReader,
        limit: Annotated[_Limit | None, BLANK, Query()] = None,
        offset: Annotated[_Offset | None, BLANK, Query()] = None,
        status: Literal["connected", "stopped", ""] = "",
        name: str = "",
        ordering: Literal["-created_at", "created_at", ""] = "-created_at",
    ) -> JSONResponse:
        limit, offset = limit or _PAGE, offset or 0
        views, count = await streams.page(
            state=status or None,
            name=name or None,
            limit=limit,
            offset=offset,
            is_newest_first=ordering != "created_at",
            session_id=who.session_id,
        )
        base = base_url(request)
        kept = {key: value for key, value in (("status", status), ("name", name), ("ordering", ordering)) if value}

        def at(place: int) -> str:
            return f"{base}/rtstream?{urlencode({'limit': limit, 'offset': place, **kept})}"

        rows: list[object] = [full_row(view, Links(base)) for view in views]
        return reply(
            {
                "results": rows,
                "count": count,
                "next": at(offset + limit) if offset + limit < count else None,
                "previous": at(max(0, offset - limit)) if offset else None,
            }
        )

    @api.get("/rtstream/{stream_id}")
    async def get(request: Request, _who: ByViewer, stream_id: str) -> JSONResponse:
        return reply(full_row(await streams.get(stream_id), Links(base_url(request))))

    @api.patch("/rtstream/{stream_id}/status")
    async def act(who: ByViewer, stream_id: str, wanted: Annotated[StatusBody, body(StatusBody)]) -> JSONResponse:
        await streams.act(stream_id, wanted.action, who=who)
        return reply()

    return api
