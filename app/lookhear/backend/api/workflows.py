"""What is made of videos: one link of many, a clip that a prompt finds, subtitles, a file to keep (contract §2.10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from lookhear.backend.api.byte_ranges import CORS, NOT_KEPT
from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reaching, reply, require, rows
from lookhear.backend.api.found import shown_groups, shown_warnings
from lookhear.backend.api.later import LateRoute
from lookhear.backend.pipelines.readiness import WAITING
from lookhear.backend.playback.sharing import JOINT, MAX_JOINED
from lookhear.backend.records import Credential, PipelineKind
from lookhear.backend.search.scope import Choice
from lookhear.backend.search.service import MAX_QUERY_CHARS, Query
from lookhear.backend.search.video_search import Target
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.subtitles import FILE, PLAYLIST
from lookhear.errors import Conflict, InvalidRequest
from lookhear.media import webvtt
from lookhear.media.playlist import CONTENT_TYPE

if TYPE_CHECKING:
    from lookhear.backend.playback.sharing import View

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByViewer = Annotated[Credential, Depends(reaching("video_id"))]
_Slug = Annotated[str, Path(max_length=3000)]
_Second = Annotated[float, Field(ge=0, lt=1e9, allow_inf_nan=False)]
_Shot = Annotated[list[_Second], Field(min_length=2, max_length=2)]
_PLAYED: Final = re.compile(r"/play/([^/?#]{1,3000})/")
_CLIPS: Final = 5
_SPOKEN: Final = frozenset({PipelineKind.TRANSCRIPT, PipelineKind.AUDIO})
_SEEN: Final = frozenset({PipelineKind.VISUAL, PipelineKind.UNDERSTANDING})
_KINDS: Final = {"spoken": _SPOKEN, "visual": _SEEN, "multimodal": None}


class PartBody(Body):
    """A video and the shots of it that are to be played, all of it when there are none."""

    video_id: Annotated[str, Field(max_length=200)]
    collection_id: Annotated[str, Field(max_length=200)] = ""
    shots: Annotated[list[_Shot], Field(max_length=MAX_JOINED)] = Field(default_factory=list)


class ClipBody(Body):
    """What to find. ``model_name`` names tiers of another service and changes nothing here."""

    prompt: Annotated[str, Field(min_length=1, max_length=MAX_QUERY_CHARS)]
    content_type: Literal["spoken", "visual", "multimodal"] = "multimodal"
    model_name: Annotated[str, Field(max_length=100)] | None = None


class WorkflowBody(Body):
    """What to do. How subtitles look is decided by the player: ``subtitle_style`` changes nothing here."""

    type: Literal["add_subtitles"]
    subtitle_style: dict[str, Any] | None = None


class DownloadBody(Body):
    """Which link's video is to be kept, and under which name."""

    stream_link: Annotated[str, Field(min_length=1, max_length=4000)]
    name: Annotated[str, Field(max_length=200)] = ""


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["videos"], route_class=LateRoute)
    _joining(api, services)
    _finding(api, services)
    _subtitles(api, services)
    return api


def _joining(api: APIRouter, services: Services) -> None:
    playback = services.playback

    @api.post("/compile")
    async def join(request: Request, who: ByReader, wanted: Annotated[tuple[PartBody, ...], rows(PartBody)]) -> JSONResponse:
        if not 0 < sum(max(1, len(part.shots)) for part in wanted) <= MAX_JOINED:
            raise InvalidRequest(f"Between one and {MAX_JOINED} shots can be joined.")
        slugs = []
        for part in wanted:
            await services.sessions.check_reach(who, part.video_id)
            slugs.append(await playback.videos.stretches(part.video_id, part.shots or None))
        slug, links = JOINT.join(slugs), Links(base_url(request))
        return reply({"stream_url": links.stream(slug), "player_url": links.player(slug)})

    @api.post("/download")
    async def download(request: Request, who: ByReader, wanted: Annotated[DownloadBody, body(DownloadBody)]) -> JSONResponse:
        match = _PLAYED.search(wanted.stream_link)
        if match is None:
            raise InvalidRequest("stream_link: a stream_url that this backend gave out.")
        view = await playback.sharing.view(match[1])
        video_id = _file_of(view)
        await services.sessions.check_reach(who, video_id)
        video, slug = await playback.videos.get(video_id)
        await playback.videos.open(video)
        links = Links(base_url(request))
        told = {"id": video.id, "name": wanted.name or video.name, "status": "done", "size": video.size_bytes}
        return reply(told | {"download_url": f"{links.file(slug, video.id)}?download=true", "stream_url": links.stream(slug)})


def _finding(api: APIRouter, services: Services) -> None:
    @api.post("/video/{video_id}/clip")
    async def clip(request: Request, video_id: str, _who: ByViewer, wanted: Annotated[ClipBody, body(ClipBody)]) -> JSONResponse:
        choice = Choice(kinds=_KINDS[wanted.content_type])
        found = await services.search.videos.find(Target(video_id=video_id), Query(text=wanted.prompt, limit=_CLIPS, choice=choice))
        return reply({"results": shown_groups(found, Links(base_url(request))), "warnings": shown_warnings(found.warnings)})


def _subtitles(api: APIRouter, services: Services) -> None:
    videos, sharing = services.videos, services.playback.sharing

    @api.post("/video/{video_id}/workflow")
    async def workflow(
        request: Request, video_id: str, _who: ByViewer, wanted: Annotated[WorkflowBody, body(WorkflowBody)]
    ) -> JSONResponse:
        del wanted
        started = await videos.transcripts.start(video_id)
        _, slug = await services.playback.videos.get(video_id)
        links = Links(base_url(request))
        told: dict[str, object] = {
            "stream_url": links.subtitled(slug),
            "player_url": links.subtitled_player(slug),
            "subtitle_url": f"{links.base}/play/{slug}/{FILE}",
            "status": started.progress.status,
        }
        waits = "No engine for speech is configured: the subtitles come as soon as there is one."
        return reply(told, message=waits if started.progress.status == WAITING else "")

    @api.api_route("/play/{slug}/" + PLAYLIST, methods=["GET", "HEAD"])
    async def playlist(slug: _Slug) -> Response:
        return _fresh(await videos.subtitles.playlist(await sharing.view(slug)), CONTENT_TYPE)

    @api.api_route("/play/{slug}/" + FILE, methods=["GET", "HEAD"])
    async def file(slug: _Slug) -> Response:
        return _fresh(await videos.subtitles.file(await sharing.view(slug)), webvtt.CONTENT_TYPE)


def _file_of(view: View) -> str:
    """The finished video of a link. Raises Conflict when a file cannot be had of it."""
    if view.stretches:
        raise Conflict("A file can be had of a whole video only.", hint="Ask for the stream_url of the video itself.")
    video_id = view.video.id if view.video else view.session.exported_video_id
    if video_id is None:
        raise Conflict("There is no file of this yet.", hint="Stop the session and wait for its export.")
    return video_id


def _fresh(text: str, content_type: str) -> Response:
    return Response(text, media_type=content_type, headers=CORS | {"Cache-Control": NOT_KEPT})
