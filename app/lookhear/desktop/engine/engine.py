"""The engine: makes its services and knows in which order they begin and end. Made before the loop runs, used on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.awake import Awake
from lookhear.desktop.engine.backend_service import Backends
from lookhear.desktop.engine.control import AppControl
from lookhear.desktop.engine.destination import Destination
from lookhear.desktop.engine.diagnostics.service import HealthService
from lookhear.desktop.engine.feeding import Feed
from lookhear.desktop.engine.hotkeys import HotkeyService
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library.service import LibraryService
from lookhear.desktop.engine.lock_pause import LockPause
from lookhear.desktop.engine.memory import Memory
from lookhear.desktop.engine.permission_service import Permissions
from lookhear.desktop.engine.preloading import Preloading
from lookhear.desktop.engine.previews import Previews
from lookhear.desktop.engine.private import Privacy
from lookhear.desktop.engine.recording import Recordings, Surroundings
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.engine.settings.file import SettingsFile, settings_file
from lookhear.desktop.engine.settings.service import SettingsService
from lookhear.desktop.engine.source_service import Sources
from lookhear.desktop.engine.storage.service import StorageService
from lookhear.desktop.engine.take import Studio
from lookhear.desktop.engine.trial_service import Trials
from lookhear.desktop.engine.understanding.later import LaterEngines
from lookhear.desktop.engine.understanding.service import Understandings
from lookhear.desktop.engine.uploading import Uploads
from lookhear.desktop.engine.viewing import Views
from lookhear.desktop.engine.warmth import Warmth
from lookhear.desktop.engine.watching import Watched
from lookhear.system.secrets import secrets_of_this_machine

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.ports import EngineFace
    from lookhear.desktop.engine.rig import Rig
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.understanding.engine_service import EngineChooser
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.service import Recorder

_LOG: Final = logging.getLogger(__name__)


class Engine:
    """See `lookhear.desktop.engine.ports.EngineFace`, which this is once every service has come.

    ``preloads`` are modules that will be needed when somebody looks, and not before.
    """

    def __init__(self, rig: Rig, *, preloads: tuple[str, ...] = ()) -> None:
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
        self.uploads = Uploads(rig, self.hub, views=self.views, settings=self._settings_now, root=self.root)
        self.understanding = Understandings(rig, self.hub, settings=self._settings_now)
        self.library = LibraryService(
            rig,
            self.hub,
            root=self.root,
            settings=self._settings_now,
            status_of=self.uploads.status_of,
            release=self.uploads.release,
            finders=(self.understanding.finder,),
        )
        self.engines = LaterEngines(self._engine_chooser)
        self.health = HealthService(rig, settings=self.settings, backends=self.backends, root=self.root, roots=self.library.roots)
        self.privacy = Privacy(self.views, self.memory)
        self.recording = Recordings(
            self._studio(),
            self.hub,
            views=self.views,
            settings=self._settings_now,
            sources=self.sources,
            uploads=self.uploads,
            privacy=self.privacy,
            surroundings=Surroundings(
                warm=lambda channels: Warmth(channels, feed=self._feed),
                suspect=self.permissions.suspect,
                forget=self.library.discard,
            ),
        )
        self.control = AppControl(self.hub, recording=self.recording, run_folder=rig.paths.run)
        self.lock_pause = LockPause(self.hub, settings=self.settings, recording=self.recording, make_lock=rig.screen_lock)
        self.awake = Awake(self.hub, views=self.views, settings=self._settings_now, make=rig.keep_awake)
        self.preloading = Preloading(self.sources, afterwards=preloads)
        self.trial = Trials(rig, self.hub, self.views, sources=self.sources, watched=self.watched)
        self.hotkeys = HotkeyService(self.hub, settings=self.settings, recording=self.recording, sources=self.sources, make=rig.hotkeys)
        self.storage = StorageService(rig, self.hub, views=self.views, settings=self.settings, library=self.library, root=self.root)

    def root(self) -> Path:
        """The folder of the recordings, as the settings have it now."""
        return self.rig.paths.recordings_in(self.settings.now.storage.folder)

    async def begin(self) -> None:
        """Read what is remembered, recover what was interrupted, go on handing over. What fails holds up nothing else."""
        for service in self._in_order():
            if (begin := getattr(service, "begin", None)) is not None:
                try:
                    await begin()
                except Exception as exc:  # noqa: BLE001 - the outermost frame of each service's beginning
                    _LOG.error("%s did not begin as it should", type(service).__name__, exc_info=exc)

    async def end(self) -> None:
        """Seal what runs before anything else, then let go of everything in the reverse order. What fails holds up nothing else.

        Others may wait for a device, a module that loads or a keyring, and whoever ends this program does not wait for long.
        """
        for service in (self.recording, *reversed(self._in_order())):
            if (end := getattr(service, "end", None)) is not None:
                try:
                    await end()
                except Exception as exc:  # noqa: BLE001 - the outermost frame of each service's end: the others have to end as well
                    _LOG.error("%s did not end as it should", type(service).__name__, exc_info=exc)

    def _engine_chooser(self) -> EngineChooser:
        from lookhear.desktop.engine.understanding.engine_service import EngineChooser
        from lookhear.desktop.engine.understanding.workshop import EngineWorkshop

        data = self.rig.paths.data
        return EngineChooser(data, workshop=EngineWorkshop(data, environ=self.rig.environ), secrets=lambda: secrets_of_this_machine(data))

    def _settings_now(self) -> Settings:
        return self.settings.now

    def _studio(self) -> Studio:
        def recorder() -> Recorder:
            has_names = self.settings.now.privacy.window_names
            return self.rig.recorder(root=self.root(), screens=self.watched.screens, sounds=self.watched.sounds, has_window_names=has_names)

        return Studio(
            recorder=recorder,
            publish=self.rig.publisher,
            destination=Destination(self.settings),
            run_folder=self.rig.paths.run,
            is_kept_here=self._is_kept_here,
        )

    def _is_kept_here(self) -> bool:
        """Whether recordings go nowhere: as the settings say, or as LOOKHEAR_BACKEND says to programs of a developer."""
        return self.settings.now.backend.kind is BackendKind.NONE or self.rig.environ.get("LOOKHEAR_BACKEND") == "none"

    def _feed(self, channel: ChannelId) -> Feed:
        return Feed(channel, watched=self.watched, fps=self.settings.now.recording.fps, now_ns=self.rig.clock.now_ns)

    def _in_order(self) -> list[Any]:
        """The services in the order in which they begin."""
        return [
            self.settings,
            self.privacy,
            self.sources,
            self.backends,
            self.permissions,
            self.understanding,
            self.engines,
            self.library,
            self.previews,
            self.views,  # whoever listens is still there when it ends
            self.uploads,
            self.recording,
            self.lock_pause,
            self.awake,
            self.control,
            self.trial,
            self.hotkeys,
            self.storage,
            self.health,
            self.preloading,
        ]


def face(engine: Engine) -> EngineFace:
    """The engine as the GUI sees it; mypy says here whether a service is missing."""
    return engine
