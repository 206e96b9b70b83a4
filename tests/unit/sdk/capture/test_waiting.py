from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

import pytest

from lookhear.sdk.capture import waiting
from lookhear.sdk.capture.waiting import outcome, until_done


def nothing() -> None:
    pass


def test_what_a_thread_answers_comes_back() -> None:
    future: Future[int] = Future()

    async def scenario() -> int:
        thread = threading.Thread(target=future.set_result, args=(5,))
        thread.start()
        try:
            return await outcome(future, within_s=60, look=nothing)
        finally:
            thread.join()

    assert asyncio.run(scenario()) == 5


def test_the_error_a_thread_answers_with_is_raised() -> None:
    future: Future[int] = Future()
    future.set_exception(KeyError("it"))
    with pytest.raises(KeyError, match="it"):
        asyncio.run(outcome(future, within_s=60, look=nothing))


def test_a_thread_that_answers_too_late_finds_nobody_and_no_error() -> None:
    future: Future[int] = Future()
    with pytest.raises(TimeoutError):
        asyncio.run(outcome(future, within_s=0.01, look=nothing))
    future.set_result(5)  # into a loop that is closed


def test_a_waiter_that_is_cancelled_leaves_the_answer_to_the_others() -> None:
    future: Future[int] = Future()

    async def scenario() -> int:
        first = asyncio.create_task(outcome(future, within_s=60, look=nothing))
        second = asyncio.create_task(outcome(future, within_s=60, look=nothing))
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        future.set_result(5)
        return await second

    assert asyncio.run(scenario()) == 5


def test_whoever_waits_looks_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_LOOK_EVERY_S", 0.01)
    future: Future[None] = Future()
    looked = []

    def look() -> None:
        looked.append(1)
        if len(looked) == 2:
            future.set_result(None)

    asyncio.run(until_done(future, within_s=None, look=look))
    assert looked == [1, 1]
