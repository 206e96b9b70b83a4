"""Ingest over a real store and folder: durable once each, in any order, and without a trace when it is refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.ingest.commits import Completion
from lookhear.backend.ingest.service import IngestLimits
from lookhear.errors import Forbidden, IngestRefused, StoreFull
from lookhear.protocol.ingest import MAX_FRAGMENT_BYTES, Problem, StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import CONTEXT_TYPE, VIDEO_TYPE, TrackKind
from tests.fakes.bodies import Body, fragment_of, init_of
from tests.fakes.ingesting import API_KEY, CONTEXT, CREDENTIAL, DISPLAY, OPEN, OTHER, CountedBody, Ingesting, upload_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from lookhear.backend.ingest.service import IngestService

INIT = init_of(TrackKind.DISPLAY)


async def send_init(service: IngestService, number: int = 1, body: Body = INIT, *, chunks: CountedBody | None = None) -> bool:
    return (await service.put_init(DISPLAY.id, number, upload_of(body, VIDEO_TYPE, chunks=chunks), credential=CREDENTIAL)).is_new


async def send(service: IngestService, seq: int, *, salt: int = 0, init: int = 1, chunks: CountedBody | None = None) -> bool:
    body = fragment_of(TrackKind.DISPLAY, seq, salt=salt)
    upload = upload_of(body, VIDEO_TYPE, chunks=chunks)
    return (await service.put_fragment(DISPLAY.id, seq, upload, init=init, credential=CREDENTIAL)).is_new


async def complete(service: IngestService, last_seq: int, *, inits: tuple[int, ...] = (1,)) -> StreamState:
    completion = Completion(last_seq=last_seq, inits=inits)
    return (await service.complete(DISPLAY.id, completion, credential=CREDENTIAL)).state


async def problem_of(attempt: Awaitable[object]) -> str:
    with pytest.raises(IngestRefused) as refused:
        await attempt
    return refused.value.problem


def play(folder: Path, scene: Callable[[Ingesting], Awaitable[None]], *, limits: IngestLimits | None = None) -> None:
    async def run() -> None:
        async with Ingesting(folder, limits=limits) as ingesting:
            await scene(ingesting)

    asyncio.run(run())


def test_what_is_acknowledged_is_there_and_its_session_and_the_bus_were_told(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        async with on.bus.subscribe(f"stream.{DISPLAY.id}") as heard, on.bus.subscribe(f"session.{OPEN.id}") as told:
            assert await send_init(on.service)
            for seq in (3, 1):
                assert await send(on.service, seq)
            assert [await anext(heard), await anext(heard)] == [{"seq": 3, "init": 1}, {"seq": 1, "init": 1}]
            assert await anext(told) == {"event": "fragment"}
        rows = await on.store.read(lambda tx: tx.streams.fragments(DISPLAY.id))
        assert [row.seq for row in rows] == [1, 3]
        for row in rows:
            body = fragment_of(TrackKind.DISPLAY, row.seq)
            assert await on.objects.get(row.key) == body.data
            assert (row.key, row.sha256, row.size_bytes) == (f"rts-1/{row.seq:08d}-{body.sha256[:16]}.m4s", body.sha256, len(body.data))
        init = await on.store.read(lambda tx: tx.streams.init(DISPLAY.id, 1))
        assert init is not None
        assert await on.objects.get(init.key) == INIT.data
        assert on.sessions.told == [("fragment", OPEN.id, DISPLAY.id)] * 2

    play(tmp_path, scene)


def test_the_same_bytes_again_are_acknowledged_without_being_read(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        await send(on.service, 1)
        for service in (on.service, on.another()):
            chunks = CountedBody(b"never read")
            assert not await send(service, 1, chunks=chunks)
            assert not await send_init(service, chunks=chunks)
            assert chunks.taken == 0
        assert len(on.sessions.told) == 1

    play(tmp_path, scene)


def test_other_bytes_under_a_known_number_are_refused_without_being_read_and_leave_nothing(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        await send(on.service, 1)
        before, chunks = on.files(), CountedBody(b"never read")
        assert await problem_of(send(on.service, 1, salt=1, chunks=chunks)) == Problem.CONFLICT
        other_init = Body(INIT.data.replace(b"Video", b"Vidio"))
        assert await problem_of(send_init(on.service, 1, other_init, chunks=chunks)) == Problem.CONFLICT
        assert chunks.taken == 0
        assert on.files() == before

    play(tmp_path, scene)


def test_of_writers_of_one_number_one_wins_and_the_objects_of_the_others_go(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        results = await asyncio.gather(*(send(on.service, 1, salt=salt) for salt in (1, 2, 3, 1, 2, 3)), return_exceptions=True)
        assert results.count(True) == 1
        assert results.count(False) == 1
        assert [result.problem for result in results if isinstance(result, IngestRefused)] == [Problem.CONFLICT] * 4
        (row,) = await on.store.read(lambda tx: tx.streams.fragments(DISPLAY.id))
        assert on.files() == sorted([row.key, f"rts-1/init-1-{INIT.sha256[:16]}.mp4"])
        assert (await on.objects.get(row.key))[:4]

    play(tmp_path, scene)


def test_another_process_that_stored_first_is_noticed_when_it_counts(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        here, there = on.service, on.another()
        await send_init(here)
        await send(there, 1)
        assert not await send(here, 1)
        await send(there, 2)
        assert await problem_of(send(here, 2, salt=1)) == Problem.CONFLICT
        await complete(there, 2)
        assert not await send(here, 2)
        assert await problem_of(send(here, 3)) == Problem.CLOSED
        assert len(on.files()) == 3

    play(tmp_path, scene)


def test_a_fragment_waits_for_its_init(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        chunks = CountedBody(b"never read")
        assert await problem_of(send(on.service, 1, chunks=chunks)) == Problem.INIT_MISSING
        await send_init(on.another())
        assert await send(on.service, 1)
        assert await problem_of(send(on.service, 2, init=2)) == Problem.INIT_MISSING
        assert chunks.taken == 0

    play(tmp_path, scene)


def test_a_complete_track_takes_what_it_has_and_nothing_new(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        await send(on.service, 1)
        assert await complete(on.service, 1) is StreamState.COMPLETE
        assert await complete(on.service, 1) is StreamState.COMPLETE
        assert await problem_of(complete(on.service, 2)) == Problem.CONFLICT
        assert not await send(on.service, 1)
        assert not await send_init(on.service)
        assert await problem_of(send(on.service, 1, salt=1)) == Problem.CONFLICT
        assert await problem_of(send(on.service, 2)) == Problem.CLOSED
        assert await problem_of(send_init(on.service, 2)) == Problem.CLOSED
        assert [what for what, _, _ in on.sessions.told] == ["fragment", "complete"]
        assert len(on.files()) == 2

    play(tmp_path, scene)


@pytest.mark.parametrize("change", [{"state": SessionState.FAILED}, {"purged_ns": 5}])
def test_a_session_that_failed_or_was_purged_takes_nothing_and_keeps_no_object(tmp_path: Path, change: dict[str, object]) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        await send(on.service, 1)
        await on.store.write(lambda tx: tx.sessions.update(replace(OPEN, **change)))  # type: ignore[arg-type]
        assert not await send(on.service, 1)
        assert await problem_of(send(on.service, 2)) == Problem.CLOSED
        assert await problem_of(complete(on.service, 1)) == Problem.CLOSED
        assert len(on.files()) == 2

    play(tmp_path, scene)


def test_a_hook_that_fails_takes_the_row_back_and_the_next_attempt_succeeds(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        on.sessions.fails = LookupError("no")
        with pytest.raises(LookupError):
            await send(on.service, 1)
        assert (await on.service.status(DISPLAY.id, credential=CREDENTIAL)).have == ()
        on.sessions.fails = None
        assert await send(on.service, 1)

    play(tmp_path, scene)


def test_a_full_disk_is_told_and_nothing_is_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)

        async def full(key: str, data: bytes) -> None:
            raise StoreFull("The disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(on.objects, "put", full)
            with pytest.raises(StoreFull):
                await send(on.service, 1)
        assert await on.store.read(lambda tx: tx.streams.fragment(DISPLAY.id, 1)) is None
        assert await send(on.service, 1)

    play(tmp_path, scene)


def test_who_may_not_send_is_refused_before_the_body(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        chunks = CountedBody(b"never read")
        for stream_id, credential, error in (
            (DISPLAY.id, OTHER, Forbidden),
            (DISPLAY.id, API_KEY, Forbidden),
            ("rts-9", CREDENTIAL, IngestRefused),
        ):
            with pytest.raises(error):
                await on.service.put_init(stream_id, 1, upload_of(INIT, VIDEO_TYPE, chunks=chunks), credential=credential)
            with pytest.raises(error):
                await on.service.status(stream_id, credential=credential)
        assert chunks.taken == 0

    play(tmp_path, scene)


def test_a_body_of_the_wrong_type_or_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        chunks = CountedBody(b"never read")
        for upload, problem in (
            (upload_of(INIT, "audio/mp4", chunks=chunks), Problem.WRONG_TYPE),
            (upload_of(INIT, "", chunks=chunks), Problem.WRONG_TYPE),
            (upload_of(INIT, VIDEO_TYPE, chunks=chunks, size_bytes=MAX_FRAGMENT_BYTES + 1), Problem.TOO_LARGE),
        ):
            assert await problem_of(on.service.put_init(DISPLAY.id, 1, upload, credential=CREDENTIAL)) == problem
            assert await problem_of(on.service.put_fragment(DISPLAY.id, 1, upload, init=1, credential=CREDENTIAL)) == problem
        assert chunks.taken == 0

    play(tmp_path, scene)


def test_more_bodies_than_there_is_room_for_are_sent_away_and_nothing_is_lost(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        await send_init(on.service)
        results = await asyncio.gather(*(send(on.service, seq) for seq in range(1, 7)), return_exceptions=True)
        refused = [result.problem for result in results if isinstance(result, IngestRefused)]
        assert refused == [Problem.BUSY] * 4
        for seq in range(1, 7):
            await send(on.service, seq)
        assert (await on.service.status(DISPLAY.id, credential=CREDENTIAL)).have == ((1, 6),)

    play(tmp_path, scene, limits=IngestLimits(bodies=2, share=1))


def test_the_context_log_is_a_track_without_inits(tmp_path: Path) -> None:
    async def scene(on: Ingesting) -> None:
        body = fragment_of(TrackKind.CONTEXT, 4)
        assert (
            await problem_of(on.service.put_init(CONTEXT.id, 1, upload_of(body, CONTEXT_TYPE), credential=CREDENTIAL))
            == Problem.BAD_REQUEST
        )
        for init, taken in ((1, False), (0, True)):
            attempt = on.service.put_fragment(CONTEXT.id, 4, upload_of(body, CONTEXT_TYPE), init=init, credential=CREDENTIAL)
            if taken:
                assert (await attempt).is_new
            else:
                assert await problem_of(attempt) == Problem.BAD_REQUEST
        row = await on.store.read(lambda tx: tx.streams.fragment(CONTEXT.id, 4))
        assert row is not None
        assert (row.key, row.tfdt, row.init) == (f"trk-3/00000004-{body.sha256[:16]}.ndjson", 2_000_000_000, 0)

    play(tmp_path, scene)
