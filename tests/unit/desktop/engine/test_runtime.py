"""The engine's thread and its loop."""

from __future__ import annotations

import asyncio
import threading

import pytest

from lookhear.desktop.engine.runtime import Runtime


async def name_of_thread() -> str:
    return threading.current_thread().name


def test_work_is_done_on_the_engines_thread() -> None:
    runtime = Runtime()
    runtime.start()
    told: list[str] = []
    assert runtime.submit(name_of_thread()).result() == "engine"
    runtime.tell(lambda: told.append(threading.current_thread().name))
    assert runtime.submit(name_of_thread()).result() == "engine"
    runtime.close()
    assert told == ["engine"]
    assert runtime.loop.is_closed()


def test_the_last_work_is_done_and_the_rest_is_cancelled() -> None:
    runtime = Runtime()
    runtime.start()
    ended: list[str] = []

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("waiting")

    async def last() -> None:
        await asyncio.sleep(0)
        ended.append("last")

    waiting = runtime.submit(wait_for_ever())
    runtime.submit(name_of_thread()).result()
    runtime.close(last())
    assert ended == ["last", "waiting"]
    assert waiting.cancelled()


@pytest.mark.expected_errors
def test_an_end_that_fails_is_an_end(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("no")

    runtime = Runtime()
    runtime.start()
    runtime.close(fail())
    assert "the engine's end failed" in caplog.text


def test_an_end_that_takes_too_long_is_given_up() -> None:
    runtime = Runtime()
    runtime.start()

    async def never() -> None:
        await asyncio.Event().wait()

    runtime.close(never(), within_s=0.01)
    assert runtime.loop.is_closed()


def test_work_after_the_end_is_cancelled_at_once() -> None:
    runtime = Runtime()
    runtime.start()
    runtime.close()
    assert runtime.submit(name_of_thread()).cancelled()


def test_a_thread_that_does_not_come_back_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    runtime = Runtime()
    runtime.start()
    is_there, may_go = threading.Event(), threading.Event()

    def hang() -> None:
        is_there.set()
        may_go.wait()

    runtime.submit(asyncio.to_thread(hang))
    is_there.wait()
    engine = next(thread for thread in threading.enumerate() if thread.name == "engine")
    try:
        runtime.close(within_s=0.01)
        assert "still at work" in caplog.text
    finally:
        may_go.set()
        engine.join()
    assert runtime.loop.is_closed()


@pytest.mark.expected_errors
def test_what_nobody_catches_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("a bug")

    runtime = Runtime()
    runtime.start()
    runtime.tell(fail)
    runtime.submit(name_of_thread()).result()
    runtime.close()
    assert "a bug" in caplog.text
