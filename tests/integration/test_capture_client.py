"""However a program that captures runs and ends, its engine does too: with scripted engines, since those can be made to stay."""

from __future__ import annotations

import asyncio
import gc
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.capture import CaptureClient
from lookhear.system.processes import is_running
from tests.fakes.engine_scripted import ScriptedEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.linux

BEGIN = """
import asyncio, os, sys, threading
from lookhear.capture import CaptureClient
client = CaptureClient("st-1")
asyncio.run(client.start_session("cap-1", ["mic:default"]))
"""
FORGETS = BEGIN
FORGETS_AND_HAS_NO_TIME = f"from lookhear.sdk.capture import process\nprocess._END_PATIENCE_S = 0.5\n{BEGIN}"
FAILS = f"{BEGIN}\nraise SystemExit('it broke')"
WAITS = f"{BEGIN}\nprint('ready', flush=True)\nasyncio.run(asyncio.sleep(60))"
FORKS = f"""{BEGIN}
if (child := os.fork()) == 0:
    sys.exit(0)  # with all that ends with an interpreter
os.waitpid(child, 0)
asyncio.run(client.stop_session())
"""
IN_A_THREAD = """
import asyncio, threading
from lookhear.capture import CaptureClient
async def capture():
    async with CaptureClient("st-1") as client:
        await client.start_session("cap-1", ["mic:default"])
        await client.stop_session()
thread = threading.Thread(target=lambda: asyncio.run(capture()))
thread.start()
thread.join()
"""


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedEngine]:
    scripted = ScriptedEngine(tmp_path)
    monkeypatch.setenv("VIDEODB_CAPTURE_BINARY", str(scripted.binary))
    yield scripted
    assert [pid for pid in scripted.pids if is_running(pid)] == []


def python(program: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("program", "code", "said"), [(FORGETS, 0, ""), (FAILS, 1, "it broke\n"), (IN_A_THREAD, 0, "")])
def test_the_engine_ends_before_the_program_that_did_not_end_it(engine: ScriptedEngine, program: str, code: int, said: str) -> None:
    with python(program) as running:
        assert running.communicate(timeout=50) == ("", said)
    assert running.returncode == code
    (pid,) = engine.pids
    assert not is_running(pid)


def test_an_engine_that_stays_is_ended_with_the_program(engine: ScriptedEngine) -> None:
    engine.does(startRecording=[{"answer": {}}, {"ignore_sigterm": True}, {"hang": True}])
    with python(FORGETS_AND_HAS_NO_TIME) as running:
        assert running.communicate(timeout=50) == ("", "")
    (pid,) = engine.pids
    assert not is_running(pid)


def test_a_copy_of_the_program_that_ends_does_not_end_the_engine(engine: ScriptedEngine) -> None:
    with python(FORKS) as running:
        assert running.communicate(timeout=50) == ("", "")
    assert len(engine.pids) == 1
    assert engine.commands == ["init", "startRecording", "stopRecording"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_engine_learns_of_the_end_of_a_program_that_is_ended(engine: ScriptedEngine, number: signal.Signals) -> None:
    with python(WAITS) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(number)
        running.communicate(timeout=50)
    (pid,) = engine.pids
    wait_until(lambda: not is_running(pid), what="the engine's end")


def test_the_engine_of_a_client_that_nobody_holds_ends(engine: ScriptedEngine) -> None:
    async def scenario() -> CaptureClient:
        client = CaptureClient("st-1")
        channels = await client.list_channels()
        del client, channels
        other = CaptureClient("st-2")
        await other.list_channels()  # its engine must not hold the input of the first one open
        gc.collect()
        return other

    other = asyncio.run(scenario())
    first, second = engine.pids
    wait_until(lambda: not is_running(first), what="the first engine's end")
    assert is_running(second)
    assert "shutdown" not in engine.commands
    asyncio.run(other.shutdown())


def test_a_client_lives_through_several_loops(engine: ScriptedEngine) -> None:
    engine.does(
        startRecording=[{"answer": {}}, {"tell": ["recording-started", {}]}],
        stopRecording=[{"tell": ["recording-complete", {}]}, {"answer": {}}],
    )
    client = CaptureClient("st-1")

    async def first(events: int) -> list[str]:
        found: list[str] = []
        async for event in client.events():
            found.append(event.event)
            if len(found) == events:
                break
        return found

    asyncio.run(client.start_session("cap-1", ["mic:default"]))
    assert asyncio.run(first(1)) == ["recording-started"]
    asyncio.run(client.stop_session())
    assert asyncio.run(first(1)) == ["recording-complete"]
    asyncio.run(client.shutdown())
    assert len(engine.pids) == 1
