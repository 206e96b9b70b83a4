"""Indexes of what a stream shows or says, as the quickstart makes them (contract §2.6)."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import Body, body, reaching, reply
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.rows import reply_rows
from lookhear.backend.api.transcriptions import ByPage, ConnectionId
from lookhear.backend.pipelines.requests import MAX_PICTURES, MAX_UNITS, MAX_WINDOW_S, MIN_WINDOW_S, IndexRequest, Segmenter
from lookhear.backend.pipelines.schemas import schema_of
from lookhear.backend.pipelines.service import INDEXES, PipelineAction
from lookhear.backend.pipelines.views import index_page, index_row
from lookhear.backend.records import Credential
from lookhear.backend.services import Services

ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
Prompt = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(max_length=200)]


class ExtractionBody(Body):
    """How a stream is cut: windows with pictures, or batches of speech."""

    time: Annotated[float, Field(ge=MIN_WINDOW_S, le=MAX_WINDOW_S, allow_inf_nan=False)] | None = None
    frame_count: Annotated[int, Field(ge=1, le=MAX_PICTURES)] | None = None
    segmenter: Segmenter | None = None
    segmentation_value: Annotated[float, Field(gt=0, le=MAX_UNITS, allow_inf_nan=False)] | None = None


class WantedIndexBody(Body):
    """An index to be, of a stream or of a video. A sandbox means nothing here.

    ``model_config`` may hold the JSON Schema of what a language model shall make of speech; the rest of it means nothing.
    """

    extraction_type: Literal["time", "time_based", "shot", "shot_based", "transcript", ""] | None = None
    extraction_config: ExtractionBody | None = None
    prompt: Prompt | None = None
    name: Name | None = None
    model_name: Name | None = None
    model_options: Annotated[dict[str, object] | None, Field(alias="model_config")] = None

    def request(self) -> IndexRequest:
        """The same in the words of the rules."""
        cut = self.extraction_config or ExtractionBody()
        return IndexRequest(
            extraction_type=self.extraction_type or None,
            time_s=cut.time,
            frame_count=cut.frame_count,
            segmenter=cut.segmenter,
            segmentation_value=cut.segmentation_value,
            prompt=self.prompt or None,
            name=self.name or None,
            model_name=self.model_name or None,
            schema=schema_of(self.model_options or {}),
        )


class IndexBody(WantedIndexBody):
    """One of a stream, as any of the callers of §2.6 says it."""

    ws_connection_id: ConnectionId | None = None
    auto_start_transcript: bool = True


class PromptBody(Body):
    """What to ask for from now on."""

    prompt: Annotated[str, Field(min_length=1, max_length=10_000)]


class ActionBody(Body):
    """What to do."""

    action: PipelineAction


def router(services: Services) -> APIRouter:
    """The routes; ``scene`` is a literal and stands before ``{index_id}``."""
    api = APIRouter(tags=["indexes"], route_class=LateRoute)
    pipelines = services.pipelines.service

    @api.post("/rtstream/{stream_id}/index/scene")
    async def create(_who: ByViewer, stream_id: str, wanted: Annotated[IndexBody, body(IndexBody)]) -> JSONResponse:
        view = await pipelines.create_index(
            stream_id, wanted.request(), connection_id=wanted.ws_connection_id, starts_transcript=wanted.auto_start_transcript
        )
        return reply(index_row(view))

    @api.get("/rtstream/{stream_id}/index/scene")
    async def of_stream(_who: ByViewer, stream_id: str) -> JSONResponse:
        return reply({"scene_indexes": [index_row(view) for view in await pipelines.of_stream(stream_id, kinds=INDEXES)]})

    @api.get("/rtstream/{stream_id}/index/scene/{index_id}")
    async def records(_who: ByViewer, *, stream_id: str, index_id: str, wanted: ByPage) -> JSONResponse:
        view = await pipelines.get(stream_id, index_id, kinds=INDEXES)
        return await reply_rows(index_page(await pipelines.records(view, wanted), wanted))

    @api.patch("/rtstream/{stream_id}/index/scene/{index_id}")
    async def change(_who: ByViewer, *, stream_id: str, index_id: str, wanted: Annotated[PromptBody, body(PromptBody)]) -> JSONResponse:
        view = await pipelines.set_prompt(stream_id, index_id, wanted.prompt)
        return reply({"prompt": view.pipeline.prompt})

    @api.patch("/rtstream/{stream_id}/index/scene/{index_id}/status")
    async def act(_who: ByViewer, *, stream_id: str, index_id: str, wanted: Annotated[ActionBody, body(ActionBody)]) -> JSONResponse:
        view = await pipelines.act(stream_id, index_id, wanted.action, kinds=INDEXES)
        return reply({"status": view.status})

    @api.patch("/rtstream/{stream_id}/index/spoken/{index_id}/status")
    async def act_spoken(_who: ByViewer, *, stream_id: str, index_id: str, wanted: Annotated[ActionBody, body(ActionBody)]) -> JSONResponse:
        view = await pipelines.act(stream_id, index_id, wanted.action, kinds=INDEXES)
        return reply({"status": view.status})

    @api.get("/rtstream/{stream_id}/index/{index_id}")
    async def get(_who: ByViewer, stream_id: str, index_id: str) -> JSONResponse:
        return reply(index_row(await pipelines.get(stream_id, index_id, kinds=INDEXES)))

    return api
