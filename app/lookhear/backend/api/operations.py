"""Work that takes longer than a request may: the envelope that says so, and where it is asked for (contract §1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import JSONResponse

from lookhear.backend.api.deps import API_KEY, BLANK, CLIENT_TOKEN, base_url, require
from lookhear.backend.api.later import LateRoute
from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.records import Credential, OperationState
from lookhear.backend.services import Services
from lookhear.backend.streams.links import Links
from lookhear.backend.videos.operations import is_ended
from lookhear.backend.videos.transcripts import Cut
from lookhear.protocol.envelope import failure, success

if TYPE_CHECKING:
    from lookhear.backend.records import Operation

ByReader = Annotated[Credential, Depends(require(API_KEY, CLIENT_TOKEN))]
FAILED: Final = "FAILED"


_Second = Annotated[float, Field(ge=0, lt=1e9, allow_inf_nan=False)]
_Seconds = Annotated[_Second | None, BLANK, Query()]


async def _cut(
    *,
    start: _Seconds = None,
    end: _Seconds = None,
    segmenter: Segmenter = Segmenter.WORD,
    length: Annotated[int, Query(ge=1, le=3600)] = 1,
) -> Cut:
    return Cut(segmenter=segmenter, length=length, start_s=start, end_s=end)


WantedCut = Annotated[Cut, Depends(_cut)]
"""How a transcript is wanted, from the query."""


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["operations"], route_class=LateRoute)
    operations = services.videos.operations

    @api.get("/async-response/{operation_id}")
    async def get(request: Request, operation_id: str, *, who: ByReader, cut: WantedCut) -> JSONResponse:
        operation = await operations.settled(await operations.get(operation_id, who=who))
        return await answer(services, operation, base=base_url(request), cut=cut)

    return api


async def answer(services: Services, operation: Operation, *, base: str, cut: Cut | None = None) -> JSONResponse:
    """What is told of an operation: that it is at it, or its result both as ``response`` and as it stands."""
    if not is_ended(operation):
        return under_way(operation, base, cut)
    if operation.state is OperationState.FAILED:
        told = failure(operation.error or "It failed.", FAILED)
        return JSONResponse(told | {"status": "failed", "request_type": "sync", "data": {}, "response": told})
    told = success(await services.videos.results.data(operation, Links(base), cut or Cut()))
    return JSONResponse(told | {"response": told})


def under_way(operation: Operation, base: str, cut: Cut | None = None) -> JSONResponse:
    """The processing envelope. Its URL is absolute: SDKs ask it as it is, so it says how a transcript is wanted."""
    wanted = "" if cut is None or cut == Cut() else f"?{urlencode(_asked(cut))}"
    data: dict[str, object] = {
        "id": operation.id,
        "output_url": Links(base).operation(operation.id) + wanted,
        "percentage": operation.percentage,
    }
    return JSONResponse(success(data, status="processing", message="It takes a while."))


def _asked(cut: Cut) -> dict[str, object]:
    asked = {"segmenter": cut.segmenter.value, "length": cut.length, "start": cut.start_s, "end": cut.end_s}
    return {key: value for key, value in asked.items() if value is not None}
