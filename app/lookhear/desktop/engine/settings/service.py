"""The settings of the application that runs: read when it is made, written and told when they change. Belongs to the engine loop."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.checking import check
from lookhear.desktop.engine.settings.leaves import leaf, leaves
from lookhear.system.autostart import AutostartState

if TYPE_CHECKING:
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.settings.file import SettingsFile
    from lookhear.errors import LookhearError
    from lookhear.system.autostart import Autostart

_LOG: Final = logging.getLogger(__name__)


class SettingsService:
    """See `lookhear.desktop.engine.ports.SettingsService`. Whoever makes it waits for a small file to be read."""

    def __init__(self, file: SettingsFile, hub: Hub, *, autostart: Autostart) -> None:
        self._file, self._hub, self._autostart = file, hub, autostart
        loaded = file.load()
        self._now, self._troubles = loaded.settings, loaded.troubles
        self._writing = asyncio.Lock()
        for trouble in loaded.troubles:
            _LOG.warning("a setting is at its default: %s", trouble.code)

    @property
    def now(self) -> Settings:
        """The settings now; may be read by any thread."""
        return self._now

    @property
    def troubles(self) -> tuple[LookhearError, ...]:
        """What could not be read at the start, in sentences; may be read by any thread."""
        return self._troubles

    async def begin(self) -> None:
        """Look whether the system really starts us at login: a person may have changed that in the system's own settings."""
        state = await asyncio.to_thread(self._autostart.state)
        is_on = state is AutostartState.ON
        if is_on != self._now.general.start_at_login:
            async with self._writing:
                await self._keep(leaf("general", "start_at_login").put(self._now, is_on))

    async def change(self, settings: Settings) -> None:
        """See the port."""
        async with self._writing:
            await self._change(settings)

    async def put(self, page: str, name: str, value: object) -> None:
        """See the port."""
        async with self._writing:
            await self._change(leaf(page, name).put(self._now, value))

    async def reset(self, page: str | None = None) -> None:
        """See the port."""
        async with self._writing:
            settings = self._now
            for each in leaves():
                if page in {None, each.page}:
                    settings = each.put(settings, each.default)
            await self._change(settings)

    async def autostart(self) -> AutostartState:
        """See the port."""
        return await asyncio.to_thread(self._autostart.state)

    async def _change(self, settings: Settings) -> None:
        check(settings)
        wanted = settings.general.start_at_login
        if wanted != self._now.general.start_at_login:
            await asyncio.to_thread(self._autostart.put, is_on=wanted)
        await self._keep(settings)

    async def _keep(self, settings: Settings) -> None:
        before = self._now
        if settings == before:
            return
        await asyncio.to_thread(self._file.store, before, settings)
        self._now = settings
        self._hub.publish(SettingsChanged(before, settings))
