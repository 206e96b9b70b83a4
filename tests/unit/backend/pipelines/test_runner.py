"""Who is followed, woken, stopped and left alone: with works that a test writes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.pipelines import follower as follower_module
from lookhear.backend.pipelines.engine_bell import ring_engines
from lookhear.backend.pipelines.follower import Pace
from lookhear.backend.pipelines.requests import IndexRequest
from lookhear.backend.pipelines.runner import PipelineRunner
from lookhear.backend.pipelines.service import PipelineAction
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.records import PipelineState
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, NotFound, StoreBusy
from tests.fakes.engines import BrightnessVision, ChangingEngines, LoudnessSpeech
from tests.fakes.understanding import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView

QUICK = Pace(look_s=30, longest_look_s=30, retry_s=0.001, longest_retry_s=0.01, finish_s=30, sweep_s=30)


class ScriptedWork:
    """Does what its script says, one entry for each step, and waits then."""

    def __init__(self, *script: Outcome | Exception, skips: bool = True) -> None:
        self.script = list(script)
        self.steps = 0
        self.skipped: list[str] = []
        self.finished = 0
        self.waits = asyncio.Event()
        self._skips = skips

    async def step(self) -> Outcome:
        self.steps += 1
        if not self.script:
            self.waits.set()
            return Outcome.WAITING
        entry = self.script.pop(0)
        if isinstance(entry, Exception):
            raise entry
        return entry

    async def skip(self, error: EngineFailed) -> bool:
        self.skipped.append(str(error))
        return self._skips

    async def finish(self) -> None:
        self.finished += 1


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "display:1") as made:
        yield made


def indexed(stage: Stage) -> PipelineView:
    return stage.run(stage.service.create_index(stage.stream("display:1").id, IndexRequest()))


def played(
    stage: Stage,
    work: ScriptedWork,
    monkeypatch: pytest.MonkeyPatch,
    scene: Callable[[InProcessBus, PipelineRunner], Any],
    *,
    pace: Pace = QUICK,
) -> None:
    """Run a scene beside a runner whose works are this one."""
    monkeypatch.setattr(follower_module, "work_of", lambda *_: work)

    async def both() -> None:
        bus = InProcessBus()
        runner = PipelineRunner(stage.tools, bus, pace=pace)
        running = asyncio.create_task(runner.run())
        try:
            async with asyncio.timeout(30):
                await scene(bus, runner)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    stage.run(both())


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 - what is waited for rings no bell
        await asyncio.sleep(0.001)


def test_what_runs_is_followed_from_the_start_and_woken_by_fragments(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(stage)
    work = ScriptedWork(Outcome.MORE)

    async def scene(bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()
        steps = work.steps
        bus.publish(f"stream.{stage.stream('display:1').id}", {"seq": 1})
        await until(lambda: work.steps > steps)

    played(stage, work, monkeypatch, scene)
    assert work.finished == 0  # the end of the backend is no stop


def test_what_is_started_later_is_followed_then(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    work = ScriptedWork()

    async def scene(bus: InProcessBus, _runner: PipelineRunner) -> None:
        await asyncio.sleep(0.01)
        view = await stage.service.create_index(stage.stream("display:1").id, IndexRequest())
        bus.publish("pipelines", {"pipeline_id": view.pipeline.id, "what": "started"})
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)


@pytest.mark.parametrize(("what", "finished"), [("stopped", 1), ("stopped by force", 0)])
def test_a_stop_makes_an_end_and_force_drops_what_was_begun(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, what: str, finished: int
) -> None:
    view = indexed(stage)
    work = ScriptedWork()

    async def scene(bus: InProcessBus, runner: PipelineRunner) -> None:
        await work.waits.wait()
        await stage.service.act(view.pipeline.stream_id, view.pipeline.id, PipelineAction.STOP, kinds=(view.pipeline.kind,))
        bus.publish("pipelines", {"pipeline_id": view.pipeline.id, "what": what})
        await until(lambda: not runner.is_following(view.pipeline.id))

    played(stage, work, monkeypatch, scene)
    assert work.finished == finished


def test_a_stop_whose_bell_was_not_heard_is_seen_later(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = ScriptedWork()

    async def scene(_bus: InProcessBus, runner: PipelineRunner) -> None:
        await work.waits.wait()
        await stage.service.act(view.pipeline.stream_id, view.pipeline.id, PipelineAction.STOP, kinds=(view.pipeline.kind,))
        await until(lambda: not runner.is_following(view.pipeline.id))

    played(stage, work, monkeypatch, scene, pace=replace(QUICK, sweep_s=0.01))
    assert work.finished == 1


def test_records_wake_who_reads_them(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = stage.run(stage.service.create_index(stage.stream("mic:default").id, IndexRequest()))
    work = ScriptedWork()

    async def scene(bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()
        await until(lambda: work.steps >= 2)  # the transcript and the index, both with this work
        steps = work.steps
        bus.publish("pipelines", {"pipeline_id": audio.pipeline.source_id, "what": "written"})
        await until(lambda: work.steps > steps)

    played(stage, work, monkeypatch, scene)


def test_a_busy_engine_is_asked_again_later_and_its_trouble_is_shown_meanwhile(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = LookingWork(stage, view, EngineBusy("Not now."), EngineBusy("Not yet."), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    told = [error["message"] if error else None for error in work.seen]
    assert told[:4] == [None, "Not now.", "Not yet.", None]
    assert work.skipped == []


class LookingWork(ScriptedWork):
    """Notes before each step what is shown as the pipeline's error."""

    def __init__(self, stage: Stage, view: PipelineView, *script: Outcome | Exception) -> None:
        super().__init__(*script)
        self._store, self._id = stage.store.store, view.pipeline.id
        self.seen: list[dict[str, object] | None] = []

    async def step(self) -> Outcome:
        row = await self._store.read(lambda tx: tx.pipelines.get(self._id))
        assert row is not None
        self.seen.append(row.error)
        return await super().step()


