from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from lookhear.backend.jobs.runner import JobRunner
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
