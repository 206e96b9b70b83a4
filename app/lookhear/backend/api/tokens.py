"""Client tokens: what a user's backend hands to a desktop, and takes back (contract §1.2)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, Body, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.auth.secrets import MAX_SECRET_CHARS
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.errors import InvalidRequest, NotFound
from lookhear.media.samples import NS_PER_S

ByBackend = Annotated[Credential, Depends(require(API_KEY))]


class TokenBody(Body):
    """``expires_in`` seconds. With ``session_id`` the token is good for that session alone (contract §1.2: optional, and ours)."""

    expires_in: Annotated[int, Field(ge=1, strict=True)] | None = None
    user_id: Annotated[str, Field(max_length=500)] | None = None
    session_id: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class RevokeBody(Body):
    """The secret to take back: a client token or an ingest grant."""

    token: Annotated[str, Field(min_length=1, max_length=MAX_SECRET_CHARS)]


def router(services: Services) -> APIRouter:
    """Minting and revoking; both need the API key."""
    api = APIRouter(tags=["client tokens"], route_class=LateRoute)

    @api.post("/capture/session/token")
    async def mint(_who: ByBackend, wanted: Annotated[TokenBody, body(TokenBody)]) -> JSONResponse:
        if wanted.session_id is not None:
            await services.sessions.get(wanted.session_id)  # a token for a slip of the pen would fail much later, at a desktop
        return reply(await minted(services, expires_in_s=wanted.expires_in, user_id=wanted.user_id, session_id=wanted.session_id))

    @api.post("/capture/session/token/revoke")
    async def revoke(_who: ByBackend, wanted: Annotated[RevokeBody, body(RevokeBody)]) -> JSONResponse:
        if not await services.auth.revoke(wanted.token):
            raise NotFound("This token was not issued here, or was revoked before.")
        return reply({"revoked": True})

    return api


async def minted(services: Services, *, expires_in_s: int | None, user_id: str | None, session_id: str | None = None) -> dict[str, object]:
    """A new client token as it is answered; ``session_id`` binds it to one session."""
    seconds = lifetime_s(services, expires_in_s)
    secret, credential = await services.auth.mint_token(expires_in_s=seconds, user_id=user_id, session_id=session_id)
    return {"token": secret, "expires_in": seconds, "expires_at": (credential.expires_ns or 0) // NS_PER_S}


def lifetime_s(services: Services, expires_in_s: int | None) -> int:
    """How long a token is to last. Raises InvalidRequest."""
    settings = services.settings
    seconds = settings.token_s if expires_in_s is None else expires_in_s
    if seconds > settings.max_token_s:
        raise InvalidRequest(f"expires_in: a client token lasts {settings.max_token_s} seconds at most.")
    return seconds
