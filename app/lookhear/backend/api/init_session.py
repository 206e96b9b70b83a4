"""The backend as a user's backend of its own: one call gives a session and a token (the first preset of contract §7).

Its answers are plain JSON objects, without the envelope, as those of that preset are.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, Body, base_url, body, require
from lookhear.backend.api.tokens import minted
from lookhear.backend.records import DEFAULT_COLLECTION
from lookhear.backend.services import Services
from lookhear.backend.sessions.service import NewSession

_NOBODY = "local"


class InitBody(Body):
    """Everything may be left out; the preset sends ``{}``."""

    end_user_id: Annotated[str, Field(min_length=1, max_length=500)] = _NOBODY
    metadata: dict[str, object] = Field(default_factory=dict)
    expires_in: Annotated[int, Field(ge=1, strict=True)] | None = None


def router(services: Services) -> APIRouter:
    """``POST /init-session`` needs the API key, unless the backend was started with an open mint; ``GET /health`` needs nothing."""
    api = APIRouter(tags=["mint"])
    has_key = require(API_KEY)

    async def may_mint(request: Request) -> None:
        if not services.settings.is_mint_open:
            await has_key(request)

    @api.post("/init-session", dependencies=[Depends(may_mint)])
    async def init_session(request: Request, wanted: Annotated[InitBody, body(InitBody)]) -> JSONResponse:
        token = await minted(services, expires_in_s=wanted.expires_in, user_id=wanted.end_user_id)
        new = NewSession(end_user_id=wanted.end_user_id, metadata=wanted.metadata)
        view = await services.sessions.create(DEFAULT_COLLECTION, new)
        return JSONResponse({"session_id": view.session.id, "webhook_url": None, "api_url": base_url(request), **token})

    @api.get("/health")
    async def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "tunnel": None})

    return api
