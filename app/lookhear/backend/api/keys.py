"""API keys [ours]: listed, made and taken back by whoever has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, Body, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.auth.keys import KeyService
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.times import seconds_of

if TYPE_CHECKING:
    from lookhear.backend.auth.keys import ApiKey

ByOwner = Annotated[Credential, Depends(require(API_KEY))]


class KeyBody(Body):
    """What to call a new key, to tell it from others."""

    name: Annotated[str, Field(max_length=200)] = ""


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["API keys"], route_class=LateRoute)
    keys = KeyService(store=services.store, auth=services.auth, now_ns=services.now_ns)

    @api.get("/key")
    async def page(_who: ByOwner) -> JSONResponse:
        return reply({"keys": [shown(key) for key in await keys.all()]})

    @api.post("/key", status_code=201)
    async def create(_who: ByOwner, wanted: Annotated[KeyBody, body(KeyBody)]) -> JSONResponse:
        secret, key = await keys.create(wanted.name)
        return reply({**shown(key), "key": secret}, status=201)

    @api.delete("/key/{key_id}")
    async def revoke(_who: ByOwner, key_id: Annotated[str, Path(max_length=100)]) -> JSONResponse:
        await keys.revoke(key_id)
        return reply({"revoked": True})

    return api


def shown(key: ApiKey) -> dict[str, object]:
    """The row of a key, without its secret. Times are epoch seconds."""
    return {
        "id": key.id,
        "name": key.name,
        "hint": key.hint,
        "created_at": seconds_of(key.created_ns),
        "revoked_at": None if key.revoked_ns is None else seconds_of(key.revoked_ns),
        "is_start_key": key.is_start_key,
    }
