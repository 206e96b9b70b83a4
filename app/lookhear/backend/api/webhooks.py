"""Webhooks as their owner sees them [ours]: what became of them, sending them again, the secret they are signed with."""

from __future__ import annotations

import json
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, BLANK, Body, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.delivery.signing import Secrets
from lookhear.backend.records import Credential, Delivery, DeliveryState
from lookhear.backend.services import Services
from lookhear.backend.streams.times import seconds_of

_MAX_PAGE: Final = 200
_PAGE: Final = 50
_Limit = Annotated[int, Field(ge=1, le=_MAX_PAGE)]
_Id = Annotated[int, Path(ge=1, lt=1 << 63)]
_Cursor = Annotated[int, Field(ge=1, lt=1 << 63)]
_SessionId = Annotated[str, Field(max_length=200)]
ByOwner = Annotated[Credential, Depends(require(API_KEY))]


class ResendBody(Body):
    """Whose dead webhooks are sent again: one session's, or everybody's."""

    session_id: _SessionId | None = None


def router(services: Services) -> APIRouter:
    """The routes; ``resend`` is a literal and stands before ``{delivery_id}``."""
    api = APIRouter(tags=["webhooks"], route_class=LateRoute)
    _of_deliveries(api, services)
    _of_the_secret(api, services)
    return api


def _of_deliveries(api: APIRouter, services: Services) -> None:
    desk = services.webhooks.desk

    @api.get("/webhook/delivery")
    async def page(
        *,
        _who: ByOwner,
        state: Annotated[DeliveryState | None, BLANK, Query()] = None,
        session_id: Annotated[_SessionId | None, BLANK, Query()] = None,
        limit: Annotated[_Limit | None, BLANK, Query()] = None,
        cursor: Annotated[_Cursor | None, BLANK, Query()] = None,
    ) -> JSONResponse:
        found = await desk.page(state=state, session_id=session_id, limit=limit or _PAGE, before=cursor)
        counts = {kind.value: count for kind, count in (await desk.counts()).items()}
        following = None if found.next_before is None else str(found.next_before)
        return reply({"deliveries": [shown(each) for each in found.deliveries], "counts": counts, "next_page": following})

    @api.post("/webhook/delivery/resend")
    async def resend_dead(_who: ByOwner, wanted: Annotated[ResendBody, body(ResendBody)]) -> JSONResponse:
        return reply({"resent": await desk.resend_dead(session_id=wanted.session_id or None)})

    @api.get("/webhook/delivery/{delivery_id}")
    async def get(_who: ByOwner, delivery_id: _Id) -> JSONResponse:
        delivery = await desk.get(delivery_id)
        return reply(shown(delivery) | {"body": delivery.body})

    @api.post("/webhook/delivery/{delivery_id}/resend")
    async def resend(_who: ByOwner, delivery_id: _Id) -> JSONResponse:
        return reply(shown(await desk.resend(delivery_id)))


def _of_the_secret(api: APIRouter, services: Services) -> None:
    signer = services.webhooks.signer

    def told(secrets: Secrets) -> JSONResponse:
        good = secrets.good(now_ns=services.now_ns())
        until = seconds_of(secrets.previous_until_ns) if len(good) > 1 else None
        return reply({"secret": good[0], "previous": good[1] if len(good) > 1 else None, "previous_until": until})

    @api.get("/webhook/secret")
    async def secret(_who: ByOwner) -> JSONResponse:
        return told(await signer.secrets())

    @api.post("/webhook/secret/rotate")
    async def rotate(_who: ByOwner) -> JSONResponse:
        return told(await signer.rotate())


def shown(delivery: Delivery) -> dict[str, object]:
    """The row of a webhook. Times are epoch seconds; ``event`` is None for what is no event of a session, such as an alert."""
    event = json.loads(delivery.body).get("event")
    return {
        "id": delivery.id,
        "message_id": delivery.message_id,
        "session_id": delivery.session_id,
        "event": event if isinstance(event, str) else None,
        "url": delivery.url,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "status": delivery.status,
        "error": delivery.error,
        "created_at": seconds_of(delivery.created_ns),
        "last_try_at": _seconds(delivery.last_try_ns),
        "delivered_at": _seconds(delivery.delivered_ns),
        "resent_at": _seconds(delivery.resent_ns),
    }


def _seconds(ns: int | None) -> float | None:
    return None if ns is None else seconds_of(ns)
