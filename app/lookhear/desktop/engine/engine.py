"""The engine: makes its services and knows in which order they begin and end. Made before the loop runs, used on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.backend_service import Backends
from lookhear.desktop.engine.diagnostics.service import HealthService
from lookhear.desktop.engine.hotkeys import HotkeyService
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library.service import LibraryService
from lookhear.desktop.engine.memory import Memory
from lookhear.desktop.engine.permission_service import Permissions
from lookhear.desktop.engine.previews import Previews
from lookhear.desktop.engine.settings.file import SettingsFile, settings_file
from lookhear.desktop.engine.settings.service import SettingsService
from lookhear.desktop.engine.source_service import Sources
from lookhear.desktop.engine.storage.service import StorageService
from lookhear.desktop.engine.viewing import Views
from lookhear.desktop.engine.waiting import Waiting
from lookhear.desktop.engine.watching import Watched
from lookhear.system.secrets import secrets_of_this_machine

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.ports import EngineFace
    from lookhear.desktop.engine.rig import Rig

_LOG: Final = logging.getLogger(__name__)


class Engine:
    """See `lookhear.desktop.engine.ports.EngineFace`, which this is once every service has come."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.hub = Hub()
        self.views = Views(self.hub.publish)
        self.settings = SettingsService(SettingsFile(settings_file(rig.paths)), self.hub, autostart=rig.autostart())
        self.memory = Memory(rig.paths.data)
        self.watched = Watched(rig)
        self.sources = Sources(self.watched, self.hub, settings=self.settings, memory=self.memory)
        self.previews = Previews(self.watched, self.hub, now_ns=rig.clock.now_ns)
        self.backends = Backends(self.settings, provider=rig.token_provider, secrets=lambda: secrets_of_this_machine(rig.paths.data))
        self.permissions = Permissions(rig, self.hub, self.views)
        self.library = LibraryService(rig, self.hub, root=self.root, settings=lambda: self.settings.now)
        self.health = HealthService(rig, settings=self.settings, backends=self.backends, root=self.root, roots=self.library.roots)
        self.uploads: Any = Waiting()
        self.recording: Any = Waiting()
        self.trial: Any = Waiting()
        self.hotkeys = HotkeyService(self.hub, settings=self.settings, recording=self.recording, sources=self.sources, make=rig.hotkeys)
        self.storage = StorageService(rig, self.hub, views=self.views, settings=self.settings, library=self.library, root=self.root)

    def root(self) -> Path:
        """The folder of the recordings, as the settings have it now."""
        return self.rig.paths.recordings_in(self.settings.now.storage.folder)

    async def begin(self) -> None:
        """Read what is remembered, recover what was interrupted, go on handing over."""
        for service in self._in_order():
            if (begin := getattr(service, "begin", None)) is not None:
                await begin()

    async def end(self) -> None:
        """Seal what runs and let go of everything, in the reverse order. What fails holds up nothing else."""
        for service in reversed(self._in_order()):
            if (end := getattr(service, "end", None)) is not None:
                try:
                    await end()
                except Exception as exc:  # noqa: BLE001 - the outermost frame of each service's end: the others have to end as well
                    _LOG.error("%s did not end as it should", type(service).__name__, exc_info=exc)
        self.views.close()

    def _in_order(self) -> list[Any]:
        """The services in the order in which they begin."""
        return [
            self.settings,
            self.sources,
            self.backends,
            self.permissions,
            self.library,
            self.previews,
            self.uploads,
            self.recording,
            self.trial,
            self.hotkeys,
            self.storage,
            self.health,
        ]


def face(engine: Engine) -> EngineFace:
    """The engine as the GUI sees it; mypy says here whether a service is missing."""
    return engine
