"""WebSockets: a URL for one, and what stands behind it (contract §2.11, §4.4).

The URL is the credential: whoever has it may open it, also a web page of another origin, which a page that was not given it cannot.
That the Host is ours on loopback is checked before, as for every request.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from lookhear.backend.api.deps import API_KEY, BLANK, CLIENT_TOKEN, base_url, reply, require
from lookhear.backend.api.errors import failure_response
from lookhear.backend.api.later import LateRoute
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.errors import InvalidRequest, LookhearError

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
_ChannelName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
_MaybeChannelName = Annotated[_ChannelName | None, BLANK, Query()]
LAST_EVENT: Final = "last_event_id"
_MESSAGE_ID: Final = re.compile(r"[0-9]{1,19}")


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["sockets"], route_class=LateRoute)

    @api.get("/collection/{collection_id}/websocket")
    async def offer(
        request: Request,
        *,
        collection_id: str,
        who: ByReader,
        visual_channel: _MaybeChannelName = None,
        audio_channel: _MaybeChannelName = None,
    ) -> JSONResponse:
        offered = await services.sockets.offer(who, collection_id, visual_channel=visual_channel, audio_channel=audio_channel)
        url = socket_url(base_url(request), offered.ticket)
        return reply({"websocket_url": url, "connection_id": offered.connection.id, "expires_in": round(services.settings.socket_ticket_s)})

    @api.websocket("/ws/{ticket}")
    async def open_one(websocket: WebSocket, ticket: str) -> None:
        try:
            admitted = await services.sockets.admit(ticket, last_event_id=last_event_of(websocket.query_params.get(LAST_EVENT)))
        except LookhearError as error:  # before it is a socket: SDKs wait for ever for one that is opened and closed at once
            await websocket.send_denial_response(failure_response(error, path="/ws", renderers={}))
            return
        wire = SocketWire(websocket)
        await websocket.accept()
        await services.sockets.serve(admitted, wire)

    return api


class SocketWire:
    """Port `Wire` over a WebSocket of the framework."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def send(self, text: str) -> None:
        """Send one message; waits for room. Raises OSError when the client is gone."""
        try:
            await self._websocket.send_text(text)
        except (WebSocketDisconnect, WebSocketDisconnected) as exc:
            raise ConnectionResetError("the client is gone") from exc

    async def until_gone(self) -> None:
        """Return when the client is gone; what it sends means nothing."""
        while (await self._websocket.receive())["type"] != "websocket.disconnect":
            pass

    async def close(self, code: int, reason: str) -> None:
        """Close it."""
        with suppress(WebSocketDisconnect, WebSocketDisconnected):
            await self._websocket.close(code, reason)


def socket_url(base: str, ticket: str) -> str:
    """The address of a socket below an HTTP address: ``ws`` for ``http``, ``wss`` for ``https``."""
    return f"ws{base.removeprefix('http')}/ws/{ticket}"


def last_event_of(text: str | None) -> int | None:
    """The id of the last message a client has, from a query. Raises InvalidRequest."""
    if not text:
        return None
    if not _MESSAGE_ID.fullmatch(text) or int(text) >= 1 << 63:
        raise InvalidRequest(f"{LAST_EVENT} is not the message_id of a message.")
    return int(text)
