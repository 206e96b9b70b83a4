"""Has the recording that runs understood, as the settings say, and shows what comes of it. Belongs to the engine loop.

Nothing here can harm a recording: a backend that does not answer, or that ends, is waited for and asked again.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import ContextChanged, LibraryChanged, SettingsChanged, ViewChanged
from lookhear.desktop.engine.library.lanes import Cancelled, Lane
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.desktop.engine.understanding.client import UnderstandingClient
from lookhear.desktop.engine.understanding.following import Following
from lookhear.desktop.engine.understanding.starting import streams_of
from lookhear.desktop.engine.understanding.values import LaneState, LineKind, LiveContext
from lookhear.errors import LookhearError
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.understanding.client import Stream
    from lookhear.recorder.upload.asking import Source

_LOG: Final = logging.getLogger(__name__)
_BOUND_S: Final = 0.5  # between two looks whether the recording has its session
_AGAIN_S: Final = 5.0
_AFTER_S: Final = 120.0  # how long after the end what is left is waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a recording is understood."""

    source: Source
    streams: tuple[Stream, ...]


class LiveUnderstanding:
    """See the module. ``now`` is what was told last."""

    def __init__(self, rig: Needs, hub: Hub, *, settings: Callable[[], Settings]) -> None:
        self._rig, self._hub, self._settings = rig, hub, settings
        self._thread = Lane("understanding")
        self._task: asyncio.Task[None] | None = None
        self._following: Following | None = None
        self._folder: Path | None = None  # of the recording that runs
        self._last: Path | None = None  # the one that was followed last
        self._started: frozenset[LineKind] = frozenset()  # of it
        self._looking: asyncio.Task[None] | None = None
        self._is_over = False
        self.now = LiveContext()

    async def begin(self) -> None:
        """From now on every recording is followed."""
        self._hub.listen(self._on_event)

    async def end(self) -> None:
        """Follow nothing any more; what the backend does goes on without us."""
        self._is_over = True
        self._leave()
        if self._looking is not None:
            await asyncio.wait({self._looking})
        await self._thread.end()

    def _on_event(self, event: Event) -> None:
        if self._is_over:
            return
        if isinstance(event, ViewChanged):
            recording = event.view.recording
            folder = None if recording is None else recording.folder
            if folder is not None and folder != self._folder:
                self._folder = self._last = folder
                self._started = frozenset()
                self._begin(folder)
            elif folder is None and self._folder is not None:
                self._folder = None
                if self._following is not None:
                    self._following.is_ending = True
        elif isinstance(event, SettingsChanged) and event.before.understanding != event.now.understanding and self._folder is not None:
            self._begin(self._folder)

        elif isinstance(event, LibraryChanged) and self._folder is None and self._last is not None and self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look(self._last))

    async def _look(self, folder: Path) -> None:
        """Show nothing any more of a recording that somebody discarded or deleted."""
        try:
            is_there = await self._thread.run(folder.exists)
        except Cancelled:
            return
        finally:
            self._looking = None
        if not is_there and folder == self._last and self._folder is None:
            self._leave()
            self._last = None
            self._tell(LiveContext())

    def _begin(self, folder: Path) -> None:
        self._leave()
        self._task = asyncio.get_running_loop().create_task(self._run(folder))

    def _leave(self) -> None:
        if self._following is not None:
            self._following.drop()
        if self._task is not None:
            self._task.cancel()
        self._task, self._following = None, None

    def _tell(self, context: LiveContext) -> None:
        self.now = context
        self._hub.publish(ContextChanged(context))

    def _may_ask(self) -> bool:
        """Whether recordings go where they may be understood: to this computer's backend, or to a hosted one if somebody chose that."""
        settings = self._settings()
        if self._rig.environ.get("LOOKHEAR_BACKEND") == "none":
            return False
        kind = settings.backend.kind
        return kind is BackendKind.THIS_COMPUTER or (kind is BackendKind.HOSTED and settings.understanding.hosted)

    async def _run(self, folder: Path) -> None:
        """Follow a recording to its end, however often its backend goes and comes back."""
        try:
            origin_s = await self._thread.run(lambda: read_manifest(folder).created_wall_ns / 1e9)
        except LookhearError as exc:
            _LOG.info("%s is not followed: %s", folder.name, exc.code)
            return
        wanted = wanted_kinds(self._settings())
        following = Following(
            folder.name,
            origin_s=origin_s,
            wanted=wanted,
            dropped=self._started - wanted,
            language=self._settings().understanding.language.strip(),
            thread=self._thread,
            tell=self._tell,
        )
        self._following = following
        try:
            if not self._may_ask():
                following.show_all(LaneState.KEPT_HERE)
                return
            following.show_all(LaneState.WAITING)
            if wanted or self._started:
                self._started |= wanted
                await self._follow(following, folder)
        except (Cancelled, TimeoutError):
            return
        except Exception as exc:  # noqa: BLE001 - the outermost frame of a task that nobody asks what became of it
            _LOG.error("a recording is not followed any more", exc_info=exc)
        finally:
            following.close()

    async def _follow(self, following: Following, folder: Path) -> None:
        loop = asyncio.get_running_loop()
        ended_s: float | None = None
        while True:
            if following.is_ending:
                ended_s = ended_s or loop.time()
                if loop.time() - ended_s > _AFTER_S:
                    return
            try:
                place = await self._place(following, folder)
                if place is None:
                    return
                with UnderstandingClient(place.source) as client:
                    await following.follow(client, place.streams)
            except Cancelled:
                raise
            except LookhearError as exc:  # it is being started, was ended, or is another one now
                _LOG.info("the backend tells nothing of %s for now: %s", folder.name, exc.code)
                following.show_all(LaneState.WAITING)
                await asyncio.sleep(_AGAIN_S)
            else:
                return

    async def _place(self, following: Following, folder: Path) -> _Place | None:
        """Wait until the recording has its session. None for one that is over and has none, or that goes somewhere else."""
        while True:
            binding = await self._thread.run(read_binding, folder)
            if binding is not None and binding.grant is not None:
                if not binding.source.is_private and not self._settings().understanding.hosted:
                    following.show_all(LaneState.KEPT_HERE)
                    return None
                streams = streams_of((each.stream_id, each.track) for each in binding.grant.streams)
                source = await self._thread.run(self._rig.video_source, binding)
                return _Place(source=source, streams=streams)
            if following.is_ending:
                return None
            await asyncio.sleep(_BOUND_S)


def wanted_kinds(settings: Settings) -> frozenset[LineKind]:
    """What the settings want to be understood."""
    wish = settings.understanding
    said = {LineKind.SPEECH: wish.words, LineKind.SCREEN: wish.screen, LineKind.SUMMARY: wish.summaries and wish.words}
    return frozenset(kind for kind, is_wanted in said.items() if is_wanted)
