"""Playlists of streams as they grow: read from rows once, then followed by the bus for as long as somebody watches. One event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, NotFound
from lookhear.media.playlist import MediaPlaylist
from lookhear.media.samples import NS_PER_S
from lookhear.media.segments import Part
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.records import Fragment, Init, Session, Stream

IDLE_S: Final = 60.0
MAX_STREAMS: Final = 64
_LOOK_EVERY_S: Final = 2.0  # for what the bus did not tell
_RECENT: Final = 64  # rows of the newest fragments, which are asked for most
_PAGE: Final = 2000  # parts that are added before others get their turn
_ENDED: Final = frozenset({SessionState.STOPPED, SessionState.EXPORTED, SessionState.FAILED})

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _News:
    """What one look at the rows found."""

    stream: Stream
    session: Session
    inits: dict[int, Init]
    fragments: list[Fragment]
    is_ended: bool
    end_ns: int  # of the session's pictures, when it is ended


class Timeline:
    """One stream's playlist. While it is live it shows what comes before the first missing fragment; in the end, everything."""

    def __init__(self, store: Store, stream_id: str, *, window_s: float, stopping: asyncio.Event) -> None:
        self._store = store
        self._stream_id = stream_id
        self._stopping = stopping
        self._window_s = window_s
        self._playlist: MediaPlaylist | None = None
        self._changed = asyncio.Event()
        self.session_id = ""
        self.inits: dict[int, Init] = {}
        self.recent: OrderedDict[int, Fragment] = OrderedDict()

    @property
    def playlist(self) -> MediaPlaylist:
        """The playlist as it is now. Raises RuntimeError before the first `look`."""
        if self._playlist is None:
            raise RuntimeError("a timeline is looked at before it is shown")
        return self._playlist

    async def look(self, *, is_anew: bool = False) -> None:
        """Take in what is new in the rows; everything again when ``is_anew``. Raises NotFound when the stream is gone."""
        known = None if is_anew else self._playlist
        after = known.next_seq - 1 if known is not None else 0
        news = await self._store.read(lambda tx: _news(tx, self._stream_id, after))
        stream = news.stream
        if known is None:
            first = news.fragments[0].seq if news.fragments and not stream.store else 1
            known = MediaPlaylist(
                prefix=f"{stream.id}/",
                is_video=stream.kind.is_video,
                wall_origin_ns=news.session.clock_wall_origin_ns or 0,
                has_window=not stream.store,
                first_number=first - 1,
            )
            known.next_seq = first
        self.inits, self.session_id = news.inits, news.session.id
        size = known.next_seq
        await self._add(known, news)
        if news.is_ended and not known.is_ended:
            known.end(at_ns=news.end_ns)
        elif not stream.store:
            known.drop_before(known.end_ns - round(self._window_s * NS_PER_S))
        if known is not self._playlist or known.next_seq != size or news.is_ended:
            self._playlist = known
            self.wake()

    async def until(self, is_so: Callable[[MediaPlaylist], bool], *, timeout_s: float) -> bool:
        """Wait until the playlist is as wished; False when it did not become so in time, or the server ends."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while not is_so(self.playlist) and not self._stopping.is_set():
                    await self._changed.wait()
        return is_so(self.playlist)

    def wake(self) -> None:
        """Let everybody who waits look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _add(self, playlist: MediaPlaylist, news: _News) -> None:
        for count, row in enumerate(news.fragments, 1):
            if not news.is_ended and row.seq != playlist.next_seq:
                break
            init = news.inits.get(row.init)
            if init is None:
                break
            playlist.add(_part(row, init))
            self.recent[row.seq] = row
            if len(self.recent) > _RECENT:
                self.recent.popitem(last=False)
            if count % _PAGE == 0:
                await asyncio.sleep(0)


@dataclass(slots=True)
class _Followed:
    timeline: Timeline
    task: asyncio.Task[None]
    ready: asyncio.Future[None]
    used_s: float


