"""Exports and the links of streams (contract §2.2, §2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.playback.sharing import Wording
from lookhear.backend.records import Credential, ExportState
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links

if TYPE_CHECKING:
    from lookhear.backend.playback.exports import ExportStatus

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
_Seconds = Annotated[float, Query(ge=0, lt=1e12, allow_inf_nan=False)]


class ExportBody(Body):
    """Which display's video is wanted, and which WebSocket is to hear when it is there."""

    video_channel_id: Annotated[str, Field(max_length=200)] | None = None
    connection_id: Annotated[str, Field(max_length=200)] | None = None


class AssetBody(Body):
    """What to call a stream's file."""

    name: Annotated[str, Field(max_length=200)] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["exports"], route_class=LateRoute)
    playback = services.playback

    @api.post("/collection/{collection_id}/capture/session/{session_id}/export")
    async def export_session(
        request: Request, *, collection_id: str, session_id: str, who: ByReader, wanted: Annotated[ExportBody, body(ExportBody)]
    ) -> JSONResponse:
        await services.sessions.get(session_id, collection_id=collection_id, who=who)  # whether it is there, and for whom
        status = await playback.exports.of_session(
            session_id, display=wanted.video_channel_id or None, connection_id=wanted.connection_id or None
        )
        shown = {"session_id": session_id, "video_channel_id": status.channel, "export_status": status.state.value}
        return reply(shown | _video(status, Links(base_url(request))))

    @api.post("/rtstream/{stream_id}/export")
    async def export_stream(
        request: Request, stream_id: str, _who: ByViewer, wanted: Annotated[AssetBody, body(AssetBody)]
    ) -> JSONResponse:
        status = await playback.exports.of_stream(stream_id)
        if wanted.name and status.video is not None and status.state is ExportState.EXPORTED:
            await playback.videos.rename(status.video.id, wanted.name)
            status = await playback.exports.of_stream(stream_id)
        shown: dict[str, object] = {"rtstream_id": stream_id, "export_status": status.state.value}
        return reply(shown | _video(status, Links(base_url(request))))

    @api.get("/rtstream/{stream_id}/stream")
    async def play_stream(
        request: Request,
        *,
        stream_id: str,
        _who: ByViewer,
        start: _Seconds | None = None,
        end: _Seconds | None = None,
        player_title: Annotated[str, Query(max_length=200)] = "",
        player_description: Annotated[str, Query(max_length=2000)] = "",
        player_slug_prefix: Annotated[str, Query(max_length=64, pattern="^[A-Za-z0-9_-]*$")] = "",
    ) -> JSONResponse:
        stretch = None if start is None and end is None else (start or 0.0, end)
        wording = Wording(title=player_title, description=player_description, prefix=player_slug_prefix)
        if wording != Wording():
            slug = await playback.sharing.worded(stream_id, wording, stretch=stretch)
        elif stretch is None:
            slug = await playback.sharing.lasting(stream_id)
        else:
            slug = await playback.sharing.of_stretches(stream_id, [stretch])
        links = Links(base_url(request))
        return reply({"stream_url": links.stream(slug), "player_url": links.player(slug)})

    return api


def _video(status: ExportStatus, links: Links) -> dict[str, object]:
    """What is told of a finished video, or of why there is none; nothing before."""
    if status.video is None or status.slug is None:
        return {} if status.error is None else {"error": status.error}
    return {
        "video_id": status.video.id,
        "name": status.video.name,
        "duration": status.video.duration_s,
        "stream_url": links.stream(status.slug),
        "player_url": links.player(status.slug),
        "download_url": links.file(status.slug, status.video.id),
    }
