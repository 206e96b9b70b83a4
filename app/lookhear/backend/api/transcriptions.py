"""What is said on a stream: the transcript is started, stopped and read (contract §2.5)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import BLANK, Body, body, reaching, reply
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.rows import reply_rows
from lookhear.backend.pipelines.service import PipelineAction, RecordQuery
from lookhear.backend.pipelines.views import transcription_page, transcription_row
from lookhear.backend.records import Credential
from lookhear.backend.services import Services

ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
MAX_PAGE: Final = 1_000_000
MAX_PAGE_SIZE: Final = 1000
PAGE_SIZE: Final = 100
PageNumber = Annotated[int, Field(ge=1, le=MAX_PAGE)]
PageSize = Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)]
Seconds = Annotated[float, Field(ge=0, lt=1e13, allow_inf_nan=False)]
ConnectionId = Annotated[str, Field(min_length=1, max_length=500)]
LanguageTag = Annotated[str, Field(min_length=2, max_length=35, pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")]
_Name = Annotated[str, Field(max_length=200)]


class TranscriptionBody(Body):
    """What to do. Every engine's name means the one that is configured."""

    action: PipelineAction
    engine: _Name | None = None
    ws_connection_id: ConnectionId | None = None
    mode: Literal["graceful", "force"] = "graceful"
    language_code: LanguageTag | None = None


async def record_query(
    *,
    page: Annotated[PageNumber | None, BLANK, Query()] = None,
    page_size: Annotated[PageSize | None, BLANK, Query()] = None,
    start: Annotated[Seconds | None, BLANK, Query()] = None,
    end: Annotated[Seconds | None, BLANK, Query()] = None,
) -> RecordQuery:
    """A dependency: which records are wanted; times are epoch seconds."""
    return RecordQuery(page=page or 1, page_size=page_size or PAGE_SIZE, start_s=start, end_s=end)


ByPage = Annotated[RecordQuery, Depends(record_query)]


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["transcripts"], route_class=LateRoute)
    pipelines, sources = services.pipelines.service, services.sources.service

    @api.post("/rtstream/{stream_id}/transcription")
    async def act(_who: ByViewer, stream_id: str, wanted: Annotated[TranscriptionBody, body(TranscriptionBody)]) -> JSONResponse:
        stream_id = await sources.heard_at(stream_id)
        if wanted.action is PipelineAction.START:
            view = await pipelines.start_transcript(stream_id, connection_id=wanted.ws_connection_id, language=wanted.language_code)
            return reply(transcription_row(stream_id, view))
        stopped = await pipelines.stop_transcript(stream_id, is_forced=wanted.mode == "force")
        return reply(transcription_row(stream_id, stopped) | ({"status": "stopped"} if stopped is None else {}))

    @api.get("/rtstream/{stream_id}/transcription")
    async def page(
        _who: ByViewer,
        *,
        stream_id: str,
        wanted: ByPage,
        since: Annotated[Seconds | None, BLANK, Query()] = None,
        engine: Annotated[str, Query(max_length=200)] = "",  # noqa: ARG001 - SDKs name one: there is one
    ) -> JSONResponse:
        query = RecordQuery(page=wanted.page, page_size=wanted.page_size, start_s=wanted.start_s, end_s=wanted.end_s, since_s=since)
        stream_id = await sources.heard_at(stream_id)
        return await reply_rows(transcription_page(await pipelines.transcript_records(stream_id, query), query))

    @api.get("/rtstream/{stream_id}/transcription/status")
    async def status(
        _who: ByViewer,
        *,
        stream_id: str,
        engine: Annotated[str, Query(max_length=200)] = "",  # noqa: ARG001 - as above
    ) -> JSONResponse:
        stream_id = await sources.heard_at(stream_id)
        return reply(transcription_row(stream_id, await pipelines.transcript(stream_id)))

    return api