class Timelines:
    """The timelines somebody watches, at most ``limit`` of them; those nobody asks for are forgotten.

    When ``stopping`` is set nobody waits any more.
    """

    name = "timelines"

    def __init__(
        self,
        store: Store,
        bus: Bus,
        *,
        window_s: float,
        stopping: asyncio.Event,
        limit: int = MAX_STREAMS,
        idle_s: float = IDLE_S,
    ) -> None:
        self._store = store
        self._bus = bus
        self._stopping = stopping
        self._window_s = window_s
        self._limit = limit
        self._idle_s = idle_s
        self._followed: OrderedDict[str, _Followed] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def get(self, stream_id: str) -> Timeline:
        """A stream's timeline, up to date. Raises NotFound, StoreError."""
        followed = self._followed.get(stream_id)
        if followed is None:
            timeline = Timeline(self._store, stream_id, window_s=self._window_s, stopping=self._stopping)
            ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self._follow(stream_id, timeline, ready), name=f"timeline-{stream_id}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            followed = self._followed[stream_id] = _Followed(timeline, task, ready, 0.0)
            while len(self._followed) > self._limit:
                self._followed.popitem(last=False)[1].task.cancel()
        self._followed.move_to_end(stream_id)
        followed.used_s = time.monotonic()
        await asyncio.shield(followed.ready)
        return followed.timeline

    async def run(self) -> None:
        """Wait for the end of the server; wake who waits then, and end what is followed when cancelled."""
        try:
            await self._stopping.wait()
            for followed in self._followed.values():
                followed.timeline.wake()
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Forget everything."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, stream_id: str, timeline: Timeline, ready: asyncio.Future[None]) -> None:
        """The life of one timeline. A failure reaches whoever waits for it; the next one who asks begins anew."""
        bell = asyncio.Event()
        listening = [asyncio.create_task(self._listen(f"stream.{stream_id}", bell))]
        try:
            await asyncio.sleep(0)  # so that it listens before it looks
            await timeline.look()
            ready.set_result(None)
            listening.append(asyncio.create_task(self._listen(f"session.{timeline.session_id}", bell)))
            while time.monotonic() - self._followed[stream_id].used_s < self._idle_s:
                is_ended = timeline.playlist.is_ended
                if await _rung(bell, self._idle_s if is_ended else _LOOK_EVERY_S) or not is_ended:
                    await timeline.look(is_anew=is_ended)
        except LookhearError as exc:
            if ready.done():
                _LOG.warning("%s is not followed any more: %s", stream_id, exc)
            else:
                ready.set_exception(exc)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
            if not ready.done():
                ready.cancel()
            followed = self._followed.get(stream_id)
            if followed is not None and followed.timeline is timeline:
                del self._followed[stream_id]

    async def _listen(self, topic: str, bell: asyncio.Event) -> None:
        async with self._bus.subscribe(topic) as messages:
            async for _ in messages:
                bell.set()


async def _rung(bell: asyncio.Event, timeout_s: float) -> bool:
    """Whether the bell rings in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(timeout_s):
            await bell.wait()
    is_rung = bell.is_set()
    bell.clear()
    return is_rung


def _news(tx: Transaction, stream_id: str, after_seq: int) -> _News:
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None:
        raise NotFound("What this link showed has been removed.")
    is_ended = stream.state is StreamState.COMPLETE or session.state in _ENDED
    return _News(
        stream=stream,
        session=session,
        inits={init.number: init for init in tx.streams.inits(stream_id)},
        fragments=tx.streams.fragments(stream_id, after_seq=after_seq),
        is_ended=is_ended,
        end_ns=_end_of_pictures(tx, session) if is_ended and not stream.kind.is_video else 0,
    )


def _end_of_pictures(tx: Transaction, session: Session) -> int:
    """Session time at which the last display ends that is not recorded any more."""
    ends = [0]
    for stream in tx.streams.of_session(session.id):
        is_over = stream.state is StreamState.COMPLETE or session.state in _ENDED
        have = tx.streams.have(stream.id) if stream.kind.is_video and is_over else ()
        last = tx.streams.fragment(stream.id, have[-1][1]) if have else None
        init = None if last is None else tx.streams.init(stream.id, last.init)
        if last is not None and init is not None:
            ends.append((last.tfdt + last.duration) * NS_PER_S // init.timescale)
    return max(ends)


def _part(row: Fragment, init: Init) -> Part:
    return Part(
        seq=row.seq,
        init=row.init,
        start_ns=row.tfdt * NS_PER_S // init.timescale,
        end_ns=(row.tfdt + row.duration) * NS_PER_S // init.timescale,
        size_bytes=row.size_bytes,
        is_independent=row.begins_with_sync,
    )