def test_what_fails_for_good_is_skipped_and_work_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = ScriptedWork(EngineFailed("It cannot."), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    assert work.skipped == ["It cannot."]
    assert stage.row(view).state is PipelineState.RUNNING


def test_a_failure_with_nothing_to_skip_is_the_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = ScriptedWork(EngineFailed("It knows no such language."), skips=False)

    async def scene(_bus: InProcessBus, runner: PipelineRunner) -> None:
        await until(lambda: work.steps == 1)
        await until(lambda: not runner.is_following(view.pipeline.id))

    played(stage, work, monkeypatch, scene)
    row = stage.row(view)
    assert (row.state, row.error) == (PipelineState.FAILED, {"code": "engine.failed", "message": "It knows no such language."})


def test_what_nobody_expected_is_tried_a_few_times_and_then_left_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    indexed(stage)
    work = ScriptedWork(*(ZeroDivisionError("a bug") for _ in range(5)), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    with caplog.at_level(logging.ERROR):
        played(stage, work, monkeypatch, scene)
    assert work.skipped == ["This failed 5 times, in a way nobody expected."]
    assert len([record for record in caplog.records if "nobody expected" in record.message]) == 5
    caplog.clear()


def test_a_disk_that_is_busy_is_waited_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(stage)
    work = ScriptedWork(StoreBusy("Too much waits."), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    assert work.skipped == []


def test_a_deleted_stream_ends_it_quietly(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = ScriptedWork(NotFound("The stream is gone."))

    async def scene(_bus: InProcessBus, runner: PipelineRunner) -> None:
        await until(lambda: work.steps == 1)
        await until(lambda: not runner.is_following(view.pipeline.id))

    played(stage, work, monkeypatch, scene)
    assert stage.row(view).state is PipelineState.RUNNING


def test_what_was_stopped_since_it_was_found_is_left_alone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = ScriptedWork()
    stage.run(stage.service.act(stage.stream("display:1").id, view.pipeline.id, PipelineAction.STOP, kinds=(view.pipeline.kind,)))

    async def scene(bus: InProcessBus, _runner: PipelineRunner) -> None:
        bus.publish("pipelines", {"pipeline_id": view.pipeline.id, "what": "started"})
        bus.publish("pipelines", {"pipeline_id": "scene-idx-unknown", "what": "started"})
        bus.publish("pipelines", {"pipeline_id": "scene-idx-unknown", "what": "stopped"})
        await asyncio.sleep(0.05)

    played(stage, work, monkeypatch, scene)
    assert work.steps == 0


def crash() -> EngineCrashed:
    return EngineCrashed("It ended.")


def test_the_third_crash_at_one_place_leaves_it_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(stage)
    work = ScriptedWork(crash(), EngineBusy("Not now."), crash(), Outcome.MORE, crash(), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    assert work.skipped == ["It ended. It was the third time here, so this is left out."]


def test_crashes_at_other_places_are_counted_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)

    class Moving(ScriptedWork):
        async def step(self) -> Outcome:
            if self.steps == 2:
                await stage.tools.writer.write(view.pipeline.id, [], position_ns=5, engine=None)
            return await super().step()

    work = Moving(crash(), crash(), crash(), crash(), Outcome.MORE)

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    assert work.skipped == []


def test_an_engine_that_crashes_before_it_was_given_anything_is_no_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    view = indexed(stage)
    work = LookingWork(stage, view, *(crash() for _ in range(4)), Outcome.MORE)
    work._skips = False

    async def scene(_bus: InProcessBus, _runner: PipelineRunner) -> None:
        await work.waits.wait()

    played(stage, work, monkeypatch, scene)
    assert len(work.skipped) == 1
    assert work.seen[4] is not None
    assert work.seen[-1] is None


def test_who_asks_to_be_left_alone_is_for_as_long_as_it_asks(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(stage)
    work = ScriptedWork(EngineBusy("Later.", retry_after_s=1e6), Outcome.MORE)

    async def scene(_bus: InProcessBus, runner: PipelineRunner) -> None:
        await until(lambda: work.steps == 1)
        await asyncio.sleep(0.1)
        assert work.steps == 1
        ((follower, _),) = runner._followers.values()
        assert follower._asked_s(EngineBusy("Later.", retry_after_s=1e6)) == 3600.0
        assert follower._asked_s(StoreBusy("x")) == 0.0

    played(stage, work, monkeypatch, scene)


def test_with_other_engines_work_begins_again_and_without_one_it_waits(stage: Stage) -> None:
    view = indexed(stage)
    first, engines = BrightnessVision(), ChangingEngines()
    tools = replace(stage.tools, engines=engines)

    async def scene() -> None:
        bus = InProcessBus()
        runner = PipelineRunner(tools, bus, pace=QUICK)
        running = asyncio.create_task(runner.run())

        async def worked_with() -> object:
            await until(lambda: runner.is_following(view.pipeline.id) and not runner._ending)
            follower, _ = runner._followers[view.pipeline.id]
            await until(lambda: follower._engines is not None)
            return follower._engines

        await asyncio.sleep(0.05)
        assert not runner.is_following(view.pipeline.id)
        engines.vision = first
        ring_engines(bus)
        assert await worked_with() == (first,)
        before, _ = runner._followers[view.pipeline.id]
        engines.speech = LoudnessSpeech()
        ring_engines(bus)
        await asyncio.sleep(0.05)
        assert runner._followers[view.pipeline.id][0] is before  # what hears is nothing to what sees
        engines.vision = second = BrightnessVision()
        ring_engines(bus)
        await until(lambda: runner._followers.get(view.pipeline.id, (before,))[0] is not before)
        assert await worked_with() == (second,)
        engines.vision = None
        ring_engines(bus)
        await until(lambda: not runner.is_following(view.pipeline.id))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    stage.run(asyncio.wait_for(scene(), 30))
