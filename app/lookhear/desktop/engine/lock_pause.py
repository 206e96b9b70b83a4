"""Pauses what is recorded while the screen is locked, and goes on when it is unlocked. Belongs to the engine loop.

Nobody is asked unless the setting is on and something is recorded: then every two seconds, on a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import SettingsChanged, ViewChanged
from lookhear.desktop.engine.view import Phase
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import RecordingService, SettingsService
    from lookhear.system.screen_lock import ScreenLock

_LOG: Final = logging.getLogger(__name__)
EVERY_S: Final = 2.0
_OPEN: Final = {Phase.RECORDING, Phase.PAUSED}


class LockPause:
    """``make_lock`` opens what is asked, on a thread."""

    def __init__(
        self,
        hub: Hub,
        *,
        settings: SettingsService,
        recording: RecordingService,
        make_lock: Callable[[], ScreenLock],
        every_s: float = EVERY_S,
    ) -> None:
        self._settings, self._recording, self._make_lock, self._every_s = settings, recording, make_lock, every_s
        self._watching: asyncio.Task[None] | None = None
        self._was_paused_here = False
        self._has_begun = False
        hub.listen(self._on_event)

    async def begin(self) -> None:
        """Look after recordings from now on."""
        self._has_begun = True
        self._look_after()

    async def end(self) -> None:
        """Look after none any more."""
        self._has_begun = False
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ViewChanged | SettingsChanged):
            self._look_after()

    def _look_after(self) -> None:
        if self._has_begun and self._watching is None and self._is_wanted():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def _is_wanted(self) -> bool:
        return self._settings.now.privacy.stops_on_lock and self._recording.view.phase in _OPEN

    async def _watch(self) -> None:
        lock: ScreenLock | None = None
        try:
            lock = await asyncio.to_thread(self._make_lock)
            while self._is_wanted():
                await self._follow(is_locked=await asyncio.to_thread(lock.is_locked))
                await asyncio.sleep(self._every_s)
        finally:
            self._watching, self._was_paused_here = None, False
            if lock is not None:
                lock.close()

    async def _follow(self, *, is_locked: bool) -> None:
        phase = self._recording.view.phase
        try:
            if is_locked and phase is Phase.RECORDING:
                self._was_paused_here = True
                await self._recording.pause()
            elif not is_locked and self._was_paused_here:
                self._was_paused_here = False
                if phase is Phase.PAUSED and self._recording.view.private_until_s is None:
                    await self._recording.resume()
        except LookhearError as error:
            _LOG.info("the lock of the screen could not be followed: %s", error.code)
