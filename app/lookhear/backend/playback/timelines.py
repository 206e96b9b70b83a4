"""Playlists of streams as they grow: read from rows once, then followed by the bus for as long as somebody watches. One event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.jumps import new_jumps, spans
from lookhear.errors import LookhearError, NotFound
from lookhear.media.playlist import MediaPlaylist
from lookhear.media.samples import NS_PER_S
from lookhear.media.segments import Part
from lookhear.protocol.ingest import StreamState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.records import Fragment, Init, Session, Stream

IDLE_S: Final = 60.0
MAX_STREAMS: Final = 64
_LOOK_EVERY_S: Final = 2.0  # for what the bus did not tell
_RECENT: Final = 64  # rows of the newest fragments, which are asked for most
_AT_ONCE: Final = 256  # rows that a live playlist looks at again and again while it waits for a missing one
_MISSED_NS: Final = 4 * NS_PER_S  # a live playlist waits this long for a fragment when later ones are there already
_PAGE: Final = 2000  # parts that are added before others get their turn

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
    jumps: list[tuple[int, int]]  # session times, new ones, in which no track has anything


@dataclass(frozen=True, slots=True, kw_only=True)
class _Have:
    """What a playlist has: the number of its last fragment, and the session time at which it ends. ``limit`` is for one look."""

    seq: int = 0
    end_ns: int = 0
    limit: int | None = None


class Timeline:
    """One stream's playlist.

    While it is live it shows what comes before the first missing fragment, and goes on behind that when it is late; in the end, everything.
    """

    def __init__(self, store: Store, stream_id: str, *, window_s: float, stopping: asyncio.Event) -> None:
        self._store = store
        self._stream_id = stream_id
        self._stopping = stopping
        self._window_s = window_s
        self._playlist: MediaPlaylist | None = None
        self._changed = asyncio.Event()
        self._has_skipped = False  # a missing fragment, which may come yet
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
        have = _Have() if known is None else _Have(seq=known.next_seq - 1, end_ns=known.end_ns, limit=_AT_ONCE)
        news = await self._store.read(lambda tx: _news(tx, self._stream_id, have))
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
        known.jumps.extend(jump for jump in news.jumps if not known.jumps or jump[0] >= known.jumps[-1][1])
        await self._add(known, news)
        if news.is_ended and self._has_skipped:
            self._has_skipped = False
            await self.look(is_anew=True)
            return
        if news.is_ended and not known.is_ended:
            known.end(at_ns=news.end_ns)
        elif not stream.store:
            known.drop_before(known.end_ns - round(self._window_s * NS_PER_S))
        if known is not self._playlist or known.next_seq != size or news.is_ended:
            self._playlist = known
            self.wake()
        if len(news.fragments) == have.limit and known.next_seq > size:
            await self.look()  # there is more

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
        newest_ns = max((row.received_ns for row in news.fragments), default=0)
        for count, row in enumerate(news.fragments, 1):
            is_behind_hole = row.seq != playlist.next_seq
            if is_behind_hole and not news.is_ended and newest_ns - row.received_ns < _MISSED_NS:
                break  # what is missing may still come
            self._has_skipped = self._has_skipped or (is_behind_hole and not news.is_ended)
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
                is_rung = await _rung(bell, self._idle_s if is_ended else _LOOK_EVERY_S)
                if is_rung or not is_ended:
                    await timeline.look(is_anew=is_ended)
                if is_rung and is_ended:
                    await asyncio.sleep(_LOOK_EVERY_S)  # what comes late comes in crowds, and each time everything is read
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


def _news(tx: Transaction, stream_id: str, have: _Have) -> _News:
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None:
        raise NotFound("What this link showed has been removed.")
    is_ended = stream.state is StreamState.COMPLETE or session.state.is_over
    inits = {init.number: init for init in tx.streams.inits(stream_id)}
    fragments = tx.streams.fragments(stream_id, after_seq=have.seq, limit=None if is_ended else have.limit)
    end_ns = _end_of_pictures(tx, session) if is_ended and not stream.kind.is_video else 0
    begins_ns = have.end_ns if have.seq or stream.store or not fragments else next(spans(fragments, inits), (0, 0))[0]
    return _News(
        stream=stream,
        session=session,
        inits=inits,
        fragments=fragments,
        is_ended=is_ended,
        end_ns=end_ns,
        jumps=new_jumps(tx, stream, [*spans(fragments, inits), (end_ns, end_ns)], after_ns=begins_ns),
    )


def _end_of_pictures(tx: Transaction, session: Session) -> int:
    """Session time at which the last display ends that is not recorded any more."""
    ends = [0]
    for stream in tx.streams.of_session(session.id):
        is_over = stream.state is StreamState.COMPLETE or session.state.is_over
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
