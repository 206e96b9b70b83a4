"""Keeps the computer awake while something is recorded. Belongs to the engine loop; the system is told on a thread of its own."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.view import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.viewing import Views
    from lookhear.system.power.kinds import KeepAwake

_LOG: Final = logging.getLogger(__name__)
_AWAKE: Final = {Phase.STARTING, Phase.RECORDING}  # a recording that is paused may sleep


class Awake:
    """``make`` gives what keeps this computer awake; it is made when it is first needed."""

    def __init__(self, hub: Hub, *, views: Views, settings: Callable[[], Settings], make: Callable[[], KeepAwake]) -> None:
        self._hub, self._views, self._settings, self._make = hub, views, settings, make
        self._keeper: KeepAwake | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._is_wished = False

    async def begin(self) -> None:
        """Follow the recordings from now on."""
        self._hub.listen(self._on_event)

    async def end(self) -> None:
        """Let it sleep again."""
        self._wish(is_wished=False)
        if self._thread is not None:
            await asyncio.to_thread(self._thread.shutdown)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ViewChanged | SettingsChanged):
            self._wish(is_wished=self._views.now.phase in _AWAKE and self._settings().recording.keeps_awake)

    def _wish(self, *, is_wished: bool) -> None:
        if is_wished is self._is_wished:
            return
        self._is_wished = is_wished
        if self._thread is None:  # one and the same thread each time: Windows counts by threads
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="awake")
        self._thread.submit(self._tell, is_wished=is_wished).add_done_callback(_report)

    def _tell(self, *, is_wished: bool) -> None:
        """On the thread."""
        self._keeper = self._keeper or self._make()
        if not is_wished:
            self._keeper.release()
            return
        self._keeper.hold()
        if self._keeper.trouble:
            _LOG.info("the computer may fall asleep: %s", self._keeper.trouble)


def _report(told: Future[None]) -> None:
    """A bug must not be lost with the answer that nobody waits for."""
    if not told.cancelled() and (error := told.exception()) is not None:
        _LOG.error("the computer could not be told to stay awake", exc_info=error)
