"""One attempt at a live source: ask, then store what comes until the source ends. Owned by the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.ingest import commits
from lookhear.backend.sources import wishes
from lookhear.backend.sources.addresses import source_address
from lookhear.backend.sources.rtsp import chosen, control_address
from lookhear.backend.sources.wishes import SourceWish
from lookhear.backend.videos.import_rows import fragment_row, init_row
from lookhear.errors import MediaError
from lookhear.media.rtp.descriptions import read_description
from lookhear.media.rtp.packets import read_packet
from lookhear.media.rtp.tracks import LivePictures, LiveSound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ingest.commits import Stored
    from lookhear.backend.ports import Bus, ObjectStore, Store, Transaction
    from lookhear.backend.records import Init, Session, Stream
    from lookhear.backend.sessions.lifecycle import Lifecycle
    from lookhear.backend.sources.dialing import Dialer
    from lookhear.backend.sources.rtsp import RtspConnection
    from lookhear.media.importing.cutting import Piece
    from lookhear.media.rtp.descriptions import MediaLine
    from lookhear.media.rtp.tracks import Begin

_CHANNELS: Final = 2  # of a track: packets and reports


class Attempts:
    """Follows sources into the store."""

    def __init__(
        self, *, store: Store, objects: ObjectStore, bus: Bus, lifecycle: Lifecycle, dialer: Dialer, now_ns: Callable[[], int]
    ) -> None:
        self._store = store
        self._objects = objects
        self._bus = bus
        self._lifecycle = lifecycle
        self._dialer = dialer
        self._now_ns = now_ns

    async def follow(self, session: Session) -> None:
        """Return when the source ends. Raises MediaError, AddressRefused; IngestRefused once it is not wanted any more; StoreError."""
        wish = SourceWish.of(session.engine)
        async with self._dialer.connected(source_address(wish.url)) as source:
            text, base = await source.describe()
            whole, lines = read_description(text)
            base = control_address(base, whole)
            tracks, missing = await self._tracks(session, lines)
            for channel, track in tracks.items():
                await source.set_up(track.line, base, channel=channel)
            await source.play(base)
            await self._take(source, base, session=session, tracks=tracks, missing=missing)

    async def _tracks(self, session: Session, lines: list[MediaLine]) -> tuple[dict[int, _Track], str | None]:
        """What of a source is taken, by channel, and what cannot be. Raises MediaError when nothing can."""
        now_s = wishes.session_s(session, self._now_ns())

        def look(tx: Transaction) -> list[tuple[Stream, Begin]]:
            return [(each, wishes.begin_of(tx, each, now_s=now_s)) for each in tx.streams.of_session(session.id)]

        rows = await self._store.read(look)
        at_s = max((begin.at_s for _, begin in rows), default=now_s)
        tracks: dict[int, _Track] = {}
        problems: list[MediaError] = []
        for stream, begin in rows:
            line = chosen(lines, is_video=stream.kind.is_video)
            if line is None:
                problems.append(MediaError(f"The source sends no {'pictures' if stream.kind.is_video else 'sound'}."))
                continue
            try:
                live = LivePictures(line, begin) if stream.kind.is_video else LiveSound(line, begin)
            except MediaError as exc:
                problems.append(exc)
                continue
            tracks[len(tracks) * _CHANNELS] = _Track(stream, line, live, ahead_s=at_s - now_s)
        if not tracks:
            raise problems[0]
        return tracks, problems[0].for_people() if problems else None

    async def _take(self, source: RtspConnection, base: str, *, session: Session, tracks: dict[int, _Track], missing: str | None) -> None:
        is_told = False
        async for channel, data in source.packets(base):
            track = tracks.get(channel)
            if track is None:
                continue
            packet = read_packet(data)
            if packet.payload_type != track.line.payload_type:
                continue
            now_s = wishes.session_s(session, self._now_ns()) + track.ahead_s
            for piece in track.live.feed(packet, now_s=now_s):
                await self._keep(track, piece)
                if not is_told and not piece.is_init:
                    is_told = True
                    ring(self._bus, await self._store.write(lambda tx: wishes.note(tx, session.id, missing)))

    async def _keep(self, track: _Track, piece: Piece) -> None:
        """Make an object durable, then its row, then ring."""
        stream = track.stream
        if piece.is_init:
            track.init = init = init_row(stream, piece.number, piece.data)
            await self._objects.put(init.key, piece.data)
            await self._store.write(lambda tx: commits.store_init(tx, init))
            return
        if track.init is None:
            raise ValueError("a fragment comes behind its init")
        row = fragment_row(stream, track.init, piece.data, seq=piece.number, now_ns=self._now_ns())
        await self._objects.put(row.key, piece.data)
        stored: Stored = await self._store.write(lambda tx: commits.store_fragment(tx, row, self._lifecycle))
        self._bus.publish(f"stream.{stream.id}", {"seq": row.seq, "init": row.init})
        ring(self._bus, stored.notices)


class _Track:
    """A stream that is being filled."""

    __slots__ = ("ahead_s", "init", "line", "live", "stream")

    def __init__(self, stream: Stream, line: MediaLine, live: LivePictures | LiveSound, *, ahead_s: float) -> None:
        self.stream = stream
        self.line = line
        self.live = live
        self.ahead_s = ahead_s
        self.init: Init | None = None
