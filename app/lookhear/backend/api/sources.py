"""Live sources that this backend fetches by itself (contract §2.4). They are RTStreams, and stopped and started as such."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, Body, base_url, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import DEFAULT_COLLECTION, Credential
from lookhear.backend.services import Services
from lookhear.backend.sources.addresses import MAX_CHARS
from lookhear.backend.sources.service import NewSource
from lookhear.backend.streams.links import Links
from lookhear.backend.streams.rows import full_row
from lookhear.backend.streams.service import StreamService

ByKey = Annotated[Credential, Depends(require(API_KEY))]


class SourceBody(Body):
    """A live source: ``url`` begins with ``rtsp://`` or ``rtsps://``."""

    url: Annotated[str, Field(min_length=1, max_length=MAX_CHARS)]
    name: Annotated[str, Field(max_length=500)] = ""
    collection_id: Annotated[str, Field(max_length=200)] = DEFAULT_COLLECTION
    media_types: Annotated[tuple[Literal["video", "audio"], ...], Field(min_length=1, max_length=2)] = ("video",)
    sample_rate: Annotated[int, Field(ge=1, le=192_000)] = 30
    store: bool = False
    enable_transcript: bool = True
    ws_connection_id: Annotated[str, Field(min_length=1, max_length=500)] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["RTStreams"], route_class=LateRoute)
    streams = StreamService(services.store, services.sources.service, services.sessions)

    @api.post("/rtstream")
    async def connect(request: Request, _who: ByKey, wanted: Annotated[SourceBody, body(SourceBody)]) -> JSONResponse:
        new = NewSource(
            url=wanted.url,
            name=wanted.name,
            collection_id=wanted.collection_id,
            has_video="video" in wanted.media_types,
            has_sound="audio" in wanted.media_types,
            sample_rate=wanted.sample_rate,
            is_stored=wanted.store,
            transcribes=wanted.enable_transcript,
            connection_id=wanted.ws_connection_id,
        )
        stream_id = await services.sources.service.connect(new)
        return reply(full_row(await streams.get(stream_id), Links(base_url(request))))

    return api
