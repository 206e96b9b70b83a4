"""Events to watch for, and alerts on them in indexes of streams (contract §2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field, model_validator
from starlette.responses import JSONResponse

from lookhear.backend.alerts.service import V1_KINDS, V2_KINDS, NewAlert, Place
from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, body, reaching, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.times import seconds_of
from lookhear.errors import Forbidden

if TYPE_CHECKING:
    from lookhear.backend.records import Alert, AlertEvent, PipelineKind

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
ByBackend = Annotated[Credential, Depends(require(API_KEY))]
ByViewer = Annotated[Credential, Depends(reaching("stream_id"))]
_Text = Annotated[str, Field(min_length=1, max_length=500)]
_SHAPES: tuple[tuple[str, frozenset[PipelineKind]], ...] = (("index", V1_KINDS), ("indexes", V2_KINDS))


class EventBody(Body):
    """Something to watch for, in words, and what to call it."""

    event_prompt: Annotated[str, Field(min_length=1, max_length=10_000)]
    label: _Text


class AlertBody(Body):
    """An event, and who is told: an address, or a connection, or that of the session when there is neither."""

    event_id: _Text
    callback_url: Annotated[str, Field(max_length=2000)] | None = None
    ws_connection_id: Annotated[str, Field(max_length=500)] | None = None


class AlertStatusBody(Body):
    """Whether to watch: as the SDKs say it, or as the vendor's description does."""

    action: Literal["enable", "disable"] | None = None
    status: Literal["enabled", "disabled"] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> AlertStatusBody:
        if self.action is None and self.status is None:
            raise ValueError('action: "enable" or "disable"')
        if self.action is not None and self.status is not None and f"{self.action}d" != self.status:
            raise ValueError("action and status say different things")
        return self

    @property
    def is_enabled(self) -> bool:
        """What is wished."""
        return self.action == "enable" or self.status == "enabled"


def router(services: Services) -> APIRouter:
    """The routes; ``/rtstream/event`` is a literal and stands before ``/rtstream/{stream_id}``."""
    api = APIRouter(tags=["alerts"], route_class=LateRoute)
    _for_events(api, services)
    for segment, kinds in _SHAPES:
        _for_alerts(api, services, path=f"/rtstream/{{stream_id}}/{segment}/{{index_id}}/alert", kinds=kinds)
    return api


def _for_events(api: APIRouter, services: Services) -> None:
    alerts = services.alerts.service

    @api.post("/rtstream/event", status_code=201)
    async def create_event(who: ByReader, wanted: Annotated[EventBody, body(EventBody)]) -> JSONResponse:
        _require_everywhere(who)
        event = await alerts.create_event(prompt=wanted.event_prompt, label=wanted.label)
        return reply(_shown_event(event), status=201)

    @api.get("/rtstream/event")
    async def events(who: ByReader) -> JSONResponse:
        _require_everywhere(who)
        return reply({"events": [_shown_event(event) for event in await alerts.events()]})

    @api.delete("/rtstream/event/{event_id}")
    async def delete_event(_who: ByBackend, event_id: str) -> JSONResponse:
        await alerts.delete_event(event_id)
        return reply()


def _for_alerts(api: APIRouter, services: Services, *, path: str, kinds: frozenset[PipelineKind]) -> None:
    alerts = services.alerts.service

    @api.post(path, status_code=201)
    async def create(_who: ByViewer, *, stream_id: str, index_id: str, wanted: Annotated[AlertBody, body(AlertBody)]) -> JSONResponse:
        place = Place(stream_id=stream_id, index_id=index_id, kinds=kinds)
        new = NewAlert(event_id=wanted.event_id, callback_url=wanted.callback_url or None, ws_connection_id=wanted.ws_connection_id or None)
        alert = await alerts.create(place, new)
        return reply({"alert_id": alert.id, "event_id": alert.event_id, "status": _status(alert)}, status=201)

    @api.get(path)
    async def of_index(_who: ByViewer, *, stream_id: str, index_id: str) -> JSONResponse:
        found = await alerts.of_index(Place(stream_id=stream_id, index_id=index_id, kinds=kinds))
        return reply({"alerts": [_shown_alert(alert, event) for alert, event in found]})

    @api.patch(f"{path}/{{alert_id}}/status")
    async def enable(
        _who: ByViewer, *, stream_id: str, index_id: str, alert_id: str, wanted: Annotated[AlertStatusBody, body(AlertStatusBody)]
    ) -> JSONResponse:
        place = Place(stream_id=stream_id, index_id=index_id, kinds=kinds)
        await alerts.enable(place, alert_id, is_enabled=wanted.is_enabled)
        return reply()


def _require_everywhere(who: Credential) -> None:
    """Events belong to the whole account. Raises Forbidden for a credential of one session."""
    if who.session_id is not None:
        raise Forbidden("Events belong to the whole account, and this credential is for one session.")


def _status(alert: Alert) -> str:
    return "enabled" if alert.is_enabled else "disabled"


def _shown_event(event: AlertEvent) -> dict[str, object]:
    return {"event_id": event.id, "event_prompt": event.prompt, "label": event.label, "created_at": seconds_of(event.created_ns)}


def _shown_alert(alert: Alert, event: AlertEvent) -> dict[str, object]:
    return {
        "alert_id": alert.id,
        "event_id": event.id,
        "prompt": event.prompt,
        "label": event.label,
        "callback_url": alert.callback_url or "",
        "ws_connection_id": alert.ws_connection_id,
        "status": _status(alert),
        "last_triggered_at": None if alert.last_triggered_ns is None else seconds_of(alert.last_triggered_ns),
        "created_at": seconds_of(alert.created_ns),
    }
