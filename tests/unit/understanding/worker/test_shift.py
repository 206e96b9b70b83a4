"""The life of a worker. Most of it is told by its lane, in test_lane.py."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import EngineBusy, EngineCrashed
from lookhear.understanding.worker.asking import Said
from lookhear.understanding.worker.shift import Shift, tend
from lookhear.understanding.worker.wire import Frame
from tests.tools.lanes import COMMAND, wish

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def played(scene: Callable[[Shift], Coroutine[Any, Any, None]]) -> list[str]:
    """What the shift said to its lane."""
    told: list[str] = []

    async def all_of_it() -> None:
        shift = Shift(COMMAND, environ=os.environ, log=None, over=lambda _: told.append("over"), well=lambda: told.append("well"))
        tending = asyncio.create_task(tend(shift, beat_s=0.05, idle_s=50))
        try:
            async with asyncio.timeout(50):
                await scene(shift)
        finally:
            shift.leave()
            await shift.join()
            await tending

    asyncio.run(all_of_it())
    return told


def test_a_shift_begins_takes_calls_and_is_over_once() -> None:
    async def scene(shift: Shift) -> None:
        assert shift.is_taking
        answer = await shift.do(wish("print"))
        assert answer.header["value"] == "done"
        assert (shift.is_busy, shift.is_orderly) == (False, False)
        shift.leave()
        await shift.ended.wait()
        assert (shift.is_taking, shift.is_orderly) == (False, True)

    assert played(scene) == ["well", "over"]


def test_one_that_is_spent_takes_no_calls_and_leaves_when_it_is_done() -> None:
    async def scene(shift: Shift) -> None:
        await shift.do(wish(""))
        call = asyncio.create_task(shift.do(wish("work:0.1")))
        await asyncio.sleep(0)
        shift.is_spent = True
        assert not shift.is_taking
        assert (await call).header["value"] == "done"
        await shift.ended.wait()

    assert played(scene) == ["well", "well", "over"]


@pytest.mark.parametrize("rubbish", [{"said": "what"}, {"no": 1}, {"said": Said.PONG, "processor_s": "x"}, {"said": Said.FAILED, "id": 1}])
def test_a_worker_that_makes_no_sense_is_ended(rubbish: dict[str, object]) -> None:
    async def scene(shift: Shift) -> None:
        call = asyncio.create_task(shift.do(wish("sleep")))
        await asyncio.sleep(0)
        shift._heard(Frame(rubbish))
        assert not shift.is_taking
        with pytest.raises(EngineBusy):
            await call
        await shift.ended.wait()
        assert not shift.is_orderly

    assert played(scene) == ["over"]


def test_answers_that_nobody_waits_for_are_no_trouble() -> None:
    async def scene(shift: Shift) -> None:
        shift._heard(Frame({"said": Said.DONE, "id": 99}))
        call = asyncio.create_task(shift.do(wish("work:0.1")))
        await asyncio.sleep(0.01)
        call.cancel()
        assert (await shift.do(wish("print"))).header["value"] == "done"

    assert played(scene)[-1] == "over"


def test_one_that_hangs_is_ended() -> None:
    async def scene(shift: Shift) -> None:
        with pytest.raises(EngineCrashed):
            await shift.do(wish("sleep", limit_s=0.2))

    assert played(scene) == ["over"]
