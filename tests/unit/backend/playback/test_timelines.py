from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.playback.timelines import Timelines
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import NotFound
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.stored import FRAGMENT, INIT, SESSION, STREAM, add_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment, Stream
    from lookhear.media.playlist import MediaPlaylist

LIVE = replace(STREAM, state=StreamState.OPEN, completed_ns=None, last_seq=None)


def fragment(seq: int) -> Fragment:
    """Half a second; a key frame every four seconds."""
    return replace(FRAGMENT, seq=seq, key=f"{seq}", tfdt=90_000 + (seq - 1) * 45_000, begins_with_sync=seq % 8 == 1)


@dataclass
class Place:
    """A store with one stream, its timelines, and who puts something in."""

    store: SqliteStore
    bus: InProcessBus
    timelines: Timelines
    stopping: asyncio.Event

    async def put(self, *seqs: int, is_told: bool = True) -> None:
        await self.store.write(lambda tx: add_rows(tx, *(fragment(seq) for seq in seqs)))
        if is_told:
            for seq in seqs:
                self.bus.publish(f"stream.{STREAM.id}", {"seq": seq})

    async def move(self, state: SessionState) -> None:
        await self.store.write(lambda tx: tx.sessions.update(replace(SESSION, state=state)))
        self.bus.publish(f"session.{SESSION.id}", {"event": state.value})

    async def playlist(self) -> MediaPlaylist:
        return (await self.timelines.get(STREAM.id)).playlist


@asynccontextmanager
async def place_of(folder: Path, stream: Stream = LIVE, *, idle_s: float = 60, window_s: float = 60) -> AsyncIterator[Place]:
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=lambda: 1)
    bus, stopping = InProcessBus(), asyncio.Event()
    timelines = Timelines(store, bus, window_s=window_s, stopping=stopping, idle_s=idle_s)
    await store.write(lambda tx: add_rows(tx, replace(SESSION, state=SessionState.ACTIVE), stream, INIT))
    running = asyncio.create_task(timelines.run())
    try:
        yield Place(store, bus, timelines, stopping)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await store.close()


def test_who_waits_for_a_part_is_woken_by_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            await place.put(*range(1, 6))
            timeline = await place.timelines.get(STREAM.id)
            assert timeline.playlist.next_seq == 6
            waiting = asyncio.create_task(timeline.until(lambda playlist: playlist.has(0, 6), timeout_s=30))
            await place.put(6)
            await place.put(7)
            assert await waiting
            assert list(timeline.recent) == list(range(1, 8))
            assert not await timeline.until(lambda playlist: playlist.has(0, 7), timeout_s=0.01)

    asyncio.run(scenario())


