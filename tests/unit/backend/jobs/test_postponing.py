from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.backend.jobs.queues import DOORBELL
from lookhear.backend.jobs.runner import Postponed
from lookhear.backend.records import Job, JobState
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import MediaError
from tests.fakes.working import QUEUE, Worker, at_work

if TYPE_CHECKING:
    from pathlib import Path


def test_a_job_that_is_postponed_goes_on_later_and_that_is_no_attempt(tmp_path: Path) -> None:
    async def scene() -> None:
        worker = Worker()
        worker.says = lambda _: Postponed(delay_s=3600.0, reason="Later.") if len(worker.ran) < 20 else None
        async with at_work(tmp_path, worker, max_attempts=2) as place:
            await place.add("a")

            async def is_over() -> bool:
                states = await place.states()
                if states == [JobState.READY]:
                    place.clock.ahead_ns += 3600 * 10**9
                return states == [JobState.DONE]

            await place.until(is_over)
            [job] = await place.store.read(lambda tx: tx.jobs.of_key("a"))
            assert job.attempts == 1
        assert len(worker.ran) == 20
        assert worker.given_up_for == []

    asyncio.run(scene())


def test_a_job_that_is_postponed_for_a_moment_is_not_looked_for_until_then(tmp_path: Path) -> None:
    async def scene() -> None:
        worker = Worker()
        worker.says = lambda _: Postponed(delay_s=0.05, reason="Soon.") if len(worker.ran) < 5 else None
        async with at_work(tmp_path, worker, look_every_s=3600.0) as place:
            await place.add("a")
            await place.until_all_are(JobState.DONE)

    asyncio.run(scene())


def test_so_many_jobs_of_a_lane_run_at_a_time_and_others_pass_by(tmp_path: Path) -> None:
    async def scene() -> None:
        release = asyncio.Event()
        running: list[str] = []

        async def does(job: Job) -> None:
            running.append(str(job.lane))
            if job.lane == "slow":
                await release.wait()

        async with at_work(tmp_path, Worker(does), slots=50, lane_limit=3) as place:
            for number in range(20):
                await place.add(f"s{number}", key=f"s{number}", lane="slow")
            for number in range(20):
                await place.add(f"f{number}", key=f"f{number}", lane="fast")

            async def are_past() -> bool:
                return running.count("fast") == 20

            await place.until(are_past)
            assert running.count("slow") == 3
            release.set()

            async def is_over() -> bool:
                return running.count("slow") == 20

            await place.until(is_over)

    asyncio.run(scene())


def test_a_lane_that_is_down_is_tried_by_one_job_at_a_time_and_all_others_follow_when_it_is_back(tmp_path: Path) -> None:
    async def scene() -> None:
        is_down = True
        worker = Worker()
        worker.says = lambda _: Postponed(delay_s=7200.0, reason="Nobody is there.", lane=LaneHealth.DOWN) if is_down else None
        async with at_work(tmp_path, worker, slots=50, lane_limit=3) as place:
            for number in range(30):
                await place.add(f"{number}", key=f"{number}", lane="far")

            async def was_tried() -> bool:
                return len(worker.ran) >= 3

            await place.until(was_tried)
            tried = len(worker.ran)
            place.clock.ahead_ns += 40 * 10**9  # its rest is over, the time of the jobs that were tried is not
            is_down = False
            place.bus.publish(DOORBELL, {"queue": QUEUE})

            async def is_over() -> bool:
                return len({*worker.ran}) == 30 and len(worker.ran) == 30 + tried

            await place.until(is_over)
        assert tried <= 4

    asyncio.run(scene())


def test_a_queue_whose_policy_says_so_never_gives_up(tmp_path: Path) -> None:
    async def scene() -> None:
        async def does(_job: Job) -> None:
            if len(worker.ran) < 30:
                raise MediaError("Not yet.")

        worker = Worker(does)
        async with at_work(tmp_path, worker, max_attempts=None) as place:
            await place.add("a")

            async def is_over() -> bool:
                place.clock.ahead_ns += 3600 * 10**9
                return await place.states() == [JobState.DONE]

            await place.until(is_over)
        assert worker.given_up_for == []

    asyncio.run(scene())


def test_what_a_crash_left_is_taken_over_at_once_where_nobody_else_is(tmp_path: Path) -> None:
    async def scene() -> None:
        store = SqliteStore.open(tmp_path / "rows.sqlite3", now_ns=time.time_ns)
        now_ns = time.time_ns()
        await store.write(lambda tx: tx.jobs.add(QUEUE, "a", {"name": "a"}, run_at_ns=0))
        await store.write(lambda tx: tx.jobs.lease([QUEUE], owner="gone", now_ns=now_ns, until_ns=now_ns + 3600 * 10**9))
        await store.close()
        async with at_work(tmp_path, Worker(), takes_over=True) as place:
            await place.until_all_are(JobState.DONE)

    asyncio.run(scene())


def test_it_ends_when_it_is_told_to_however_busy_it_is(tmp_path: Path) -> None:
    async def scene() -> None:
        for turn in range(20):  # the bell and the end come together now and then
            worker = Worker()
            async with at_work(tmp_path, worker, slots=4) as place:
                for number in range(8):
                    await place.add(f"{number}", key=f"{turn} {number}")

                async def has_begun(worker: Worker = worker) -> bool:
                    return bool(worker.ran)

                await place.until(has_begun)

    asyncio.run(asyncio.wait_for(scene(), 60))


def test_a_computer_that_slept_does_not_begin_a_second_time_what_it_is_at(tmp_path: Path) -> None:
    async def scene() -> None:
        release = asyncio.Event()

        async def does(job: Job) -> None:
            await release.wait()

        worker = Worker(does)
        async with at_work(tmp_path, worker) as place:
            await place.add("a")

            async def has_begun() -> bool:
                return worker.ran == ["a"]

            await place.until(has_begun)
            place.clock.ahead_ns += 8 * 3600 * 10**9
            now_ns = place.clock.now_ns()

            async def is_held_again() -> bool:
                [job] = await place.store.read(lambda tx: tx.jobs.of_key("a"))
                return (job.lease_until_ns or 0) > now_ns

            await place.until(is_held_again)
            await place.add("b", key="b")  # what is free goes on
            release.set()
            await place.until_all_are(JobState.DONE, key="a")
            await place.until_all_are(JobState.DONE, key="b")
        assert worker.ran == ["a", "b"]

    asyncio.run(scene())
