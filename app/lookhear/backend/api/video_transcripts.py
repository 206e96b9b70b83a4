"""What is said in a video or a sound (contract §2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import Body, base_url, body, reaching, reply
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.operations import WantedCut, under_way
from lookhear.backend.api.rows import reply_rows
from lookhear.backend.api.transcriptions import LanguageTag
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.videos.operations import is_ended
from lookhear.backend.videos.shown import shown_transcript
from lookhear.backend.videos.transcripts import Cut
from lookhear.errors import InvalidRequest

if TYPE_CHECKING:
    from lookhear.backend.videos.transcripts import Transcript

ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
_WAITS: Final = "No engine for speech is configured: it is written down as soon as there is one."


class TranscriptBody(Body):
    """Have it written down; ``force`` does it again."""

    force: bool = False
    language_code: LanguageTag | None = None


class IndexBody(TranscriptBody):
    """Index what is said (contract §2.10). How it is cut is decided by whoever reads it."""

    index_type: Literal["spoken_word", "scene"] = "spoken_word"
    segmentation_type: Annotated[str, Field(max_length=50)] = "sentence"
    callback_url: Annotated[str, Field(max_length=2000)] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    _reading(api, services)
    _starting(api, services)
    return api


def _reading(api: APIRouter, services: Services) -> None:
    transcripts = services.videos.transcripts

    async def get(
        request: Request,
        video_id: str,
        _who: ByViewer,
        *,
        cut: WantedCut,
        force: Literal["true", "false", ""] = "",
    ) -> JSONResponse:
        del force  # of the SDK's own memory
        return await _answer(services, request, await transcripts.get(video_id, cut), cut=cut)

    api.get("/video/{video_id}/transcription")(get)
    api.get("/audio/{video_id}/transcription")(get)


def _starting(api: APIRouter, services: Services) -> None:
    videos = services.videos

    async def start(
        request: Request, video_id: str, _who: ByViewer, wanted: Annotated[TranscriptBody, body(TranscriptBody)]
    ) -> JSONResponse:
        started = await videos.transcripts.start(video_id, language=wanted.language_code, is_forced=wanted.force)
        if started.operation is None:
            started = await videos.transcripts.get(video_id, Cut())
        return await _answer(services, request, started, cut=Cut())

    api.post("/video/{video_id}/transcription")(start)
    api.post("/audio/{video_id}/transcription")(start)

    @api.post("/video/{video_id}/index")
    async def index(request: Request, video_id: str, _who: ByViewer, wanted: Annotated[IndexBody, body(IndexBody)]) -> JSONResponse:
        if wanted.index_type != "spoken_word":
            raise InvalidRequest("Scenes are indexed with /index/scene.", hint="That is index_scenes or index_visuals of the SDKs.")
        started = await videos.transcripts.start(video_id, language=wanted.language_code, is_forced=wanted.force)
        if wanted.callback_url:
            await videos.callbacks.when_ended(started.operation, url=wanted.callback_url, told={"video_id": video_id})
            return reply({"status": started.progress.status, "video_id": video_id})
        if started.operation is not None:
            return under_way(started.operation, base_url(request))
        message = _WAITS if started.progress.status == WAITING else ""
        return reply({"status": started.progress.status, "video_id": video_id}, message=message)


async def _answer(services: Services, request: Request, found: Transcript, *, cut: Cut) -> JSONResponse:
    """The words, or that engines are at it: SDKs wait for those. What waits for an engine is told as far as it goes."""
    if found.operation is not None:
        operation = await services.videos.operations.settled(found.operation)
        if not is_ended(operation):
            return under_way(operation, base_url(request), cut)
        found = await services.videos.transcripts.get(operation.target, cut)
    return await reply_rows(shown_transcript(found), message=_WAITS if found.progress.status == WAITING else "")
