"""Lanes with real workers. What takes longer, such as native code that spins, is in tests/system/test_engine_workers.py."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.system.processes import is_running
from lookhear.system.workers import NICE
from lookhear.understanding.worker.asking import EngineSpec
from lookhear.understanding.worker.lane import Lane, LanePace
from tests.tools.lanes import COMMAND, QUICK, habits, lane, told, wish

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Scene = Callable[[Lane], Coroutine[Any, Any, None]]


def played(scene: Scene, pace: LanePace = QUICK, **environ: str) -> None:
    async def all_of_it() -> None:
        async with asyncio.timeout(50), lane(pace, **environ) as made:
            await scene(made)

    asyncio.run(all_of_it())


@pytest.mark.linux
def test_a_worker_is_started_when_it_is_needed_works_niced_on_one_thread_and_ends_with_the_lane() -> None:
    pids: list[int] = []

    async def scene(made: Lane) -> None:
        assert made.pid is None
        assert await told(made, "nice") == str(min(os.nice(0) + NICE, 19))
        assert await told(made, "environ:OMP_NUM_THREADS") == "1"
        assert await told(made, "environ:OF_THE_BACKEND") == "yes"
        assert made.pid is not None
        pids.append(made.pid)

    played(scene, OF_THE_BACKEND="yes")
    assert not is_running(pids[0])


def test_what_engines_say_of_themselves_comes_over_and_what_they_print_does_not() -> None:
    async def scene(made: Lane) -> None:
        assert await told(made, "print") == "done"
        with pytest.raises(EngineBusy, match="Not now") as busy:
            await told(made, "busy")
        assert (busy.value.hint, busy.value.retry_after_s) == ("Later.", 7.0)
        with pytest.raises(EngineFailed, match="Never") as failed:
            await told(made, "fail")
        assert not isinstance(failed.value, EngineBusy)
        for habit in ("bug", "leave"):
            with pytest.raises(EngineCrashed, match="nobody expected"):
                await told(made, habit)
        assert await told(made, "odd") == "half ? a character"

    played(scene)


@pytest.mark.linux
def test_an_engine_whose_process_ends_is_to_blame_and_starts_again() -> None:
    async def scene(made: Lane) -> None:
        for habit, how in (("die", "by SIGKILL"), ("exit", "with exit code 7")):
            await told(made, "")
            before = made.pid
            with pytest.raises(EngineCrashed, match=how):
                await told(made, habit)
            assert await told(made, "print") == "done"
            assert made.pid != before

    played(scene)


def test_only_the_call_that_was_being_done_is_to_blame() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        waiting = [asyncio.create_task(made.do(wish("die"))), asyncio.create_task(made.do(wish("print")))]
        dead, left = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(dead, EngineCrashed)
        assert type(left) is EngineBusy

    played(scene)


def test_an_engine_that_hangs_is_ended_and_only_it_is_to_blame() -> None:
    async def scene(made: Lane) -> None:
        other = habits(another=True)
        await told(made, "")
        await made.do(wish("", spec=other))
        beside = asyncio.create_task(made.do(wish("sleep", spec=other)))
        with pytest.raises(EngineCrashed, match=r"hung: it was not done within 0\.2 seconds"):
            await told(made, "sleep", limit_s=0.2)
        with pytest.raises(EngineBusy) as lost:
            await beside
        assert type(lost.value) is EngineBusy
        assert await told(made, "print") == "done"

    played(scene)


def test_engines_of_a_lane_do_not_wait_for_each_other() -> None:
    async def scene(made: Lane) -> None:
        long = asyncio.create_task(made.do(wish("sleep", spec=habits(another=True))))
        assert await told(made, "print") == "done"
        long.cancel()
        await asyncio.gather(long, return_exceptions=True)

    played(scene)


def test_what_is_not_wanted_any_more_is_not_begun() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        first = asyncio.create_task(made.do(wish("work:0.3")))
        await asyncio.sleep(0)
        second = asyncio.create_task(made.do(wish("die")))
        await asyncio.sleep(0.05)
        second.cancel()
        await first
        assert await told(made, "print") == "done"

    played(scene)


@pytest.mark.parametrize(("broken", "sentence"), [("import", "lacks heavy"), ("settings", "makes no sense"), ("process", "had not begun")])
def test_an_engine_that_cannot_be_made_leaves_nothing_out(broken: str, sentence: str) -> None:
    async def scene(made: Lane) -> None:
        with pytest.raises(EngineBusy, match=sentence) as busy:
            await made.do(wish("", spec=habits(broken=broken)))
        assert type(busy.value) is EngineBusy
        assert await told(made, "print") == "done"

    played(scene)


def test_a_module_that_is_not_there_is_told_by_its_name() -> None:
    async def scene(made: Lane) -> None:
        with pytest.raises(EngineBusy, match="lacks no_such_package_at_all"):
            await made.do(wish("", spec=EngineSpec(name="none", factory="no_such_package_at_all:make")))

    played(scene)


def test_after_a_crash_it_is_left_alone_for_a_while_and_longer_each_time() -> None:
    async def scene(made: Lane) -> None:
        for shortest, longest in ((50, 100), (100, 200)):
            with pytest.raises(EngineCrashed):
                await told(made, "exit")
            with pytest.raises(EngineBusy, match="started again in") as busy:
                await told(made, "")
            assert busy.value.retry_after_s is not None
            assert shortest < busy.value.retry_after_s <= longest
            made._trouble.until_s = 0.0
        await told(made, "")
        with pytest.raises(EngineCrashed):
            await told(made, "exit")
        assert made._trouble.count == 1  # it had done something between

    played(scene, LanePace(beat_s=0.05, again_s=(100.0, 200.0)))


def test_an_engine_that_cannot_be_made_is_left_alone_for_a_while_and_the_others_work_on() -> None:
    broken = habits(broken="settings")

    async def scene(made: Lane) -> None:
        with pytest.raises(EngineBusy, match="makes no sense") as first:
            await made.do(wish("", spec=broken))
        assert await told(made, "print") == "done"
        pid = made.pid
        with pytest.raises(EngineBusy, match="makes no sense") as again:
            await made.do(wish("", spec=broken))
        assert (again.value.hint, first.value.retry_after_s) == (first.value.hint, None)
        assert again.value.retry_after_s is not None
        assert 50 < again.value.retry_after_s <= 100
        assert await told(made, "print") == "done"
        assert made.pid == pid  # nobody had to begin anew because of it
        made.renew()  # somebody has changed something
        assert made._unmade == {}

    played(scene, LanePace(beat_s=0.05, again_s=(100.0, 200.0)))


def test_a_program_that_cannot_be_started_is_told() -> None:
    async def scene() -> None:
        made = Lane("test", command=["/no/such/program"], environ={}, pace=QUICK)
        with pytest.raises(EngineBusy, match="No process"):
            await made.do(wish(""))
        await made.close()
        with pytest.raises(EngineBusy, match="ended"):
            await made.do(wish(""))

    asyncio.run(scene())


def test_nobody_needs_it_for_a_while_and_it_ends() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        (shift,) = made._shifts
        await shift.ended.wait()
        assert made.pid is None
        assert shift.is_orderly
        assert made._trouble.count == 0
        assert await told(made, "print") == "done"

    played(scene, LanePace(beat_s=0.05, idle_s=0.1))


def test_with_other_choices_the_next_call_has_a_new_process_and_the_last_one_is_finished() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        before = made.pid
        under_way = asyncio.create_task(made.do(wish("work:0.2")))
        await asyncio.sleep(0)
        made.renew()
        assert await told(made, "print") == "done"
        assert made.pid != before
        assert (await under_way)[0].header["value"] == "done"
        while len(made._shifts) > 1:  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)
        made.renew()
        made.renew()
        assert made.pid is None

    played(scene)


@pytest.mark.linux
def test_one_that_gets_no_processor_is_given_more_time() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        assert made.pid is not None
        call = asyncio.create_task(made.do(wish("work:0.1", limit_s=2.5)))
        await asyncio.sleep(0.02)
        os.kill(made.pid, signal.SIGSTOP)
        await asyncio.sleep(3.0)
        os.kill(made.pid, signal.SIGCONT)
        assert (await call)[0].header["value"] == "done"

    played(scene)


def test_whoever_still_waits_when_all_ends_is_told() -> None:
    async def scene(made: Lane) -> None:
        await told(made, "")
        waiting = asyncio.create_task(made.do(wish("sleep")))
        await asyncio.sleep(0.05)
        await made.close()
        with pytest.raises(EngineBusy, match="ended in the middle"):
            await waiting

    played(scene)


def test_something_else_than_a_worker_is_no_worker() -> None:
    async def scene() -> None:
        made = Lane("test", command=[*COMMAND[:-1], "--version"], environ=dict(os.environ), pace=QUICK)
        try:
            with pytest.raises(EngineBusy):
                await made.do(wish(""))
        finally:
            await made.close()

    asyncio.run(scene())
