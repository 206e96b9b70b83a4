"""Work that takes longer than a request may: the envelope that says so, and where it is asked for (contract §1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, CLIENT_TOKEN, base_url, require
from lookhear.backend.records import Credential, OperationState
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.operations import is_ended
from lookhear.protocol.envelope import failure, success

if TYPE_CHECKING:
    from lookhear.backend.records import Operation

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
FAILED: Final = "FAILED"


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["operations"])
    operations = services.videos.operations

    @api.get("/async-response/{operation_id}")
    async def get(request: Request, operation_id: str, who: ByReader) -> JSONResponse:
        operation = await operations.settled(await operations.get(operation_id, who=who))
        return await answer(services, operation, base_url(request))

    return api


async def answer(services: Services, operation: Operation, base: str) -> JSONResponse:
    """What is told of an operation: that it is at it, or its result both as ``response`` and as it stands."""
    if not is_ended(operation):
        return under_way(operation, base)
    if operation.state is OperationState.FAILED:
        told = failure(operation.error or "It failed.", FAILED)
        return JSONResponse(told | {"status": "failed", "request_type": "sync", "data": {}, "response": told})
    told = success(await services.videos.results.data(operation, Links(base)))
    return JSONResponse(told | {"response": told})


def under_way(operation: Operation, base: str) -> JSONResponse:
    """The processing envelope. Its URL is absolute: SDKs ask it as it is."""
    data: dict[str, object] = {
        "id": operation.id,
        "output_url": Links(base).operation(operation.id),
        "percentage": operation.percentage,
    }
    return JSONResponse(success(data, status="processing", message="It takes a while."))
