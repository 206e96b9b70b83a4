"""What was understood of recordings, as `lookhear.desktop.engine.understanding.ports.UnderstandingService` wants it.

Belongs to the engine loop. What asks the backend blocks, and is done on a thread of its own that nobody else waits for.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.engine.library.lanes import Cancelled, Lane
from lookhear.desktop.engine.library.remote import PRIVATE
from lookhear.desktop.engine.understanding import exporting, starting
from lookhear.desktop.engine.understanding.client import UnderstandingClient
from lookhear.desktop.engine.understanding.live import LiveUnderstanding, wanted_kinds
from lookhear.desktop.engine.understanding.searching import Understood
from lookhear.desktop.engine.understanding.texts import text_of
from lookhear.desktop.engine.understanding.values import RecordingText, TextState
from lookhear.errors import LookhearError
from lookhear.protocol.discovery import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.understanding.client import StreamHit
    from lookhear.desktop.engine.understanding.exporting import TextFormat
    from lookhear.desktop.engine.understanding.values import Line, LiveContext

_LOG: Final = logging.getLogger(__name__)


class Understandings:
    """See the module. ``finder`` is for the library."""

    def __init__(self, rig: Needs, hub: Hub, *, settings: Callable[[], Settings]) -> None:
        self._rig, self._hub, self._settings = rig, hub, settings
        self._live = LiveUnderstanding(rig, hub, settings=settings)
        self._on_texts, self._on_search = Lane("understanding-texts"), Lane("understanding-search")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self.finder = Understood(ask=self._ask_soon, now_s=time.monotonic)

    async def begin(self) -> None:
        """Follow what is recorded."""
        self._loop = asyncio.get_running_loop()
        await self._live.begin()

    async def end(self) -> None:
        """End its threads; what the backend does goes on without us."""
        self._loop = None
        for task in tuple(self._beside):
            task.cancel()
        await self._live.end()
        await asyncio.gather(self._on_texts.end(), self._on_search.end(), *self._beside, return_exceptions=True)

    @property
    def live(self) -> LiveContext:
        """See the port."""
        return self._live.now

    async def text(self, entry: LibraryEntry) -> RecordingText:
        """See the port."""
        if not entry.session_id or not entry.is_private:
            return RecordingText(recording_id=entry.recording_id, state=TextState.ELSEWHERE)
        try:
            return await self._on_texts.run(self._read, entry)
        except Cancelled:
            raise
        except LookhearError as exc:
            _LOG.info("the text of %s is not there for now: %s", entry.recording_id, exc.code)
            return RecordingText(recording_id=entry.recording_id, state=TextState.AWAY)

    async def understand(self, entry: LibraryEntry) -> None:
        """See the port."""
        await self._on_texts.run(self._start, entry)

    async def write(self, lines: Sequence[Line], output: Path, *, form: TextFormat, names: Mapping[str, str]) -> Path:
        """See the port."""
        return await asyncio.to_thread(exporting.write, output, lines, form=form, names=names)

    # --- on threads ----------------------------------------------------------------------------------------------------------------

    def _read(self, entry: LibraryEntry) -> RecordingText:
        with UnderstandingClient(self._rig.video_source(PRIVATE)) as client:
            return text_of(client, entry)

    def _start(self, entry: LibraryEntry) -> None:
        settings = self._settings()
        wanted = wanted_kinds(settings) or frozenset(starting.KINDS)
        with UnderstandingClient(self._rig.video_source(PRIVATE)) as client:
            streams = starting.streams_of((each.stream_id, each.channel) for each in client.streams(entry.session_id))
            starting.start(client, streams, wanted=wanted, language=settings.understanding.language.strip())

    def _search(self, text: str) -> list[StreamHit] | None:
        """What a backend of this computer finds; None where there never was one, or where it does not answer."""
        if self._rig.private_backend_url() is None and not (self._rig.paths.data / FOLDER).is_dir():
            return None
        try:
            with UnderstandingClient(self._rig.video_source(PRIVATE)) as client:
                return client.search(text)
        except LookhearError as exc:
            _LOG.info("nothing is found in what was understood for now: %s", exc.code)
            return None

    def _ask_soon(self, text: str) -> None:
        """For the library's thread."""
        loop = self._loop
        if loop is not None:
            loop.call_soon_threadsafe(self._begin_beside, self._ask, text)

    async def _ask(self, text: str) -> None:
        try:
            hits = await self._on_search.run(self._search, text)
        except Cancelled:
            return
        if self.finder.take(text, hits):
            self._hub.publish(LibraryChanged())

    def _begin_beside(self, work: Callable[[str], Coroutine[Any, Any, None]], text: str) -> None:
        if self._loop is not None:
            task = self._loop.create_task(work(text))
            self._beside.add(task)
            task.add_done_callback(self._beside.discard)
