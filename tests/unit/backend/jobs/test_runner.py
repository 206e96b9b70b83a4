from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.backend.jobs.queues import DOORBELL
from lookhear.backend.jobs.runner import JobRunner, Postponed
from lookhear.backend.records import Job, JobState
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import MediaError, StoreBusy, StoreFull
from tests.fakes.working import QUEUE, BusyStore, Worker, at_work

if TYPE_CHECKING:
    from pathlib import Path


def test_jobs_of_one_key_are_done_one_after_the_other_in_order(tmp_path: Path) -> None:
    running: list[str] = []

    async def does(job: Job) -> None:
        assert job.key not in running
        running.append(job.key)
        await asyncio.sleep(0.01)
        running.remove(job.key)

    async def scenario() -> None:
        worker = Worker(does)
        async with at_work(tmp_path, worker) as place:
            for number in range(4):
                await place.add(f"a{number}", key="a")
                await place.add(f"b{number}", key="b")
            await place.until_all_are(JobState.DONE, key="a")
            await place.until_all_are(JobState.DONE, key="b")
        assert [name for name in worker.ran if name.startswith("a")] == ["a0", "a1", "a2", "a3"]
        assert sorted(worker.ran) == ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"]

    asyncio.run(scenario())


def test_a_job_that_fails_is_tried_again_later(tmp_path: Path) -> None:
    async def scenario() -> None:
        async def does(job: Job) -> None:
            if job.attempts < 3:
                raise MediaError("Not yet.") if job.attempts == 1 else KeyError("nobody expects this")

        worker = Worker(does)
        async with at_work(tmp_path, worker) as place:
            await place.add("a")

            async def has_failed_again() -> bool:
                place.clock.ahead_ns += 10**9
                return len(worker.ran) == 3

            await place.until(has_failed_again)
            await place.until_all_are(JobState.DONE)
        assert worker.given_up_for == []

    asyncio.run(scenario())


def test_a_job_that_always_fails_is_given_up_and_lets_the_next_one_of_its_key_go_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async def does(job: Job) -> None:
            if job.payload["name"] == "bad":
                raise MediaError("It is damaged.")

        worker = Worker(does)
        async with at_work(tmp_path, worker, max_attempts=2) as place:
            await place.add("bad")
            await place.add("good")

            async def is_over() -> bool:
                place.clock.ahead_ns += 10**9
                return await place.states() == [JobState.DEAD, JobState.DONE]

            await place.until(is_over)
        assert worker.ran == ["bad", "bad", "good"]
        assert worker.given_up_for == ["It is damaged."]

    asyncio.run(scenario())


def test_a_job_that_is_interrupted_waits_for_the_next_runner(tmp_path: Path) -> None:
    async def scenario() -> None:
        begun = asyncio.Event()

        async def hangs(job: Job) -> None:
            begun.set()
            await asyncio.Event().wait()

        async with at_work(tmp_path, Worker(hangs)) as place:
            await place.add("a")
            await asyncio.wait_for(begun.wait(), 20)
        worker = Worker()
        async with at_work(tmp_path, worker) as place:
            await place.until_all_are(JobState.DONE)
        assert worker.ran == ["a"]

    asyncio.run(scenario())


def test_a_long_job_keeps_its_lease_and_a_lost_one_ends_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        ended: list[str] = []

        async def hangs(job: Job) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(str(job.payload["name"]))

        worker = Worker(hangs)
        async with at_work(tmp_path, worker, lease_s=0.3) as place:
            await place.add("a")

            async def was_renewed() -> bool:
                job = (await place.store.read(lambda tx: tx.jobs.of_key("a")))[0]
                return job.lease_until_ns is not None and job.lease_until_ns > place.clock.now_ns() and bool(worker.ran)

            await place.until(was_renewed)
            await asyncio.sleep(0.6)  # longer than the lease
            assert (worker.ran, ended) == (["a"], [])
            job = (await place.store.read(lambda tx: tx.jobs.of_key("a")))[0]
            owner = job.owner or ""
            await place.store.write(lambda tx: tx.jobs.finish(job.id, owner=owner))

            async def has_ended() -> bool:
                return ended == ["a"]

            await place.until(has_ended)
            await place.add("b")  # the runner goes on

            async def has_gone_on() -> bool:
                return worker.ran == ["a", "b"]

            await place.until(has_gone_on)

    asyncio.run(scenario())


def test_a_disk_that_is_full_for_long_costs_no_attempt(tmp_path: Path) -> None:
    async def scenario() -> None:
        async def does(_job: Job) -> None:
            if len(worker.ran) < 6:
                raise StoreFull("There is no room left.") if len(worker.ran) % 2 else StoreBusy("Later.")

        worker = Worker(does)
        async with at_work(tmp_path, worker, max_attempts=2) as place:
            await place.add("a")

            async def is_over() -> bool:
                place.clock.ahead_ns += 10**9
                return await place.states() == [JobState.DONE]

            await place.until(is_over)
            [job] = await place.store.read(lambda tx: tx.jobs.of_key("a"))
            assert job.attempts == 1
        assert len(worker.ran) == 6
        assert worker.given_up_for == []

    asyncio.run(scenario())


def test_a_job_that_ends_the_server_each_time_is_given_up_before_it_runs_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = SqliteStore.open(tmp_path / "rows.sqlite3", now_ns=time.time_ns)
        await store.write(lambda tx: tx.jobs.add(QUEUE, "a", {"name": "poison"}, run_at_ns=0))
        for _ in range(3):  # three servers that took it and were heard of no more
            leased = await store.write(lambda tx: tx.jobs.lease([QUEUE], owner="gone", now_ns=1, until_ns=1))
            assert leased is not None
        await store.close()
        worker = Worker()
        async with at_work(tmp_path, worker, max_attempts=3) as place:
            await place.until_all_are(JobState.DEAD)
        assert worker.ran == []
        assert len(worker.given_up_for) == 1

    asyncio.run(scenario())


def test_a_store_that_is_busy_when_a_job_is_done_ends_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        worker = Worker()
        async with at_work(tmp_path, worker, lease_s=0.2) as place:
            store = BusyStore(place.store, worker)
            runner = JobRunner(
                store=store, bus=place.bus, handlers={"other": worker}, now_ns=place.clock.now_ns, lease_s=0.2, look_every_s=0.05
            )
            task = asyncio.create_task(runner.run())
            await place.store.write(lambda tx: tx.jobs.add("other", "b", {"name": "b"}, run_at_ns=0))
            await place.until_all_are(JobState.DONE, key="b")
            assert not task.done()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert store.refusals == 0
        assert set(worker.ran) == {"b"}

    asyncio.run(scenario())


def test_a_job_that_is_postponed_goes_on_later_and_that_is_no_attempt(tmp_path: Path) -> None:
    async def scene() -> None:
        worker = Worker()
        worker.says = lambda _: Postponed(delay_s=3600.0, reason="Later.") if len(worker.ran) < 20 else None
        async with at_work(tmp_path, worker, max_attempts=2) as place:
            await place.add("a")

            async def is_over() -> bool:
                [job] = await place.store.read(lambda tx: tx.jobs.of_key("a"))
                if job.state is JobState.READY and job.run_at_ns > place.clock.now_ns():  # nobody can have it now
                    place.clock.ahead_ns += 3600 * 10**9
                return job.state is JobState.DONE

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
