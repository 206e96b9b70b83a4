"""Answers that take longer than their request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import Operation, OperationState
from lookhear.backend.search.slow import MOST, SlowAnswers
from lookhear.errors import Conflict, TooMany
from tests.fakes.found import FoundRows
from tests.fakes.serving import RememberingBus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWER: dict[str, object] = {"output": "at last"}


class Waiting:
    """A store, and who waits for answers that come when a test lets them."""

    def __init__(self, rows: FoundRows) -> None:
        self.rows = rows
        self.bus = RememberingBus()
        self.answers = self.made(within_s=0.01)

    def made(self, *, within_s: float, most: int = MOST) -> SlowAnswers:
        return SlowAnswers(store=self.rows.store, bus=self.bus, now_ns=self.rows.clock, within_s=within_s, most=most)

    async def ended(self, operation: Operation) -> Operation:
        """The operation, when it has ended."""
        async with asyncio.timeout(30):
            while (stored := await self.stored(operation)).state is OperationState.PROCESSING:  # noqa: ASYNC110 - a row rings no event
                await asyncio.sleep(0)
        return stored

    async def told(self, operation: Operation) -> None:
        """Wait until the bell of the operation was rung, which is when its row can already be read."""
        async with asyncio.timeout(30):
            while f"operation.{operation.id}" not in [topic for topic, _ in self.bus.rung]:  # noqa: ASYNC110 - this bus wakes nobody
                await asyncio.sleep(0)

    async def stored(self, operation: Operation) -> Operation:
        found = await self.rows.store.read(lambda tx: tx.operations.get(operation.id))
        assert found is not None
        return found


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Waiting]:
    with FoundRows(tmp_path) as rows:
        yield Waiting(rows)


async def begun(waiting: Waiting, gate: asyncio.Event, *, failure: Exception | None = None) -> Operation:
    """An answer that waits for a gate, and was not there in time."""

    async def work() -> dict[str, object]:
        await gate.wait()
        if failure is not None:
            raise failure
        return ANSWER

    operation = await waiting.answers.answer(work(), session_id="cap-1")
    assert isinstance(operation, Operation)
    return operation


def test_an_answer_in_time_is_the_answer_and_its_failure_is_raised(waiting: Waiting) -> None:
    async def work() -> dict[str, object]:
        await asyncio.sleep(0)
        return ANSWER

    async def failing() -> dict[str, object]:
        raise Conflict("It cannot.")

    patient = waiting.made(within_s=30.0)
    assert waiting.rows.run(patient.answer(work(), session_id=None)) == ANSWER
    with pytest.raises(Conflict, match="cannot"):
        waiting.rows.run(patient.answer(failing(), session_id=None))


def test_a_late_answer_is_asked_for_and_told_when_it_is_there(waiting: Waiting) -> None:
    async def scene() -> tuple[Operation, Operation, Operation]:
        gate = asyncio.Event()
        operation = await begun(waiting, gate)
        meanwhile = await waiting.answers.probe(operation)
        gate.set()
        ended = await waiting.ended(operation)
        await waiting.told(operation)
        return operation, meanwhile, ended

    operation, meanwhile, ended = waiting.rows.run(scene())
    assert (operation.state, meanwhile.state, ended.state) == (OperationState.PROCESSING, OperationState.PROCESSING, OperationState.DONE)
    assert (ended.result, ended.session_id, ended.percentage) == (ANSWER, "cap-1", 100.0)


@pytest.mark.parametrize(("failure", "told"), [(Conflict("The engine could not answer."), "The engine could not answer.")])
def test_a_late_failure_is_told_as_a_sentence(waiting: Waiting, failure: Exception, told: str) -> None:
    async def scene() -> Operation:
        gate = asyncio.Event()
        operation = await begun(waiting, gate, failure=failure)
        gate.set()
        return await waiting.ended(operation)

    ended = waiting.rows.run(scene())
    assert (ended.state, ended.error) == (OperationState.FAILED, told)


@pytest.mark.expected_errors
def test_a_late_failure_that_nobody_expected_says_no_more_than_that(waiting: Waiting) -> None:
    async def scene() -> Operation:
        gate = asyncio.Event()
        operation = await begun(waiting, gate, failure=RuntimeError("secret"))
        gate.set()
        return await waiting.ended(operation)

    ended = waiting.rows.run(scene())
    assert ended.state is OperationState.FAILED
    assert "secret" not in str(ended.error)


def test_what_a_restart_interrupted_says_so_when_it_is_asked_for(waiting: Waiting) -> None:
    async def scene() -> Operation:
        operation = await begun(waiting, asyncio.Event())
        await waiting.answers.close()
        return await waiting.made(within_s=1.0).probe(await waiting.stored(operation))

    seen = waiting.rows.run(scene())
    assert seen.state is OperationState.FAILED
    assert "Ask again" in str(seen.error)


def test_too_many_at_once_are_told_to_come_again(waiting: Waiting) -> None:
    waiting.answers = waiting.made(within_s=0.01, most=1)

    async def scene() -> Operation:
        gate = asyncio.Event()
        operation = await begun(waiting, gate)
        with pytest.raises(TooMany):
            await begun(waiting, gate)
        gate.set()
        ended = await waiting.ended(operation)
        await begun(waiting, asyncio.Event())
        await waiting.answers.close()
        return ended

    assert waiting.rows.run(scene()).state is OperationState.DONE
