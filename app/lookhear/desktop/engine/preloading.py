"""Loads what the first recording and the first window need while nobody waits for it, so that a click is answered at once."""

from __future__ import annotations

import asyncio
import importlib
import logging
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from lookhear.desktop.engine.ports import SourceService

_LOG: Final = logging.getLogger(__name__)
_AFTER_S: Final = 0.7  # the first moments belong to what is shown
_BETWEEN_S: Final = 0.05  # whoever waits for a piece of the interpreter meanwhile gets it
_MODULES: Final = (
    "lookhear.recorder.service",
    "lookhear.recorder.pipeline.video_stage",
    "lookhear.recorder.pipeline.audio_stage",
    "lookhear.recorder.mixdown",
    "lookhear.recorder.upload.publisher",
    "lookhear.recorder.upload.http_gateway",
)


class Preloading:
    """Loads modules on a thread and looks once which sources there are. Opens none of them.

    ``afterwards``: further modules, which may be loaded when the first recording could begin at once.
    """

    def __init__(self, sources: SourceService, *, modules: tuple[str, ...] = _MODULES, afterwards: tuple[str, ...] = ()) -> None:
        self._sources, self._modules, self._afterwards = sources, modules, afterwards
        self._loading: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Load them soon."""
        self._loading = asyncio.create_task(self._load())

    async def end(self) -> None:
        """Load no more."""
        if self._loading is not None:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)

    async def _load(self) -> None:
        await asyncio.sleep(_AFTER_S)
        for module in self._modules:  # one after the other: who quits need not wait for all
            await asyncio.to_thread(importlib.import_module, module)
        try:
            await self._sources.offers()
        except LookhearError as exc:
            _LOG.info("sources cannot be listed now: %s", type(exc).__name__)
        for module in self._afterwards:
            await asyncio.sleep(_BETWEEN_S)
            await asyncio.to_thread(importlib.import_module, module)
