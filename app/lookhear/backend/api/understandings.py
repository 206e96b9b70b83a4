"""Understandings of a display, and indexes over what they find (contract §2.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import Body, body, reaching, reply
from lookhear.backend.api.indexes import ActionBody, Name
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.rows import reply_rows
from lookhear.backend.api.transcriptions import ByPage, ConnectionId
from lookhear.backend.pipelines.views import records_page, search_index_row, understanding_row
from lookhear.backend.records import Credential, PipelineKind
from lookhear.backend.services import Services

ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
_UNDERSTANDINGS = (PipelineKind.UNDERSTANDING,)
_SEARCH_INDEXES = (PipelineKind.INDEX,)


class UnderstandBody(Body):
    """How a display is cut, and the one analyzer that looks at it."""

    segmentation: dict[str, object] = Field(default_factory=dict)
    analyzers: Annotated[list[dict[str, object]], Field(min_length=1, max_length=1)]
    store: bool = True
    ws_connection_id: ConnectionId | None = None


class SearchIndexBody(Body):
    """What to index: an output of an understanding, as it was answered or with its keys camel-cased."""

    source: dict[str, object]
    name: Name | None = None
    use_for: list[Annotated[str, Field(min_length=1, max_length=50)]] = Field(
        default_factory=lambda: ["semantic"], min_length=1, max_length=10
    )


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["understandings"], route_class=LateRoute)
    _for_understandings(api, services)
    _for_search_indexes(api, services)
    return api


def _for_understandings(api: APIRouter, services: Services) -> None:
    pipelines = services.pipelines.service

    @api.post("/rtstream/{stream_id}/understand")
    async def understand(_who: ByViewer, stream_id: str, wanted: Annotated[UnderstandBody, body(UnderstandBody)]) -> JSONResponse:
        view = await pipelines.create_understanding(
            stream_id,
            segmentation=wanted.segmentation,
            analyzer=wanted.analyzers[0],
            is_stored=wanted.store,
            connection_id=wanted.ws_connection_id,
        )
        return reply(understanding_row(view))

    @api.get("/rtstream/{stream_id}/understand")
    async def understandings(_who: ByViewer, stream_id: str) -> JSONResponse:
        views = await pipelines.of_stream(stream_id, kinds=_UNDERSTANDINGS)
        return reply({"understandings": [understanding_row(view) for view in views]})

    @api.get("/rtstream/{stream_id}/understand/{understanding_id}")
    async def understanding(_who: ByViewer, stream_id: str, understanding_id: str) -> JSONResponse:
        return reply(understanding_row(await pipelines.get(stream_id, understanding_id, kinds=_UNDERSTANDINGS)))

    @api.patch("/rtstream/{stream_id}/understand/{understanding_id}/status")
    async def act(
        _who: ByViewer, *, stream_id: str, understanding_id: str, wanted: Annotated[ActionBody, body(ActionBody)]
    ) -> JSONResponse:
        view = await pipelines.act(stream_id, understanding_id, wanted.action, kinds=_UNDERSTANDINGS)
        return reply({"status": view.status})

    @api.get("/rtstream/{stream_id}/understand/{understanding_id}/records")
    async def records(
        _who: ByViewer, *, stream_id: str, understanding_id: str, wanted: ByPage, output: Annotated[str, Query(max_length=200)] = ""
    ) -> JSONResponse:
        view = await pipelines.get(stream_id, understanding_id, kinds=_UNDERSTANDINGS)
        query = replace(wanted, output=output or None)
        return await reply_rows(records_page(await pipelines.records(view, query), query))


def _for_search_indexes(api: APIRouter, services: Services) -> None:
    pipelines = services.pipelines.service

    @api.post("/rtstream/{stream_id}/indexes")
    async def create_index(_who: ByViewer, stream_id: str, wanted: Annotated[SearchIndexBody, body(SearchIndexBody)]) -> JSONResponse:
        view = await pipelines.create_search_index(stream_id, wanted.source, name=wanted.name or None, use_for=wanted.use_for)
        return reply(search_index_row(view))

    @api.get("/rtstream/{stream_id}/indexes")
    async def indexes(_who: ByViewer, stream_id: str) -> JSONResponse:
        views = await pipelines.of_stream(stream_id, kinds=_SEARCH_INDEXES)
        return reply({"indexes": [search_index_row(view) for view in views]})

    @api.get("/rtstream/{stream_id}/indexes/{index_id}")
    async def index(_who: ByViewer, stream_id: str, index_id: str) -> JSONResponse:
        return reply(search_index_row(await pipelines.get(stream_id, index_id, kinds=_SEARCH_INDEXES)))

    @api.patch("/rtstream/{stream_id}/indexes/{index_id}/status")
    async def act_index(_who: ByViewer, *, stream_id: str, index_id: str, wanted: Annotated[ActionBody, body(ActionBody)]) -> JSONResponse:
        view = await pipelines.act(stream_id, index_id, wanted.action, kinds=_SEARCH_INDEXES)
        return reply({"status": view.status})

    @api.get("/rtstream/{stream_id}/indexes/{index_id}/records")
    async def index_records(_who: ByViewer, *, stream_id: str, index_id: str, wanted: ByPage) -> JSONResponse:
        view = await pipelines.get(stream_id, index_id, kinds=_SEARCH_INDEXES)
        return await reply_rows(records_page(await pipelines.records(view, wanted), wanted))
