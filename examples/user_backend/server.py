"""A backend of yours between people and the capture backend: they log in, and get a session and a short-lived token to record with.

    python examples/user_backend/server.py add-user ada          asks for a password
    python examples/user_backend/server.py                       serves at 127.0.0.1:5002

The API key stays here. A desktop gets a token that is good for ten minutes and for its own session alone; the recording outlasts it.
Webhooks count only with a signature. It speaks plain HTTP and therefore listens on this computer only: put a proxy with HTTPS before it.

| variable | says |
|---|---|
| VIDEO_DB_API_KEY, VIDEODB_BASE_URL | the capture backend; without them `lookhear serve --webhook-allow 127.0.0.1` of this computer |
| WEBHOOK_SECRET | what `lookhear webhooks secret` shows |
| PUBLIC_URL | where the capture backend reaches this one (http://127.0.0.1:5002) |
| CAPTURE_URL | where desktops reach the capture backend, when that differs from VIDEODB_BASE_URL |
| ACCOUNTS | the file of accounts (accounts.sqlite3) |
"""

from __future__ import annotations

import asyncio
import getpass
import json
import logging
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from standardwebhooks import Webhook, WebhookVerificationError

import lookhear
from accounts import LOGIN_S, Accounts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = logging.getLogger(__name__)
PORT = int(os.environ.get("PORT", "5002"))
TOKEN_S = 600
LARGEST_BYTES = 64 * 1024


class Login(BaseModel):
    """What somebody types."""

    name: str = Field(max_length=100)
    password: str = Field(max_length=1000)


class Desk:
    """What the routes share: the accounts, the connection that holds the API key, and the check of signatures."""

    def __init__(self, accounts: Accounts, conn: lookhear.AsyncConnection, secret: str) -> None:
        self.accounts = accounts
        self.conn = conn
        self._webhook = Webhook(secret)
        self._one_at_a_time = asyncio.Lock()

    async def log_in(self, login: Login) -> str | None:
        """One password at a time: hashing takes 128 MiB, and a flood of logins must not take all memory."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self.accounts.log_in, login.name, login.password)

    def verified(self, body: bytes, headers: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
        """What a webhook says. Raises WebhookVerificationError when it is not signed with the secret, or older than five minutes."""
        self._webhook.verify(body, headers)
        return json.loads(body)


@asynccontextmanager
async def opened(app: FastAPI) -> AsyncIterator[None]:
    """Open and close what the routes need."""
    accounts = Accounts(Path(os.environ.get("ACCOUNTS", "accounts.sqlite3")))
    async with lookhear.connect_async() as conn:
        app.state.desk = Desk(accounts, conn, os.environ["WEBHOOK_SECRET"])
        yield
    accounts.close()


def desk_of(request: Request) -> Desk:
    """What `opened` opened."""
    desk: Desk = request.app.state.desk
    return desk


Shared = Annotated[Desk, Depends(desk_of)]


def person_of(desk: Shared, authorization: Annotated[str, Header()] = "") -> str:
    """Who asks, by ``Authorization: Bearer …``. Nobody else gets further."""
    name = desk.accounts.name_of(authorization.removeprefix("Bearer "))
    if name is None:
        raise HTTPException(401, "Log in first.", {"WWW-Authenticate": "Bearer"})
    return name


Person = Annotated[str, Depends(person_of)]
app = FastAPI(lifespan=opened, openapi_url=None)


@app.exception_handler(lookhear.SdkError)
async def refused(_: Request, exc: lookhear.SdkError) -> JSONResponse:
    """The capture backend is away or does not do it. Why stands in the log, for whoever runs this; people are told only that."""
    log.error("%s %s", exc, exc.hint)
    return JSONResponse(
        {"detail": "No recording can begin now: the capture backend does not take it. The log of the server says why."}, 502
    )


@app.post("/api/login")
async def log_in(login: Login, desk: Shared) -> dict[str, object]:
    """Name and password for a login."""
    token = await desk.log_in(login)
    if token is None:
        raise HTTPException(401, "Wrong name or password, or too many wrong ones: then wait a minute.")
    return {"access_token": token, "expires_in": LOGIN_S}


@app.post("/api/logout")
async def log_out(desk: Shared, _: Person, authorization: Annotated[str, Header()]) -> dict[str, object]:
    """End a login."""
    desk.accounts.log_out(authorization.removeprefix("Bearer "))
    return {}


@app.post("/api/capture/session")
async def begin(desk: Shared, person: Person) -> dict[str, object]:
    """A session and a token for whoever is logged in. `lookhear record --mint-url` understands this answer as well."""
    public_url = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{PORT}")
    session = await desk.conn.create_capture_session(end_user_id=person, callback_url=f"{public_url}/webhook")
    token = await desk.conn.generate_client_token(expires_in=TOKEN_S, user_id=person, session_id=session.id)
    api_url = os.environ.get("CAPTURE_URL", desk.conn.base_url)
    return {"session_id": session.id, "token": token, "expires_in": TOKEN_S, "api_url": api_url}


@app.get("/api/recordings")
async def recordings(desk: Shared, person: Person) -> list[dict[str, object]]:
    """One's own, and nobody else's."""
    sessions = await desk.conn.list_capture_sessions(end_user_id=person)
    return [{"session_id": each.id, "status": each.status, "video_id": each.exported_video_id} for each in sessions]


@app.post("/webhook")
async def webhook(request: Request, desk: Shared) -> dict[str, object]:
    """What the capture backend tells. It may tell it twice; starting twice changes nothing."""
    if int(request.headers.get("content-length", LARGEST_BYTES + 1)) > LARGEST_BYTES:
        raise HTTPException(413)
    try:
        event = desk.verified(await request.body(), dict(request.headers))
    except WebhookVerificationError:
        raise HTTPException(401, "Not signed with our secret.") from None
    if event.get("event") == "capture_session.active":
        session = await desk.conn.get_capture_session(event["capture_session_id"])
        for mic in session.get_rtstream("mic"):
            await mic.start_transcript()
    return {"received": True}


def add_user(name: str) -> None:
    """Ask for a password, or take one line of what is piped in."""
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().removesuffix("\n")
    accounts = Accounts(Path(os.environ.get("ACCOUNTS", "accounts.sqlite3")))
    try:
        accounts.add(name, password)
    except ValueError as exc:
        raise SystemExit(str(exc)) from None
    finally:
        accounts.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["add-user", name]:
            add_user(name)
        case [] if "WEBHOOK_SECRET" not in os.environ:
            raise SystemExit("Set WEBHOOK_SECRET to what `lookhear webhooks secret` shows.")
        case []:
            uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning")
        case _:
            raise SystemExit(__doc__)
