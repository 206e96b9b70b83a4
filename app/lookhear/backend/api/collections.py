"""Collections: shelves of sessions and videos (contract §2.1)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import DEFAULT_COLLECTION, Collection, Credential
from lookhear.backend.services import Services
from lookhear.backend.sessions.collections import CollectionService
from lookhear.backend.settings import MAX_KEEP_DAYS
from lookhear.errors import Forbidden

ByBackend = Annotated[Credential, Depends(require(API_KEY))]
ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
_Name = Annotated[str, Field(min_length=1, max_length=500)]
_Days = Annotated[float, Field(gt=0, le=MAX_KEEP_DAYS, allow_inf_nan=False)]
_Bytes = Annotated[int, Field(ge=0, lt=1 << 63)]


class CreateBody(Body):
    """A new collection; ``keep_days`` and ``max_bytes`` are ours."""

    name: _Name
    description: Annotated[str, Field(max_length=5000)] = ""
    is_public: bool = False
    keep_days: _Days | None = None
    max_bytes: _Bytes | None = None


class ChangeBody(Body):
    """What is to change; what is left out stays. A rule of null is none: then that of the server holds."""

    TAKEN_BACK_BY_NULL = frozenset({"keep_days", "max_bytes"})
    name: _Name | None = None
    description: Annotated[str, Field(max_length=5000)] | None = None
    is_public: bool | None = None
    keep_days: _Days | None = None
    max_bytes: _Bytes | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["collections"], route_class=LateRoute)
    collections = CollectionService(store=services.store, now_ns=services.now_ns)

    async def shelf(who: Credential) -> str | None:
        """The one collection that a credential of one session sees; None for the others, which see all."""
        return None if who.session_id is None else (await services.sessions.get(who.session_id)).session.collection_id

    @api.get("/collection")
    async def all_of_them(who: ByReader) -> JSONResponse:
        only = await shelf(who)
        found = [each for each in await collections.all() if only in {None, each.id}]
        return reply({"collections": [shown(each) for each in found], "default_collection": DEFAULT_COLLECTION})

    @api.post("/collection", status_code=201)
    async def create(_who: ByBackend, wanted: Annotated[CreateBody, body(CreateBody)]) -> JSONResponse:
        return reply(shown(await collections.create(wanted.name, changes=wanted.model_dump())), status=201)

    @api.get("/collection/{collection_id}")
    async def get(who: ByReader, collection_id: str) -> JSONResponse:
        if await shelf(who) not in {None, collection_id}:
            raise Forbidden("This credential is for another session.")
        return reply(shown(await collections.get(collection_id)))

    @api.patch("/collection/{collection_id}")
    async def change(_who: ByBackend, collection_id: str, wanted: Annotated[ChangeBody, body(ChangeBody)]) -> JSONResponse:
        return reply(shown(await collections.change(collection_id, wanted.model_dump(exclude_unset=True))))

    @api.delete("/collection/{collection_id}")
    async def delete(_who: ByBackend, collection_id: str) -> JSONResponse:
        await collections.delete(collection_id)
        return reply()

    return api


def shown(collection: Collection) -> dict[str, object]:
    """The row of a collection."""
    return {
        "id": collection.id,
        "name": collection.name,
        "description": collection.description,
        "is_public": collection.is_public,
        "keep_days": collection.keep_days,
        "max_bytes": collection.max_bytes,
    }
