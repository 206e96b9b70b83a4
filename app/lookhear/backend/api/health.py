"""Whether the process runs, and whether it can do its work."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from lookhear import __version__
from lookhear.backend.api.deps import reply
from lookhear.backend.api.errors import Failure, failure_of, render_envelope
from lookhear.backend.api.later import LateRoute
from lookhear.backend.services import Services
from lookhear.errors import DiskFull, LookhearError
from lookhear.protocol.discovery import SERVICE


def router(services: Services) -> APIRouter:
    """``/healthz`` needs nothing but a running loop; ``/readyz`` writes through the store and looks at the disk."""
    api = APIRouter(tags=["health"], route_class=LateRoute)

    @api.get("/healthz")
    async def healthz() -> JSONResponse:
        return reply({"status": "ok", "service": SERVICE, "version": __version__})

    @api.get("/readyz")
    async def readyz() -> Response:
        failure = await _trouble(services)
        return reply({"status": "ready"}) if failure is None else render_envelope(failure)

    return api


async def _trouble(services: Services) -> Failure | None:
    try:
        await services.store.write(lambda tx: tx.collections.get("default"))
        free = await services.objects.free_bytes()
        if free is not None and free < services.settings.reserve_bytes:
            raise DiskFull(f"The backend's disk has {free >> 20} MiB left.")
    except LookhearError as error:
        return failure_of(error)
    return None
