"""The application: every router behind one gate, and the work beside the requests."""

from __future__ import annotations

import asyncio
import functools
import importlib
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.backend.api import errors
from lookhear.backend.api.gate import Gate
from lookhear.backend.api.ingest import FragmentLane
from lookhear.backend.api.later import LaterRouter
from lookhear.backend.api.methods import Methods
from lookhear.backend.api.openapi import DescribedApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from fastapi import FastAPI

    from lookhear.backend.services import Background, Services

_LOG: Final = logging.getLogger(__name__)
_AGAIN_S: Final = 5.0
ROUTERS: Final = {
    "ingest": ("ingest",),
    "health": ("healthz", "readyz"),
    "tokens": ("capture",),
    "keys": ("key",),
    "sockets": ("collection", "ws"),
    "sessions": ("capture", "collection"),
    "init_session": ("health", "init-session"),
    "collections": ("collection",),
    "alerts": ("rtstream",),
    "search": ("collection", "rtstream", "video"),
    "texts": ("collection", "video"),
    "transcriptions": ("rtstream",),
    "indexes": ("rtstream",),
    "understandings": ("rtstream",),
    "rtstreams": ("rtstream",),
    "sources": ("rtstream",),
    "workflows": ("compile", "download", "play", "video"),
    "playback": ("play",),
    "exports": ("collection", "rtstream"),
    "shares": ("share",),
    "videos": ("video",),
    "video_transcripts": ("audio", "video"),
    "video_scenes": ("video",),
    "video_understandings": ("video",),
    "images": ("image", "play", "video"),
    "audios": ("audio",),
    "uploads": ("collection", "upload"),
    "operations": ("async-response",),
    "webhooks": ("webhook",),
    "pages": ("assets", "embed", "watch"),
}
"""Modules of `lookhear.backend.api`, each with ``router(services) -> APIRouter``, and the first words of their paths.

Literals come before placeholders where paths overlap.
"""


def create_app(services: Services) -> FastAPI:
    """Mount everything over these services. The application starts and ends their background work with itself.

    Its description, ``/openapi.json``, needs no credential: it says what the documentation says, and nothing of anybody's.
    """
    renderers: dict[str, errors.Renderer] = {}
    app = DescribedApi(
        title="Lookhear capture backend",
        version=__version__,
        redirect_slashes=False,
        docs_url=None,  # its pages load scripts from outside
        redoc_url=None,
        lifespan=lambda _app: _running(services.background),
    )
    app.state.services = services
    for name, heads in ROUTERS.items():
        module = importlib.import_module(f"lookhear.backend.api.{name}")
        app.mount_router(LaterRouter(heads, functools.partial(module.router, services)))
        renderers.update(getattr(module, "RENDERERS", {}))
    errors.install(app, renderers)
    app.add_middleware(Methods, routes=app.routes)
    app.add_middleware(Gate, settings=services.settings, activity=services.activity, renderers=renderers, fast_lane=FragmentLane(services))
    return app


@asynccontextmanager
async def _running(works: Iterable[Background]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(_kept_running(work), name=work.name) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_running(work: Background) -> None:
    while True:
        try:
            await work.run()
        except Exception:  # noqa: BLE001 - a supervisor: one failure must not end the others, nor this work for good
            _LOG.exception("%s failed and begins again", work.name)
        await asyncio.sleep(_AGAIN_S)
