"""Engines in real processes that are killed, hang in native code, or lose their backend: nothing is missing, double or left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from lookhear.errors import EngineBusy, EngineCrashed
from lookhear.system.processes import is_running
from lookhear.understanding.ports import FixedEngines
from lookhear.understanding.worker.asking import EngineSpec
from lookhear.understanding.worker.facades import WorkerSpeech, WorkerVision
from lookhear.understanding.worker.lane import Lane
from tests.fakes.engines import RATE
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.lanes import COMMAND, QUICK, ROOT, lane, told
from tests.tools.understood import PHRASES, Developer, developing, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

pytestmark = [pytest.mark.system, pytest.mark.linux]

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)
OTHER = speech((1, 2, 880), (3, 4.5, 440), seconds=6, track="system_audio:default")
ALL_SAID = ["budget discussion", "let us meet on Thursday", "goodbye"]
DISPLAY = pictures(seconds=9, start_s=0.25)
NS_PER_S = 1_000_000_000


class Working:
    """A backend with a lane for what hears and one for what sees."""

    def __init__(self, data: Path, **options: Any) -> None:  # noqa: ANN401 - as Computed
        self.mark = data.with_name("died")
        self._options = {"phrases": {str(pitch): text for pitch, text in PHRASES.items()}, "mark": str(self.mark), **options}
        self.lanes: list[Lane] = []
        self.backend = HostedBackend(data, engines=self._engines()).start()

    def _engines(self) -> FixedEngines:
        spec = EngineSpec(name="computed", factory="tests.fakes.worker_engines:Computed", options=self._options, folders=(str(ROOT),))
        self.lanes = [Lane(name, command=COMMAND, environ=os.environ, pace=QUICK) for name in ("speech", "vision")]
        return FixedEngines(speech=WorkerSpeech(self.lanes[0], spec, sample_rate=RATE), vision=WorkerVision(self.lanes[1], spec))

    def died(self) -> int:
        """How often a worker was killed."""
        return len(self.mark.read_text("utf-8").splitlines()) if self.mark.exists() else 0

    def stop(self) -> None:
        """End it and its workers."""
        for each in self.lanes:
            self.backend.call(each.close())
        self.backend.stop()

    def restart(self) -> None:
        """End all of it, and begin with new workers."""
        self.stop()
        self.backend.restart(self._engines())

    def developing(self) -> AbstractContextManager[Developer]:
        """Somebody who uses it."""
        return developing(self.backend)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[list[Working]]:
    started: list[Working] = []
    yield started
    for each in started:
        each.stop()


def test_a_worker_that_is_killed_in_the_middle_leaves_no_gap_and_nothing_double(tmp_path: Path, made: list[Working]) -> None:
    made.append(working := Working(tmp_path / "data", dies_at_ns=4 * NS_PER_S, dies=2))
    with working.developing() as developer:
        developer.record(MIC, OTHER, DISPLAY)
        for track in ("mic:default", "system_audio:default"):
            developer.start(track)
        index = developer.index("display:1", extraction_config={"time": 2, "frame_count": 2})
        developer.finish(MIC, OTHER, DISPLAY)
        wait_until(lambda: developer.status() == "stopped", what="the end of what the microphone heard")
        wait_until(lambda: developer.status("system_audio:default") == "stopped", what="the end of what the computer played")
        wait_until(lambda: len(developer.scenes("display:1", index)) == 5, what="the visual index")
        assert working.died() == 2
        assert developer.said() == ALL_SAID
        assert developer.said("system_audio:default") == ["goodbye", "budget discussion"]
        scenes = developer.scenes("display:1", index)
        assert [row["start"] for row in scenes[1:]] == [row["end"] for row in scenes[:-1]]
        assert all(row["text"].startswith("brightness") for row in scenes)


def test_a_stretch_that_kills_a_worker_again_and_again_is_left_out_and_a_record_says_so(tmp_path: Path, made: list[Working]) -> None:
    made.append(working := Working(tmp_path / "data", dies_at_ns=5 * NS_PER_S, dies=99))
    with working.developing() as developer:
        developer.record(MIC)
        developer.start()
        developer.put(MIC, *range(1, 6))
        developer.put(MIC, *range(6, len(MIC.fragments) + 1))
        developer.complete(MIC)
        wait_until(lambda: developer.status() == "stopped", what="the end of what was said")
        (record,) = [row for row in developer.transcript()["transcription_records"] if "error" in row]
        assert (record["text"], record["error"]["code"]) == ("", "engine.crashed")
        assert "left out" in record["error"]["message"]
        assert working.died() == 3


def test_a_backend_that_begins_again_with_new_workers_goes_on_where_its_records_end(tmp_path: Path, made: list[Working]) -> None:
    made.append(working := Working(tmp_path / "data"))
    with working.developing() as developer:
        developer.record(MIC, DISPLAY)
        developer.start()
        index = developer.index("display:1", extraction_config={"time": 2, "frame_count": 2})
        developer.put(DISPLAY, *range(1, 8))
        developer.put(MIC, *range(1, 9))  # up to 4.2 s: in the middle of what is said second
        wait_until(lambda: developer.said() == ALL_SAID[:1], what="what was said first")
        wait_until(lambda: len(developer.scenes("display:1", index)) >= 1, what="the first window")
        working.restart()
        developer.put(MIC, *range(9, len(MIC.fragments) + 1))
        developer.put(DISPLAY, *range(8, len(DISPLAY.fragments) + 1))
        developer.complete(MIC)
        developer.complete(DISPLAY)
        wait_until(lambda: developer.status() == "stopped", what="the end")
        wait_until(lambda: len(developer.scenes("display:1", index)) == 5, what="the visual index")
        assert developer.said() == ALL_SAID
        scenes = developer.scenes("display:1", index)
        assert [row["start"] for row in scenes[1:]] == [row["end"] for row in scenes[:-1]]


@pytest.mark.parametrize(("habit", "sentence"), [("spin", "and was ended"), ("deaf", "and was ended"), ("rubbish", "ended")])
def test_native_code_that_keeps_the_interpreter_to_itself_and_rubbish_on_the_pipe_are_ended(habit: str, sentence: str) -> None:
    async def scene() -> None:
        async with asyncio.timeout(50), lane() as made:
            await told(made, "")
            with pytest.raises((EngineCrashed, EngineBusy), match=sentence):
                await told(made, habit, limit_s=1.0)
            assert await told(made, "print") == "done"

    asyncio.run(scene())


PARENT = """
import asyncio, sys
from tests.tools.lanes import lane, told

async def scene():
    async with lane() as made:
        await told(made, "")
        print(made.pid, flush=True)
        await told(made, sys.argv[1])

asyncio.run(scene())
"""


@pytest.mark.parametrize("habit", ["sleep", "spin", "deaf"])
def test_no_worker_outlives_a_backend_that_is_killed(habit: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, habit], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until(lambda: not is_running(pid) or _is_dead(pid), what="the end of the worker")


def _is_dead(pid: int) -> bool:
    """Nobody may have taken note of its end yet."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123 - a file of the system
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