def test_a_live_playlist_ends_before_a_hole_and_an_ended_one_shows_everything(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            await place.put(1, 2, 3, 5, 9, 10)
            timeline = await place.timelines.get(STREAM.id)
            assert timeline.playlist.next_seq == 4
            await place.move(SessionState.STOPPED)
            assert await timeline.until(lambda playlist: playlist.is_ended, timeout_s=30)
            numbers = [[part.seq for part in segment.parts] for segment in timeline.playlist.segments]
            assert numbers == [[1, 2, 3], [], [9, 10]]
            await place.put(4)  # late
            assert await timeline.until(lambda playlist: playlist.segments[0].parts[-1].seq == 5, timeout_s=30)

    asyncio.run(scenario())


def test_what_the_bus_did_not_tell_is_seen_a_little_later(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            timeline = await place.timelines.get(STREAM.id)
            assert timeline.playlist.is_empty
            await place.put(1, is_told=False)
            assert await timeline.until(lambda playlist: not playlist.is_empty, timeout_s=30)

    asyncio.run(scenario())


def test_a_stream_that_is_not_stored_has_a_window(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path, replace(LIVE, store=False), window_s=5) as place:
            await place.put(*range(17, 49))  # what came before is removed already
            playlist = await place.playlist()
            first = playlist.segments[0]
            assert first.parts[0].seq == 33
            assert first.number == 16 + 2
            assert "EVENT" not in playlist.text()

    asyncio.run(scenario())


def test_nobody_waits_when_the_server_ends(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            timeline = await place.timelines.get(STREAM.id)
            waiting = asyncio.create_task(timeline.until(lambda playlist: playlist.has(5, 0), timeout_s=600))
            await asyncio.sleep(0)
            place.stopping.set()
            assert not await waiting

    asyncio.run(scenario())


def test_a_timeline_nobody_asks_for_is_forgotten_and_made_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path, idle_s=0.05) as place:
            first = await place.timelines.get(STREAM.id)
            async with asyncio.timeout(30):
                while await place.timelines.get(STREAM.id) is first:  # noqa: ASYNC110 - nothing tells when it is forgotten
                    await asyncio.sleep(0.2)

    asyncio.run(scenario())


def test_a_stream_that_is_not_there_is_not_found_every_time(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            for _ in range(2):
                with pytest.raises(NotFound):
                    await place.timelines.get("rts-nobody")

    asyncio.run(scenario())


def test_a_session_that_is_removed_ends_its_timeline(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            await place.timelines.get(STREAM.id)

            def work(tx: Transaction) -> None:
                tx.sessions.delete(SESSION.id)

            await place.store.write(work)
            place.bus.publish(f"session.{SESSION.id}", {"event": "removed"})

            async def until_it_is_gone() -> None:
                while True:
                    await place.timelines.get(STREAM.id)
                    await asyncio.sleep(0.05)

            with pytest.raises(NotFound):
                await asyncio.wait_for(until_it_is_gone(), 30)

    asyncio.run(scenario())


def test_a_live_playlist_goes_on_behind_a_fragment_that_does_not_come_and_shows_it_in_the_end(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with place_of(tmp_path) as place:
            await place.put(*range(1, 9), 10)
            timeline = await place.timelines.get(STREAM.id)
            assert timeline.playlist.next_seq == 9
            late = [replace(fragment(seq), received_ns=FRAGMENT.received_ns + seq * 500_000_000) for seq in range(17, 33)]
            await place.store.write(lambda tx: add_rows(tx, *late))
            place.bus.publish(f"stream.{STREAM.id}", {"seq": 32})
            assert await timeline.until(lambda playlist: playlist.next_seq > 17, timeout_s=30)
            await place.put(9, is_told=False)
            await place.move(SessionState.STOPPED)
            assert await timeline.until(lambda playlist: playlist.is_ended, timeout_s=30)
            shown = [part.seq for segment in timeline.playlist.segments for part in segment.parts]
            assert shown == [*range(1, 11), *range(17, 33)]

    asyncio.run(scenario())


def test_a_weekend_in_which_nothing_was_recorded_is_left_out_of_every_track_at_the_same_place(tmp_path: Path) -> None:
    async def scenario() -> None:
        sound = replace(LIVE, id="rts-2", track="mic:default", kind=TrackKind.MIC, position=1)
        weekend = 3 * 86_400 * 90_000
        async with place_of(tmp_path) as place:
            rows = [fragment(seq) for seq in range(1, 17)] + [replace(fragment(seq), tfdt=fragment(seq).tfdt + weekend) for seq in (17, 18)]
            heard = [replace(row, stream_id="rts-2", key=f"2-{row.seq}", tfdt=row.tfdt + (30_000 if row.seq > 16 else 0)) for row in rows]
            await place.store.write(lambda tx: add_rows(tx, sound, replace(INIT, stream_id="rts-2"), *rows, *heard))
            timelines = [await place.timelines.get(each) for each in (STREAM.id, "rts-2")]
            await place.move(SessionState.STOPPED)
            borders = []
            for timeline in timelines:
                assert await timeline.until(lambda playlist: playlist.is_ended, timeout_s=30)
                playlist = timeline.playlist
                assert len(playlist.segments) < 40
                assert [segment.discontinuity for segment in playlist.segments if not segment.is_gap][-1] == 1
                borders.append(playlist.jumps)
            assert borders[0] == borders[1]
            assert len(borders[0]) == 1

    asyncio.run(scenario())


def test_a_long_hole_of_one_track_is_filled_where_another_has_something(tmp_path: Path) -> None:
    async def scenario() -> None:
        sound = replace(LIVE, id="rts-2", track="mic:default", kind=TrackKind.MIC, position=1)
        async with place_of(tmp_path) as place:
            rows = [replace(fragment(1), seq=seq, key=f"{seq}", tfdt=(seq - 1) * 90_000 * 60, duration=90_000 * 60) for seq in range(1, 61)]
            heard = [replace(row, stream_id="rts-2", key=f"2-{row.seq}", duration=90_000) for row in rows if row.seq in {1, 60}]
            heard[1] = replace(heard[1], seq=2)
            await place.store.write(lambda tx: add_rows(tx, sound, replace(INIT, stream_id="rts-2"), *rows, *heard))
            playlist = (await place.timelines.get("rts-2")).playlist
            assert playlist.jumps == []
            assert sum(segment.is_gap for segment in playlist.segments) > 400

    asyncio.run(scenario())
