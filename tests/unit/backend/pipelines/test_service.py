"""Commands on pipelines and questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.pipelines.commands import MOST_OF_A_STREAM
from lookhear.backend.pipelines.readiness import shown_error
from lookhear.backend.pipelines.requests import IndexRequest
from lookhear.backend.pipelines.service import INDEXES, PipelineAction, RecordQuery
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.errors import Conflict, NotFound, WrongKind
from lookhear.media.samples import NS_PER_S
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.ports import FixedEngines, Missing
from tests.fakes.understanding import Stage
from tests.tools.understood import speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "display:1", ws_connection_id="ws-session") as made:
        yield made


def mic(stage: Stage) -> str:
    return stage.stream("mic:default").id


def display(stage: Stage) -> str:
    return stage.stream("display:1").id


def listeners(stage: Stage, pipeline_id: str) -> list[str]:
    return stage.store.read(lambda tx: tx.pipelines.listeners(pipeline_id))


def test_a_transcript_started_twice_is_one_with_two_listeners(stage: Stage) -> None:
    first = stage.run(stage.service.start_transcript(mic(stage), connection_id="ws-1"))
    second = stage.run(stage.service.start_transcript(mic(stage), connection_id="ws-2", language="de"))
    third = stage.run(stage.service.start_transcript(mic(stage)))
    assert {each.pipeline.id for each in (first, second, third)} == {first.pipeline.id}
    assert listeners(stage, first.pipeline.id) == ["ws-1", "ws-2", "ws-session"]
    assert third.pipeline.language == "de"
    bells = [message["what"] for topic, message in stage.backend.bus.rung if topic == "pipelines"]
    assert bells == ["started", "stopped by force", "started"]


def test_without_an_engine_a_pipeline_waits_for_it(stage: Stage) -> None:
    assert stage.run(stage.service.start_transcript(mic(stage))).status == "waiting_for_engine"
    assert stage.run(stage.service.create_index(display(stage), IndexRequest())).status == "waiting_for_engine"
    index = stage.run(stage.service.create_index(mic(stage), IndexRequest()))
    assert index.error == {"code": "backend.no_engine", "message": "There is no engine for speech here."}
    summed = stage.run(stage.service.create_index(mic(stage), IndexRequest(prompt="Sum up")))
    told = "There is no engine for speech here. There is no engine for language here."
    assert summed.error == {"code": "backend.no_engine", "message": told}
    stopped = stage.run(stage.service.act(mic(stage), index.pipeline.id, PipelineAction.STOP, kinds=INDEXES))
    assert (stopped.status, stopped.error) == ("stopped", None)


def test_a_pipeline_whose_engine_is_switched_off_says_so(stage: Stage) -> None:
    class Off(FixedEngines):
        def missing(self, kind: EngineKind) -> Missing | None:
            return Missing(sentence=f"No {kind}.", is_off=kind is EngineKind.SPEECH)

    index = stage.run(stage.service.create_index(mic(stage), IndexRequest(prompt="Sum up"))).pipeline
    assert shown_error(index, Off()) == {"code": "backend.engine_off", "message": "No speech. No language."}
    seen = stage.run(stage.service.create_index(display(stage), IndexRequest())).pipeline
    assert shown_error(seen, Off()) == {"code": "backend.no_engine", "message": "No vision."}


def test_an_audio_index_starts_the_transcript_it_reads(stage: Stage) -> None:
    assert stage.run(stage.service.transcript(mic(stage))) is None
    index = stage.run(stage.service.create_index(mic(stage), IndexRequest(), connection_id="ws-1"))
    transcript = stage.run(stage.service.transcript(mic(stage)))
    assert transcript is not None
    assert (transcript.pipeline.state, index.pipeline.source_id) == (PipelineState.RUNNING, transcript.pipeline.id)
    assert (listeners(stage, index.pipeline.id), listeners(stage, transcript.pipeline.id)) == (["ws-1"], [])


def test_an_audio_index_may_leave_the_transcript_to_somebody_else(stage: Stage) -> None:
    stage.run(stage.service.create_index(mic(stage), IndexRequest(), starts_transcript=False))
    transcript = stage.run(stage.service.transcript(mic(stage)))
    assert transcript is not None
    assert transcript.pipeline.state is PipelineState.STOPPED
    stage.keep(MIC, 1, 2)
    started = stage.run(stage.service.start_transcript(mic(stage)))
    assert (started.pipeline.state, started.pipeline.position_ns) == (PipelineState.RUNNING, 0)  # from the beginning on


def test_a_stopped_transcript_goes_on_with_what_comes_from_now_on_while_its_stream_does(stage: Stage) -> None:
    transcript = stage.run(stage.service.start_transcript(mic(stage)))
    stage.keep(MIC, *range(1, 6))
    stage.steps(stage.work(transcript))
    stage.run(stage.service.stop_transcript(mic(stage)))
    stage.keep(MIC, *range(6, 11))
    started = stage.run(stage.service.start_transcript(mic(stage)))
    assert started.pipeline.position_ns == pytest.approx(5.2 * NS_PER_S, abs=0.1 * NS_PER_S)
    stage.keep(MIC, *range(11, len(MIC.fragments) + 1))
    stage.complete()
    assert stage.steps(stage.work(started)) is Outcome.ENDED
    assert stage.texts(transcript) == ["budget discussion", "goodbye"]


def test_of_a_stream_that_has_ended_what_is_left_is_worked_on(stage: Stage) -> None:
    transcript = stage.run(stage.service.start_transcript(mic(stage)))
    stage.keep(MIC)
    work = stage.work(transcript)
    stage.run(stage.service.stop_transcript(mic(stage)))
    stage.complete()
    started = stage.run(stage.service.start_transcript(mic(stage)))
    assert started.pipeline.position_ns == 0
    assert stage.steps(work) is Outcome.ENDED
    assert len(stage.texts(transcript)) == 3


def test_stopping_what_does_not_run_changes_nothing(stage: Stage) -> None:
    assert stage.run(stage.service.stop_transcript(mic(stage))) is None
    stage.run(stage.service.start_transcript(mic(stage)))
    first = stage.run(stage.service.stop_transcript(mic(stage)))
    stage.backend.clock.advance(NS_PER_S)
    assert stage.run(stage.service.stop_transcript(mic(stage), is_forced=True)) == first


def test_indexes_are_listed_and_found_by_stream_and_kind(stage: Stage) -> None:
    visual = stage.run(stage.service.create_index(display(stage), IndexRequest()))
    listed = stage.run(stage.service.of_stream(display(stage), kinds=INDEXES))
    assert [view.pipeline for view in listed] == [visual.pipeline]
    assert stage.run(stage.service.get(display(stage), visual.pipeline.id, kinds=INDEXES)) == visual
    for stream_id, kinds in ((mic(stage), INDEXES), (display(stage), (PipelineKind.UNDERSTANDING,))):
        with pytest.raises(NotFound):
            stage.run(stage.service.get(stream_id, visual.pipeline.id, kinds=kinds))


def test_a_changed_prompt_is_asked_from_now_on(stage: Stage) -> None:
    index = stage.run(stage.service.create_index(display(stage), IndexRequest(prompt="a")))
    changed = stage.run(stage.service.set_prompt(display(stage), index.pipeline.id, "b"))
    assert changed.pipeline.prompt == "b"
    bells = [message["what"] for topic, message in stage.backend.bus.rung if topic == "pipelines"]
    assert bells == ["started", "stopped by force", "started"]
    assert stage.run(stage.service.set_prompt(display(stage), index.pipeline.id, "b")) == changed


def test_a_stream_has_so_many_pipelines_at_most(stage: Stage) -> None:
    for number in range(MOST_OF_A_STREAM):
        stage.run(stage.service.create_index(display(stage), IndexRequest(name=str(number))))
    with pytest.raises(Conflict, match="at most"):
        stage.run(stage.service.create_index(display(stage), IndexRequest(name="one too many")))
    stage.run(stage.service.create_index(display(stage), IndexRequest(name="0")))  # that one is there


def test_an_index_over_an_understanding_shows_its_records(stage: Stage) -> None:
    told = understanding(stage)
    index = stage.run(stage.service.create_search_index(display(stage), source(told.pipeline.id), name="mine", use_for=["semantic"]))
    again = stage.run(stage.service.create_search_index(display(stage), source(told.pipeline.id), name="mine", use_for=["semantic"]))
    assert again.pipeline.id == index.pipeline.id
    assert (index.pipeline.kind, index.pipeline.source_id, index.pipeline.output) == (PipelineKind.INDEX, told.pipeline.id, "scene")
    page = stage.run(stage.service.records(index, RecordQuery(page=1, page_size=10)))
    assert (page.records, page.total, page.has_next) == ((), 0, False)


def test_an_index_needs_an_output_that_is_kept(stage: Stage) -> None:
    told = understanding(stage, is_stored=False)
    with pytest.raises(Conflict, match="keeps nothing"):
        stage.run(stage.service.create_search_index(display(stage), source(told.pipeline.id), name=None, use_for=["semantic"]))
    for wrong in (source("und-other"), source(understanding(stage).pipeline.id) | {"output": "other"}):
        with pytest.raises(NotFound):
            stage.run(stage.service.create_search_index(display(stage), wrong, name=None, use_for=["semantic"]))


def understanding(stage: Stage, *, is_stored: bool = True) -> Any:  # noqa: ANN401 - a view
    return stage.run(stage.service.create_understanding(display(stage), segmentation={}, analyzer={"type": "vlm"}, is_stored=is_stored))


def source(understanding_id: str) -> dict[str, object]:
    return {"understanding_id": understanding_id, "output": "scene"}


def test_a_display_has_nothing_to_be_heard(stage: Stage) -> None:
    with pytest.raises(WrongKind):
        stage.run(stage.service.start_transcript(display(stage)))
    assert stage.run(stage.service.transcript(display(stage))) is None


@pytest.mark.parametrize("stream_id", ["rts-unknown", "", "cap-1"])
def test_a_stream_that_is_not_there_is_not_found(stage: Stage, stream_id: str) -> None:
    with pytest.raises(NotFound):
        stage.run(stage.service.start_transcript(stream_id))
    with pytest.raises(NotFound):
        stage.run(stage.service.of_stream(stream_id, kinds=INDEXES))


def test_records_come_in_pages_and_by_time(stage: Stage) -> None:
    transcript = stage.run(stage.service.start_transcript(mic(stage)))
    stage.keep(MIC)
    stage.complete()
    stage.backend.clock.advance(20 * NS_PER_S)
    stage.steps(stage.work(transcript))
    origin_s = stage.origin_ns / NS_PER_S

    def texts(**query: Any) -> list[str]:  # noqa: ANN401 - as RecordQuery
        wanted = RecordQuery(**({"page": 1, "page_size": 10} | query))
        return [record.text for record in stage.run(stage.service.transcript_records(mic(stage), wanted)).records]

    said = ["budget discussion", "let us meet on Thursday", "goodbye"]
    assert texts() == said
    assert [texts(page=number, page_size=2) for number in (1, 2, 3)] == [said[:2], said[2:], []]
    assert texts(start_s=origin_s + 2.5, end_s=origin_s + 5) == said[1:2]
    ends = [record.end_ns / NS_PER_S for record in stage.records(transcript)]
    assert [texts(since_s=end) for end in ends] == [said[1:], said[2:], []]  # the end of the last record one has
    asked_s = stage.backend.clock() / NS_PER_S
    assert texts(since_s=asked_s - 1) == said  # all of it was written since
    assert texts(since_s=asked_s + 1) == []
