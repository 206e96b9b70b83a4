"""An audio index's work over the records of a transcript."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.pipelines.reading import is_at_rest
from lookhear.backend.pipelines.requests import IndexRequest, Segmenter
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.pipelines.writing import Found
from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.errors import EngineFailed
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.sessions import SessionState
from tests.fakes.understanding import Stage
from tests.tools.understood import speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default") as made:
        yield made


def indexed(stage: Stage, **request: Any) -> PipelineView:  # noqa: ANN401 - as IndexRequest
    return stage.run(stage.service.create_index(stage.stream("mic:default").id, IndexRequest(**request)))


def hear(stage: Stage) -> None:
    """The transcript that the index started is made to its end."""
    stage.steps(stage.work(transcript_of(stage)))


def transcript_of(stage: Stage) -> PipelineView:
    """The transcript that the index started."""
    transcript = stage.run(stage.service.transcript(stage.stream("mic:default").id))
    assert transcript is not None
    return transcript


def test_batches_of_words_are_told_word_for_word_without_a_prompt(stage: Stage) -> None:
    index = indexed(stage, segmenter=Segmenter.WORD, segmentation_value=3)
    stage.keep(MIC)
    stage.complete()
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.texts(index) == ["budget discussion let", "us meet on", "Thursday goodbye"]


def test_a_prompt_has_each_batch_summed_up(stage: Stage) -> None:
    index = indexed(stage, segmenter=Segmenter.TIME, segmentation_value=4, prompt="Decisions", model_name="basic")
    stage.keep(MIC)
    stage.complete()
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.texts(index) == ["2 passages: budget discussion | let us meet on Thursday", "1 passages: goodbye"]
    assert stage.spans(index) == [(1.1, 4.6), (6.1, 7.1)]
    assert stage.engines.language.prompts == [("Decisions", "basic")] * 2
    assert stage.row(index).engine == "echo"


@pytest.mark.parametrize("first", range(3))
def test_nobody_is_asked_twice_because_the_disk_is_full(stage: Stage, first: int) -> None:
    index = indexed(stage, segmenter=Segmenter.TIME, segmentation_value=4, prompt="Decisions")
    stage.keep(MIC)
    stage.complete()
    hear(stage)
    assert stage.steps_on_a_full_disk(stage.work(index), refused=range(first, first + 3)) is Outcome.ENDED
    assert stage.texts(index) == ["2 passages: budget discussion | let us meet on Thursday", "1 passages: goodbye"]
    assert len(stage.engines.language.prompts) == 2


def test_with_a_schema_each_batch_becomes_json(stage: Stage) -> None:
    schema = {"type": "object", "properties": {"topic": {"type": "string"}}}
    index = indexed(stage, segmenter=Segmenter.SENTENCE, segmentation_value=2, schema=schema)
    assert index.pipeline.config["json_schema"] == schema
    assert indexed(stage, segmenter=Segmenter.SENTENCE, segmentation_value=2).pipeline.id != index.pipeline.id
    stage.keep(MIC)
    stage.complete()
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert set(stage.texts(index)) == {'{"topic": ""}'}


def test_it_waits_for_the_transcript_and_goes_on_where_its_records_end(stage: Stage) -> None:
    index = indexed(stage, segmenter=Segmenter.WORD, segmentation_value=2)
    assert stage.steps(stage.work(index)) is Outcome.WAITING
    stage.keep(MIC, *range(1, 6))
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.WAITING
    assert stage.texts(index) == ["budget discussion"]
    stage.keep(MIC, *range(6, len(MIC.fragments) + 1))
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.WAITING  # the transcript is still to be made
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.texts(index) == ["budget discussion", "let us", "meet on", "Thursday goodbye"]


@pytest.mark.parametrize("prompt", ["", "Decisions"])
def test_the_last_words_of_a_recorder_that_was_lost_are_summed_up_once_its_video_is_there(stage: Stage, prompt: str) -> None:
    index = indexed(stage, segmenter=Segmenter.TIME, segmentation_value=30, prompt=prompt)
    stage.keep(MIC)
    stage.to(SessionState.STOPPED)
    hear(stage)
    assert stage.steps(stage.work(index)) is Outcome.WAITING
    assert stage.texts(index) == []
    stage.to(SessionState.EXPORTED)
    assert stage.steps(stage.work(index)) is Outcome.WAITING  # something may still come late
    [text] = stage.texts(index)
    assert "budget discussion" in text
    assert "goodbye" in text
    rows = [stage.row(index), stage.row(transcript_of(stage))]
    assert all(row.state is PipelineState.RUNNING for row in rows)
    assert all(stage.store.read(partial(is_at_rest, pipeline=row)) for row in rows)
    assert stage.steps(stage.work(index)) is Outcome.WAITING
    assert stage.texts(index) == [text]


def test_what_was_not_understood_is_in_no_batch(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(MIC)
    stage.complete()
    transcript = stage.run(stage.service.transcript(stage.stream("mic:default").id))
    assert transcript is not None
    work = stage.work(transcript)
    stage.run(stage.service.transcript(stage.stream("mic:default").id))
    stage.engines.speech.trouble.add(EngineFailed("No."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    stage.run(work.skip(EngineFailed("No.")))
    stage.steps(work)
    stage.steps(stage.work(index))
    assert stage.texts(index) == ["budget discussion let us meet on Thursday goodbye"]


def test_a_batch_that_fails_for_good_is_skipped(stage: Stage) -> None:
    index = indexed(stage, segmenter=Segmenter.TIME, segmentation_value=4, prompt="Decisions")
    stage.keep(MIC)
    stage.complete()
    hear(stage)
    work = stage.work(index)
    assert not stage.run(work.skip(EngineFailed("Nothing was tried.")))
    stage.engines.language.trouble.add(EngineFailed("It is at a loss."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    assert stage.run(work.skip(EngineFailed("It is at a loss.")))
    assert stage.steps(work) is Outcome.ENDED
    assert stage.texts(index) == ["", "1 passages: goodbye"]
    assert {record.kind for record in stage.records(index)} == {PipelineKind.AUDIO}


@pytest.mark.parametrize(("segmenter", "value"), [(Segmenter.TIME, 500), (Segmenter.SENTENCE, 150)])
def test_a_batch_of_more_utterances_than_are_looked_at_first_is_whole(stage: Stage, segmenter: Segmenter, value: int) -> None:
    index = indexed(stage, segmenter=segmenter, segmentation_value=value)
    transcript = stage.run(stage.service.transcript(stage.stream("mic:default").id))
    assert transcript is not None
    said = [Found(start_ns=number * NS_PER_S, end_ns=(number + 1) * NS_PER_S, text=f"w{number}") for number in range(600)]
    writer = stage.tools.writer
    stage.run(writer.write(transcript.pipeline.id, said, position_ns=600 * NS_PER_S, engine=None, is_last=True))
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert " ".join(stage.texts(index)) == " ".join(each.text for each in said)
    assert len(stage.texts(index)[0].split()) == value
