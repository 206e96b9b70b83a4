"""Capture sessions: created by the user's backend, begun and stopped by the recorder (contract §2.2, §2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, BLANK, CLIENT_TOKEN, GRANT, Body, base_url, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.ingest.grants import ingest_answer
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.sessions.beginning import Beginning, ChannelRequest
from lookhear.backend.sessions.reading import SessionView, has_aliases, session_object
from lookhear.backend.sessions.removal import Removal
from lookhear.backend.sessions.service import NewSession
from lookhear.backend.streams.links import Links
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from lookhear.backend.sessions.beginning import Begun

CLIENT_HEADER: Final = "x-videodb-client"
_MAX_PAGE: Final = 200
_PAGE: Final = 20
_Limit = Annotated[int, Field(ge=1, le=_MAX_PAGE)]
_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Url = Annotated[str, Field(min_length=1, max_length=2000)]
ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]
ByRecorder = Annotated[Credential, Depends(require(CLIENT_TOKEN, API_KEY, GRANT))]


class CreateBody(Body):
    """What the user's backend says of a new session."""

    end_user_id: _Text
    callback_url: _Url | None = None
    ws_connection_id: _Text | None = None
    metadata: dict[str, object] = Field(default_factory=dict)


class ChannelBody(Body):
    """A channel as a recorder names it; ``name`` is what older engines call ``channel_name``."""

    channel_id: _Text
    channel_name: _Text | None = None
    name: _Text | None = None
    type: Literal["audio", "video"] | None = None
    store: bool | None = None
    is_primary: bool = False


class StartBody(Body):
    """What a recorder says when it comes."""

    session_id: _Text
    channels: list[ChannelBody] = Field(default_factory=list)
    tracks: list[_Text] = Field(default_factory=list)
    recording_id: _Text | None = None
    clock_wall_origin_ns: Annotated[int, Field(ge=0, lt=1 << 63)] | None = None
    primary_video_channel_id: _Text | None = None
    engine: dict[str, object] = Field(default_factory=dict)

    def beginning(self) -> Beginning:
        """The same in the words of the rules."""
        channels = (
            ChannelRequest(
                channel_id=channel.channel_id,
                name=channel.channel_name or channel.name,
                media=channel.type,
                store=channel.store,
                is_primary=channel.is_primary,
            )
            for channel in self.channels
        )
        return Beginning(
            session_id=self.session_id,
            channels=tuple(channels),
            tracks=tuple(self.tracks),
            recording_id=self.recording_id,
            clock_wall_origin_ns=self.clock_wall_origin_ns,
            primary_video_channel_id=self.primary_video_channel_id,
            engine=self.engine,
        )


def router(services: Services) -> APIRouter:
    """The routes; ``token`` and ``start`` are literals and stand before ``{session_id}`` (tokens have a router of their own)."""
    api = APIRouter(tags=["capture sessions"], route_class=LateRoute)
    _for_backends(api, services)
    _for_recorders(api, services)
    _for_owners(api, services)
    return api


def _for_backends(api: APIRouter, services: Services) -> None:
    sessions = services.sessions

    @api.post("/collection/{collection_id}/capture/session", status_code=201)
    async def create(
        request: Request,
        collection_id: str,
        _who: Annotated[Credential, Depends(require(API_KEY))],
        wanted: Annotated[CreateBody, body(CreateBody)],
    ) -> JSONResponse:
        if wanted.callback_url is not None:
            services.webhooks.guard.check_url(wanted.callback_url)
        new = NewSession(
            end_user_id=wanted.end_user_id,
            callback_url=wanted.callback_url,
            ws_connection_id=wanted.ws_connection_id,
            metadata=wanted.metadata,
        )
        shown = shown_session(request, services, await sessions.create(collection_id, new))
        del shown["id"]  # H1: an SDK that finds both passes one argument twice
        return reply(shown, status=201)

    @api.get("/collection/{collection_id}/capture/session")
    async def page(
        request: Request,
        *,
        collection_id: str,
        who: ByReader,
        limit: Annotated[_Limit | None, BLANK, Query()] = None,
        status: Annotated[SessionState | None, BLANK, Query()] = None,
        end_user_id: str | None = None,
        cursor: str | None = None,
    ) -> JSONResponse:
        wanted = status and status.value
        found = await sessions.page(
            collection_id=collection_id,
            state=wanted,
            end_user_id=end_user_id or None,
            limit=limit or _PAGE,
            cursor=cursor or None,
            who=who,
        )
        return reply({"sessions": [shown_session(request, services, view) for view in found.views], "next_page": found.next_page})

    @api.get("/collection/{collection_id}/capture/session/{session_id}")
    async def get(request: Request, *, collection_id: str, session_id: str, who: ByReader) -> JSONResponse:
        return reply(shown_session(request, services, await sessions.get(session_id, collection_id=collection_id, who=who)))


def _for_recorders(api: APIRouter, services: Services) -> None:
    sessions = services.sessions

    @api.post("/capture/session/start")
    async def start(request: Request, who: ByReader, wanted: Annotated[StartBody, body(StartBody)]) -> JSONResponse:
        return reply(_begun(await sessions.begin(wanted.beginning(), who=who), base_url(request)))

    @api.get("/capture/session/{session_id}")
    async def status(request: Request, session_id: str, who: ByReader) -> JSONResponse:
        view = await sessions.get(session_id, who=who)
        shown = shown_session(request, services, view)
        for channel in shown["channels"] if isinstance(shown["channels"], list) else []:
            channel["rtsp_url"] = None  # of the vendor's answer; recorders send over HTTP here
        streams = tuple(each.stream for each in view.streams)
        ingest = ingest_answer(secret="", expires_ns=0, streams=streams, base_url=base_url(request))
        return reply(shown | {"ingest": {key: ingest[key] for key in ("streams", "limits")}})

    @api.post("/capture/session/{session_id}/stop")
    async def stop(session_id: str, who: ByRecorder) -> JSONResponse:
        view = await sessions.stop(session_id, who=who)
        return reply({"session_id": view.session.id, "status": view.session.state.value})  # no more: a grant may stop, and not read


def _for_owners(api: APIRouter, services: Services) -> None:
    removal = Removal(store=services.store, objects=services.objects, now_ns=services.now_ns)

    @api.delete("/capture/session/{session_id}")
    async def delete(session_id: str, _who: ByOwner) -> JSONResponse:
        await removal.remove(session_id)
        services.playback.sharing.forget()
        return reply()


def shown_session(request: Request, services: Services, view: SessionView) -> dict[str, object]:
    """The session object, with links as the one who asks knows this backend."""
    settings = services.settings
    return session_object(
        view,
        links=Links(base_url(request)),
        now_ns=services.now_ns(),
        stalled_after_s=settings.stalled_after_s,
        with_aliases=has_aliases(settings, request.headers.get(CLIENT_HEADER)),
    )


def _begun(begun: Begun, base: str) -> dict[str, object]:
    session = begun.session
    return {
        "session_id": session.id,
        "status": session.state.value,
        "recording_id": session.recording_id,
        "primary_video_channel_id": session.primary_channel,
        "ingest": ingest_answer(secret=begun.grant, expires_ns=begun.credential.expires_ns or 0, streams=begun.streams, base_url=base),
        "player_url": Links(base).player(begun.slug),
    }
