"""The backend as a user's backend of its own: one call gives a session and a token (the first preset of contract §7).

Its answers are plain JSON objects, without the envelope, as those of that preset are.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, ASKED, Body, base_url, body, require, services_of
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.tokens import lifetime_s, minted
from lookhear.backend.records import DEFAULT_COLLECTION, Credential
from lookhear.backend.services import Services
from lookhear.backend.sessions.service import NewSession
from lookhear.errors import Forbidden, Unauthorized

_NOBODY = "local"


class InitBody(Body):
    """Everything may be left out; the preset sends ``{}``."""

    end_user_id: Annotated[str, Field(min_length=1, max_length=500)] = _NOBODY
    metadata: dict[str, object] = Field(default_factory=dict)
    expires_in: Annotated[int, Field(ge=1, strict=True)] | None = None


class Minter:
    """A dependency that gives who mints: the API key, or None for anybody else where the mint is open."""

    __signature__ = ASKED

    def __init__(self) -> None:
        self.required = require(API_KEY)

    async def __call__(self, request: Request) -> Credential | None:
        """The credential of a key. Raises what `require` does where the mint is not open."""
        try:
            return await self.required(request)
        except (Unauthorized, Forbidden):
            services = services_of(request)
            if not services.settings.is_mint_open:
                raise
            services.limits.take("")  # all who have no key together
            return None


def router(services: Services) -> APIRouter:
    """``POST /init-session`` needs the API key, unless the backend was started with an open mint; ``GET /health`` needs nothing.

    Who has no key gets a token for the new session and nothing else: anybody may record, nobody may look at what others did.
    """
    api = APIRouter(tags=["mint"], route_class=LateRoute)

    @api.post("/init-session")
    async def init_session(
        request: Request, who: Annotated[Credential | None, Depends(Minter())], wanted: Annotated[InitBody, body(InitBody)]
    ) -> JSONResponse:
        lifetime_s(services, wanted.expires_in)  # refused before there is a session
        view = await services.sessions.create(DEFAULT_COLLECTION, NewSession(end_user_id=wanted.end_user_id, metadata=wanted.metadata))
        bound_to = view.session.id if who is None else None
        token = await minted(services, expires_in_s=wanted.expires_in, user_id=wanted.end_user_id, session_id=bound_to)
        return JSONResponse({"session_id": view.session.id, "webhook_url": None, "api_url": base_url(request), **token})

    @api.get("/health")
    async def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "tunnel": None})

    return api
