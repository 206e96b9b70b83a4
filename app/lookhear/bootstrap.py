"""The composition root: the only place that names concrete adapters. Everything else is handed what it needs.

Adapters are made on first use, because starting quickly is part of the job: `lookhear --version` needs none of them.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import threading
import time
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.errors import UsageError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from lookhear.backend.services import Services
    from lookhear.backend.settings import Settings
    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue
    from lookhear.recorder.service import Recorder
    from lookhear.recorder.spool.binding import Binding, TokenSource
    from lookhear.recorder.spool.retention import Retirement
    from lookhear.recorder.upload.asking import Source
    from lookhear.recorder.upload.embedded import EmbeddedBackend
    from lookhear.recorder.upload.publisher import Publisher
    from lookhear.recorder.upload.tokens.ports import TokenProvider
    from lookhear.sdk.engine.capturing import EngineCapturing
    from lookhear.sdk.engine.ports import Emit
    from lookhear.system.active_window import ActiveWindows
    from lookhear.system.autostart import Autostart
    from lookhear.system.hotkeys.kinds import Hotkeys
    from lookhear.system.paths.folders import Paths
    from lookhear.system.permissions.kinds import DesktopPermissions
    from lookhear.system.power.kinds import KeepAwake
    from lookhear.system.screen_lock import ScreenLock
    from lookhear.understanding.room import EngineRoom


class Machine:
    """What this machine offers, for one run of a program."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ
        self._making = threading.Lock()  # catalogues are asked for by several threads and made once

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment of this run."""
        return self._environ

    @functools.cached_property
    def clock(self) -> SessionClock:
        """The session clock that every source of this run stamps with."""
        from lookhear.recorder.pipeline.clock import SessionClock

        return SessionClock()

    @functools.cached_property
    def paths(self) -> Paths:
        """Where things live; recordings where the settings of the application have them."""
        from lookhear.desktop.engine.settings.file import recordings_folder
        from lookhear.system.paths import paths_of_this_machine

        found = paths_of_this_machine()
        chosen = found.recordings_in(recordings_folder(found))
        return found if chosen == found.recordings else dataclasses.replace(found, chosen=chosen)

    @functools.cached_property
    def screens(self) -> ScreenCatalogue:
        """The displays."""
        from lookhear.recorder.sources import screen

        return screen.open_catalogue(self._environ, now_ns=self.clock.now_ns)

    @functools.cached_property
    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs."""
        from lookhear.recorder.sources import audio

        return audio.open_catalogue(now_ns=self.clock.now_ns)

    def recorder(self, *, has_window_names: bool | None = None) -> Recorder:
        """A recorder for one recording. Whether the names of windows are recorded the settings say, where the caller does not."""
        from lookhear.desktop.engine.settings.file import records_window_names
        from lookhear.recorder.service import Recorder

        is_wished = records_window_names(self.paths) if has_window_names is None else has_window_names
        windows = self.active_windows if is_wished else None
        return Recorder(screens=self._screens, sounds=self._sounds, root=self.paths.recordings, clock=self.clock, windows=windows)

    def active_windows(self) -> ActiveWindows:
        """What watches which window has the focus."""
        from lookhear.system.active_window import active_windows_of_this_session

        return active_windows_of_this_session(self._environ)

    @functools.cached_property
    def private_backend(self) -> EmbeddedBackend:
        """The backend of this computer: found, or started when somebody asks for it. Raises UsageError."""
        from lookhear.recorder.upload.embedded import IDLE_EXIT_S, EmbeddedBackend

        idle_exit_s = positive_number(self._environ, "LOOKHEAR_IDLE_EXIT_S", otherwise=IDLE_EXIT_S)
        return EmbeddedBackend(data=self.paths.data, state=self.paths.state, idle_exit_s=idle_exit_s)

    def publisher(
        self, folder: Path, *, source: TokenSource, limit_bytes_per_s: int | None = None, look_every_s: float | None = None
    ) -> Publisher:
        """The upload of one recording: see `Publisher`. Raises JournalDamaged, UsageError."""
        from lookhear.recorder.upload.http_gateway import HttpGateway
        from lookhear.recorder.upload.publisher import Publisher
        from lookhear.recorder.upload.tokens.sources import provider_of

        return Publisher(
            folder,
            source=source,
            provider=provider_of(source, finder=self.private_backend),
            connect=HttpGateway,
            limit_bytes_per_s=limit_bytes_per_s,
            look_every_s=look_every_s,
        )

    @property
    def keep_days(self) -> float:
        """How long media that a hosted backend has stay here; zero lets them go at once. Raises UsageError."""
        from lookhear.recorder.upload.retiring import KEEP_DAYS

        return positive_number(self._environ, "LOOKHEAR_KEEP_DAYS", otherwise=KEEP_DAYS, or_zero=True)

    def retire(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        """Let the media of a recording go that a backend has, when their time has come: see `lookhear.recorder.upload.retiring`.

        ``keep_days`` None is `keep_days`. Raises UploadError, StorageError, UsageError; then they stay.
        """
        from lookhear.recorder.spool.binding import read_binding
        from lookhear.recorder.spool.retention import Retirement
        from lookhear.recorder.upload.http_gateway import HttpGateway
        from lookhear.recorder.upload.retiring import retire
        from lookhear.recorder.upload.tokens.sources import provider_of

        if (binding := read_binding(folder)) is None:
            return Retirement(reason="it is not handed over")
        provider = provider_of(binding.source, finder=self.private_backend)
        days = self.keep_days if keep_days is None else keep_days
        return retire(folder, provider=provider, connect=HttpGateway, keep_days=days, now_ns=time.time_ns())

    def video_source(self, binding: Binding) -> Source:
        """Where the backend of a recording answers now; that of this computer is started. Raises BackendUnreachable, BackendUnsuitable."""
        from lookhear.recorder.upload.asking import Source

        if binding.source.is_private:
            found = self.private_backend.find()
            return Source(url=found.url, credential=found.api_key)
        if binding.ticket is None:
            raise UsageError("This recording was never handed over.")
        return Source(url=binding.ticket.api_url, credential=binding.ticket.token)

    @functools.cached_property
    def loop_factory(self) -> Callable[[], asyncio.AbstractEventLoop] | None:
        """What makes the event loop of a server: uvloop where it exists, which is not on Windows; None for Python's own."""
        try:
            import uvloop
        except ImportError:
            return None
        return uvloop.new_event_loop

    def engine_room(self, file: Path | None = None, *, changed: Callable[[], None] = lambda: None) -> EngineRoom:
        """The engines of this machine, as a file chooses them, or else the one in its data folder. None is started by that."""
        from lookhear.system.processes import own_command
        from lookhear.understanding.folders import EngineFolders, engines_file
        from lookhear.understanding.room import LOG_VARIABLE, EngineRoom

        log = self._environ.get(LOG_VARIABLE, "")
        return EngineRoom(
            file=engines_file(self.paths.data) if file is None else file,
            folders=EngineFolders.under(self.paths.data),
            command=own_command("engine-worker"),
            environ=self._environ,
            changed=changed,
            log=Path(log) if log else None,
        )

    @asynccontextmanager
    async def backend(self, settings: Settings) -> AsyncIterator[Services]:
        """A capture backend over this machine's disk, open for as long as the context is. Raises StoreError with a sentence."""
        from lookhear.backend.delivery.bus import InProcessBus
        from lookhear.backend.pipelines.engine_bell import ring_engines
        from lookhear.backend.services import compose
        from lookhear.backend.storage.database import FILE_NAME, SqliteStore
        from lookhear.backend.storage.objects import LocalObjects

        async with AsyncExitStack() as stack:
            objects = LocalObjects.open(settings.data_dir / "objects")
            stack.push_async_callback(objects.close)
            store = SqliteStore.open(settings.data_dir / FILE_NAME, now_ns=time.time_ns)
            stack.push_async_callback(store.close)
            bus = InProcessBus()
            room = await stack.enter_async_context(self.engine_room(settings.engines_file, changed=functools.partial(ring_engines, bus)))
            await stack.enter_async_context(_running(room.run()))
            yield compose(settings=settings, store=store, objects=objects, bus=bus, engines=room, is_masking=room.is_masking)

    def capturing(self, emit: Emit) -> EngineCapturing:
        """What records for a program that speaks to the engine: see `EngineCapturing`. Belongs to the engine's loop."""
        from lookhear.sdk.engine.capturing import EngineCapturing

        return EngineCapturing(EngineRig(self), emit)

    def catalogues(self) -> tuple[ScreenCatalogue, AudioCatalogue]:
        """The displays, and the microphones and outputs; for any thread."""
        return self._screens(), self._sounds()

    def private_url(self) -> str | None:
        """Where the backend of this computer says that it answers. Nobody is asked."""
        from lookhear.protocol.discovery import FOLDER
        from lookhear.system.discovery import read_discovery

        found = read_discovery(self.paths.data / FOLDER)
        return None if found is None else found.url

    def close(self) -> None:
        """End what waits for the backend of this computer; that itself is left alone."""
        if "private_backend" in vars(self):  # somebody asked for it
            self.private_backend.close()

    def _screens(self) -> ScreenCatalogue:
        with self._making:
            return self.screens

    def _sounds(self) -> AudioCatalogue:
        with self._making:
            return self.sounds


class DesktopRig:
    """What the desktop application is made with: see `lookhear.desktop.engine.rig.Rig`."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.environ = machine.environ
        self.paths = machine.paths
        self.clock = machine.clock

    def screens(self) -> ScreenCatalogue:
        """The displays."""
        return self._machine.catalogues()[0]

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs."""
        return self._machine.catalogues()[1]

    def recorder(
        self,
        *,
        root: Path,
        screens: Callable[[], ScreenCatalogue],
        sounds: Callable[[], AudioCatalogue],
        has_window_names: bool = False,
    ) -> Recorder:
        """A recorder for one recording."""
        from lookhear.recorder.service import Recorder

        windows = self._machine.active_windows if has_window_names else None
        return Recorder(screens=screens, sounds=sounds, root=root, clock=self.clock, windows=windows)

    def publisher(
        self, folder: Path, *, source: TokenSource, look_every_s: float | None = None, limit_bytes_per_s: int | None = None
    ) -> Publisher:
        """The upload of a recording."""
        return self._machine.publisher(folder, source=source, look_every_s=look_every_s, limit_bytes_per_s=limit_bytes_per_s)

    def retire(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        """Remove the media of a recording that the backend has and that need not stay."""
        return self._machine.retire(folder, keep_days=keep_days)

    def video_source(self, binding: Binding) -> Source:
        """Where the backend of a recording answers now."""
        return self._machine.video_source(binding)

    def token_provider(self, source: TokenSource) -> TokenProvider:
        """Where sessions and tokens of a source come from."""
        from lookhear.recorder.upload.tokens.sources import provider_of

        return provider_of(source, finder=self._machine.private_backend)

    def private_backend_url(self) -> str | None:
        """Where the backend of this computer says that it answers."""
        return self._machine.private_url()

    def permissions(self) -> DesktopPermissions:
        """What the system lets this program do."""
        from lookhear.system.permissions import permissions_of_this_machine

        return permissions_of_this_machine(self.environ)

    def hotkeys(self) -> Hotkeys:
        """What binds keys of the whole session."""
        from lookhear.system.hotkeys import hotkeys_of_this_session
        from lookhear.system.identity import APP_ID

        return hotkeys_of_this_session(self.environ, app_id=APP_ID)

    def screen_lock(self) -> ScreenLock:
        """Whether the screen is locked."""
        from lookhear.system.screen_lock import screen_lock_of_this_machine

        return screen_lock_of_this_machine(self.environ)

    def autostart(self) -> Autostart:
        """Whether this program starts at login."""
        from lookhear.system.autostart import autostart_of_this_machine
        from lookhear.system.processes import own_command

        return autostart_of_this_machine(self.environ, own_command("app", "--hidden"))

    def keep_awake(self) -> KeepAwake:
        """What keeps this computer awake."""
        from lookhear.system.power import keep_awake_of_this_session

        return keep_awake_of_this_session(self.environ)

    def close(self) -> None:
        """End what waits for the backend of this computer; that itself is left alone."""
        self._machine.close()


class EngineRig:
    """What the engine records with: see `lookhear.sdk.engine.capturing_session.Rig`."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.run_folder = machine.paths.run

    def recorder(self) -> Recorder:
        """A recorder for one recording."""
        return self._machine.recorder()

    def upload(self, folder: Path, source: TokenSource) -> Publisher:
        """The upload of a recording of this process."""
        return self._machine.publisher(folder, source=source)

    def displays(self) -> list[ChannelInfo]:
        """The displays now, none of them opened."""
        return self._machine.catalogues()[0].displays(probe=False)

    def private_url(self) -> str | None:
        """Where the backend of this computer says that it answers."""
        return self._machine.private_url()

    def let_go(self, folder: Path) -> None:
        """Remove the media of a recording that the backend has and that need not stay."""
        self._machine.retire(folder)

    def finish_others(self, but: Path | None, stop: threading.Event) -> None:
        """Hand over what earlier recordings left."""
        from lookhear.recorder.run_leftovers import finish_others

        finish_others(self._machine, self._machine.paths.recordings, but=but, stop=stop)

    def take_up(self, stop: threading.Event) -> None:
        """Finish what was interrupted, and hand over what is left of everything."""
        from lookhear.recorder.spool.recovery import recover_all

        recover_all(self._machine.paths.recordings)
        self.finish_others(None, stop)

    def close(self) -> None:
        """End what waits for the backend of this computer; that itself is left alone."""
        self._machine.close()


@asynccontextmanager
async def _running(work: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """Have something done beside what is done in the context."""
    import asyncio

    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def positive_number(environ: Mapping[str, str], name: str, *, otherwise: float, or_zero: bool = False) -> float:
    """A number of the environment. Raises UsageError for one that is none, or not above zero; ``or_zero`` takes zero too."""
    text = environ.get(name, "")
    try:
        number = float(text) if text else otherwise
    except ValueError:
        number = -1.0
    if not (0 < number < float("inf") or (or_zero and number == 0)):
        raise UsageError(f"{name} is {text!r}, which is no number {'from zero on' if or_zero else 'above zero'}.")
    return number
