from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import CaptureFailed, EngineGone
from lookhear.sdk.capture import process as process_module
from lookhear.sdk.capture.events import CaptureEvent, EventBox
from lookhear.sdk.capture.process import EngineProcess
from lookhear.system.processes import is_running

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.fakes.engine_scripted import ScriptedEngine

PREFIX = "videodb_recorder|"
HANG: list[dict[str, object]] = [{"ignore_sigterm": True}, {"hang": True}]
SILENCE: list[dict[str, object]] = []


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every wait for an end had been in vain."""
    for name in ("_END_PATIENCE_S", "_GOING_PATIENCE_S", "_TERM_PATIENCE_S"):
        monkeypatch.setattr(process_module, name, 0.2)


def started(engine: ScriptedEngine, events: EventBox | None = None) -> EngineProcess:
    return EngineProcess.start([str(engine.binary)], init={"client": "test"}, events=events or EventBox(), secret="st-1")


def run(engine: ScriptedEngine, scenario: Callable[[EngineProcess], Awaitable[Any]], events: EventBox | None = None) -> None:
    async def whole() -> None:
        process = started(engine, events)
        try:
            await scenario(process)
        finally:
            await process.leave()
        assert process.is_gone

    asyncio.run(whole())


async def asked(process: EngineProcess) -> dict[str, object]:
    await process.ready()
    return await process.ask("getChannels", {}, within_s=30)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineGone, match="cannot be started: No such file") as caught:
        EngineProcess.start([str(tmp_path / "nothing")], init={}, events=EventBox(), secret="")
    assert "nothing" in caught.value.hint


def test_a_program_that_ends_at_once_is_told_with_what_it_said() -> None:
    argv = [sys.executable, "-c", "import sys; sys.exit('no display')"]

    async def scenario() -> None:
        process = EngineProcess.start(argv, init={}, events=EventBox(), secret="")
        with pytest.raises(EngineGone, match="has ended with exit code 1") as caught:
            await process.ready()
        assert caught.value.hint == "The next call starts another one. Its last words: no display"
        with pytest.raises(EngineGone, match="exit code 1"):
            await process.ask("getChannels", {}, within_s=30)
        await process.leave()

    asyncio.run(scenario())


def test_an_engine_that_refuses_to_begin_is_ended(engine: ScriptedEngine) -> None:
    engine.does(init=[{"refuse": {"code": "no", "message": "Not today."}}])

    async def scenario(process: EngineProcess) -> None:
        with pytest.raises(CaptureFailed, match="Not today"):
            await process.ready()
        assert process.is_gone

    run(engine, scenario)


@pytest.mark.usefixtures("_impatient")
def test_an_engine_that_never_answers_is_ended(engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "_READY_WITHIN_S", 0.3)
    engine.does(init=HANG)

    async def scenario(process: EngineProcess) -> None:
        with pytest.raises(CaptureFailed, match=r"has not answered init within 0\.3 seconds"):
            await process.ready()
        assert process.is_gone

    run(engine, scenario)


@pytest.mark.usefixtures("_impatient")
def test_one_that_does_not_go_is_made_to(engine: ScriptedEngine) -> None:
    engine.does(shutdown=HANG)
    run(engine, asked)


@pytest.mark.usefixtures("_impatient")
def test_one_that_answers_shutdown_and_stays_is_made_to_go(engine: ScriptedEngine) -> None:
    engine.does(shutdown=[{"answer": {}}, {"hang": True}])
    run(engine, asked)


@pytest.mark.usefixtures("_impatient")
def test_one_that_reads_nothing_more_is_made_to_go(engine: ScriptedEngine) -> None:
    engine.does(getChannels=HANG)

    async def scenario(process: EngineProcess) -> None:
        await process.ready()
        for _ in range(5):  # more than a pipe holds
            process.send("getChannels", {"text": "x" * 50_000})

    run(engine, scenario)


NONSENSE = [
    f"{PREFIX}\n",
    f"{PREFIX}{{\n",
    f"{PREFIX}[1]\n",
    f"{PREFIX}null\n",
    f"{PREFIX}{'[' * 100_000}\n",
    f'{PREFIX}{{"type": "response"}}\n',
    f'{PREFIX}{{"type": "response", "commandId": [], "status": "success"}}\n',
    f'{PREFIX}{{"type": "else"}}\n{PREFIX}{{}}\n',
    "a line of its own\n\n\xff\xfe\n",
    "\x00" * 100_000 + "\n",
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_left_out(engine: ScriptedEngine, nonsense: str) -> None:
    engine.does(getChannels=[{"print": nonsense}, {"answer": {"channels": []}}])

    async def scenario(process: EngineProcess) -> None:
        assert await asked(process) == {"channels": []}

    run(engine, scenario)


@pytest.mark.parametrize("chars", [70_000, 3 << 20], ids=["longer than other readers take", "longer than any message"])
def test_a_line_that_is_too_long_does_not_keep_the_next_one_from_being_read(engine: ScriptedEngine, chars: int) -> None:
    engine.does(getChannels=[{"long": chars}, {"answer": {"channels": []}}])

    async def scenario(process: EngineProcess) -> None:
        assert await asked(process) == {"channels": []}

    run(engine, scenario)


@pytest.mark.parametrize("result", [None, 5, [], "done"])
def test_an_answer_that_is_no_object_is_empty(engine: ScriptedEngine, result: object) -> None:
    engine.does(getChannels=[{"answer": result}])

    async def scenario(process: EngineProcess) -> None:
        assert await asked(process) == {}

    run(engine, scenario)


def test_a_second_answer_to_the_same_command_is_nobodys(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"answer": {"n": 1}}, {"answer": {"n": 2}}, {"refuse": "no"}])

    async def scenario(process: EngineProcess) -> None:
        assert await asked(process) == {"n": 1}
        assert await process.ask("ping", {}, within_s=30) == {}

    run(engine, scenario)


@pytest.mark.parametrize("last", [{"exit": 0}, {"exit": 101}], ids=["orderly", "in a panic"])
def test_every_command_that_waits_learns_of_the_end(engine: ScriptedEngine, last: dict[str, object]) -> None:
    engine.does(getChannels=SILENCE, ping=[last])

    async def scenario(process: EngineProcess) -> None:
        commands = [process.ask(command, {}, within_s=30) for command in ("getChannels", "getChannels", "ping")]
        outcomes = await asyncio.gather(*commands, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [EngineGone] * 3
        assert len({id(outcome) for outcome in outcomes}) == 3

    run(engine, scenario)


def test_a_death_by_a_signal_is_told_as_one(engine: ScriptedEngine) -> None:
    engine.does(getChannels=SILENCE)

    async def scenario(process: EngineProcess) -> None:
        await process.ready()
        waiting = asyncio.create_task(process.ask("getChannels", {}, within_s=30))
        await asyncio.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(EngineGone, match="has ended by signal 9"):
            await waiting

    run(engine, scenario)


@pytest.mark.usefixtures("_impatient")
def test_an_engine_without_output_is_ended(engine: ScriptedEngine) -> None:
    engine.does(getChannels=[{"close_output": True}, {"hang": True}])

    async def scenario(process: EngineProcess) -> None:
        with pytest.raises(EngineGone):
            await asked(process)

    run(engine, scenario)


@pytest.mark.usefixtures("_impatient")
def test_a_death_is_seen_though_somebody_else_holds_its_output_open(engine: ScriptedEngine) -> None:
    events = EventBox()
    engine.does(getChannels=[{"bear": True}, {"tell": ["warning", {}]}, {"exit": 3}])

    async def scenario(process: EngineProcess) -> None:
        try:
            with pytest.raises(EngineGone, match="exit code 3"):
                await asked(process)
        finally:
            for pid in engine.born:
                os.kill(pid, signal.SIGKILL)
        event = events.next()
        assert isinstance(event, CaptureEvent)
        assert event.event == "warning"

    run(engine, scenario, events)


def test_a_waiter_that_is_cancelled_changes_nothing(engine: ScriptedEngine) -> None:
    engine.does(getChannels=SILENCE)

    async def scenario(process: EngineProcess) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asked(process), 0.5)
        assert await process.ask("ping", {}, within_s=30) == {}

    run(engine, scenario)


@pytest.mark.usefixtures("_impatient")
def test_a_leave_that_is_cancelled_still_ends_it(engine: ScriptedEngine) -> None:
    engine.does(shutdown=SILENCE)

    async def scenario(process: EngineProcess) -> None:
        await process.ready()
        leaving = asyncio.create_task(process.leave())
        await asyncio.sleep(0)
        leaving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await leaving
        await process.until_over()

    run(engine, scenario)


def test_one_that_is_let_go_ends_with_its_input(engine: ScriptedEngine) -> None:
    process = started(engine)
    process.let_go()
    process._writer.join(30)
    assert process.is_gone
    assert "shutdown" not in engine.commands


def test_the_interpreters_end_waits_for_it(engine: ScriptedEngine) -> None:
    process = started(engine)
    process.end_with_the_interpreter()
    assert process.is_gone
    assert not is_running(process.pid)
    process.end_with_the_interpreter()


def test_what_it_logs_is_ours_without_the_token(engine: ScriptedEngine, caplog: pytest.LogCaptureFixture) -> None:
    engine.does(getChannels=[{"say": "asked with st-1"}, {"answer": {}}])
    run(engine, asked)
    assert "engine: asked with ***" in caplog.messages
    assert "st-1" not in caplog.text


def test_a_greeting_that_is_too_long_leaves_no_engine_behind(engine: ScriptedEngine) -> None:
    with pytest.raises(ValueError, match="longer than the other end may take"):
        EngineProcess.start([str(engine.binary)], init={"apiUrl": "x" * 70_000}, events=EventBox(), secret="")
    for thread in threading.enumerate():
        if thread.name.startswith("engine-"):
            thread.join(30)
    assert engine.commands == []


def test_an_engine_that_nobody_could_look_after_is_not_left_running(monkeypatch: pytest.MonkeyPatch, engine: ScriptedEngine) -> None:
    def no_more(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_more)
    with pytest.raises(EngineGone, match="can't start new thread"):
        started(engine)
