"""Files that are handed over (contract §2.10): an address to send one to, the sending, and taking it in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, Body, base_url, body, reply, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.api.operations import answer
from lookhear.backend.records import Credential
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.forms import file_of
from lookhear.backend.videos.imports import Wanted
from lookhear.errors import BodyTooLarge, Forbidden, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ByWriter = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
_SLOW_S: Final = 60.0
_Ticket = Annotated[str, Path(max_length=200)]
_Name = Annotated[str, Query(max_length=1000)]


class UploadBody(Body):
    """What to take in: ``url`` is one of ours, to which a file was sent, or any other public one."""

    url: Annotated[str, Field(min_length=1, max_length=4000)]
    name: Annotated[str, Field(max_length=1000)] = ""
    description: Annotated[str, Field(max_length=5000)] = ""
    callback_url: Annotated[str, Field(max_length=2000)] = ""
    media_type: Literal["video", "audio", "image"] | None = None


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["uploads"], route_class=LateRoute)
    imports = services.videos.imports

    @api.get("/collection/{collection_id}/upload_url")
    async def upload_url(request: Request, *, collection_id: str, who: ByWriter, name: _Name = "") -> JSONResponse:
        _check_account(who)
        ticket = await imports.ticket(collection_id)
        return reply({"upload_url": Links(base_url(request)).upload(ticket), "name": name})

    @api.post("/upload/{ticket}")
    async def receive(request: Request, ticket: _Ticket) -> JSONResponse:
        told = request.headers.get("content-length", "")
        if told.isdecimal() and int(told) > services.settings.max_import_bytes + (1 << 16):
            raise BodyTooLarge(f"A file may have {services.settings.max_import_bytes >> 20} MiB at most.")
        size = await imports.receive(ticket, file_of(request.headers.get("content-type", ""), _chunks(request)))
        return reply({"size": size})

    @api.post("/collection/{collection_id}/upload")
    async def take_in(
        request: Request, *, collection_id: str, who: ByWriter, wanted: Annotated[UploadBody, body(UploadBody)]
    ) -> JSONResponse:
        _check_account(who)
        operation = await imports.begin(
            Wanted(
                collection_id=collection_id,
                url=wanted.url,
                name=wanted.name,
                description=wanted.description,
                media=wanted.media_type,
                callback_url=wanted.callback_url,
            )
        )
        if wanted.callback_url:  # whoever waits for a callback does not wait here
            links = Links(base_url(request))
            return reply({"operation_id": operation.id, "output_url": links.operation(operation.id)})
        return await answer(services, operation, base=base_url(request))

    return api


def _check_account(who: Credential) -> None:
    """A credential of one session hands over no files: they would be a session of their own."""
    if who.session_id is not None:
        raise Forbidden("This credential is for one session.", hint="Use an API key or a token of the account.")


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises InvalidRequest when it does not come (any more)."""
    stream = aiter(request.stream())
    try:
        while True:
            async with asyncio.timeout(_SLOW_S):
                chunk = await anext(stream, None)
            if chunk is None:
                return
            yield chunk
    except TimeoutError as exc:
        raise InvalidRequest("The file came too slowly.", hint="Send it again.") from exc
    except ClientDisconnect as exc:
        raise InvalidRequest("The connection ended before the file did.") from exc
