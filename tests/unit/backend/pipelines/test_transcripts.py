"""A transcript's work: what is said once, whatever happens between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.pipelines.transcripts import TranscriptWork
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.records import Connection, PipelineState
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.media.samples import NS_PER_S
from lookhear.understanding.ports import Word
from tests.fakes.understanding import Stage
from tests.tools.footage import Footage
from tests.tools.understood import joined, speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView
    from lookhear.understanding.ports import Utterance

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 880), seconds=8)
ALL_SAID = ["budget discussion", "let us meet on Thursday", "goodbye"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default") as made:
        yield made


def started(stage: Stage, connection_id: str | None = None) -> PipelineView:
    return stage.run(stage.service.start_transcript(stage.stream("mic:default").id, connection_id=connection_id))


def test_everything_that_was_stored_before_is_heard_and_the_end_of_the_track_ends_it(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC)
    stage.complete()
    assert stage.steps(stage.work(transcript)) is Outcome.ENDED
    assert stage.texts(transcript) == ALL_SAID
    assert stage.spans(transcript) == [(1.1, 2.1), (3.1, 4.6), (6.1, 7.1)]
    row = stage.row(transcript)
    assert (row.state, row.engine, row.error) == (PipelineState.STOPPED, "loudness", None)
    assert row.position_ns == pytest.approx(8.15 * NS_PER_S, abs=0.1 * NS_PER_S)
    assert stage.records(transcript)[0].metadata["confidence"] == 0.9


@pytest.mark.parametrize("cut", range(1, 16, 2))
def test_begun_again_at_any_fragment_nothing_is_doubled_or_missing(stage: Stage, cut: int) -> None:
    transcript = started(stage)
    stage.keep(MIC, *range(1, cut + 1))
    assert stage.steps(stage.work(transcript)) is Outcome.WAITING
    stage.keep(MIC, *range(cut + 1, len(MIC.fragments) + 1))
    stage.complete()
    assert stage.steps(stage.work(transcript)) is Outcome.ENDED
    assert stage.texts(transcript) == ALL_SAID
    assert stage.spans(transcript) == [(1.1, 2.1), (3.1, 4.6), (6.1, 7.1)]


@pytest.mark.parametrize("first", range(4))
def test_a_disk_that_is_full_for_a_while_doubles_and_loses_nothing(stage: Stage, first: int) -> None:
    transcript = started(stage)
    stage.keep(MIC)
    stage.complete()
    assert stage.steps_on_a_full_disk(stage.work(transcript), refused=range(first, first + 3)) is Outcome.ENDED
    assert stage.texts(transcript) == ALL_SAID
    assert stage.spans(transcript) == [(1.1, 2.1), (3.1, 4.6), (6.1, 7.1)]


def listening(stage: Stage, *, session_id: str | None = None) -> Connection:
    row = Connection(id="ws-1", sha256="5e" * 32, created_ns=1, expires_ns=1 << 62, session_id=session_id)
    stage.store.write(lambda tx: tx.connections.add(row))
    return row


def whispers(stage: Stage) -> list[dict[str, Any]]:
    told: list[Any] = [message["message"] for topic, message in stage.backend.bus.rung if topic == "ws.ws-1"]
    return told


@pytest.mark.parametrize("ahead_ns", [10**18, 2**70])
def test_words_of_the_future_leave_out_nothing_that_is_said_until_then(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, ahead_ns: int
) -> None:
    take = TranscriptWork._take

    async def mistaken(work: TranscriptWork, utterances: Sequence[Utterance]) -> None:
        await take(work, [replace(each, end_ns=each.end_ns + ahead_ns) for each in utterances])

    monkeypatch.setattr(TranscriptWork, "_take", mistaken)
    transcript = started(stage)
    stage.keep(MIC)
    stage.complete()
    stage.steps(stage.work(transcript))
    assert stage.texts(transcript) == ALL_SAID


def test_words_are_told_inside_of_their_utterance_whatever_an_engine_says(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    take = TranscriptWork._take
    words = tuple(Word(start_ns=start, end_ns=end, text="a") for start, end in [(-(10**20), -5), (10**25, 2**70), (3, 1), (-1, 10**400)])

    async def mistaken(work: TranscriptWork, utterances: Sequence[Utterance]) -> None:
        await take(work, [replace(each, start_ns=-(10**400), words=words) for each in utterances])

    monkeypatch.setattr(TranscriptWork, "_take", mistaken)
    connection = listening(stage)
    transcript = started(stage, connection.id)
    stage.keep(MIC)
    stage.complete()
    stage.steps(stage.work(transcript))
    assert stage.texts(transcript) == ALL_SAID
    for record in stage.records(transcript):
        told = record.metadata["words"]
        assert isinstance(told, list)
        assert len(told) == len(words)
        assert all(record.start_ns - 10**6 <= word[edge] * NS_PER_S <= record.end_ns + 10**6 for word in told for edge in ("start", "end"))


def test_words_that_are_not_final_are_whispered_and_in_no_record(stage: Stage) -> None:
    transcript = started(stage, listening(stage).id)
    stage.keep(MIC, 1, 2, 3)
    stage.steps(stage.work(transcript))
    assert stage.texts(transcript) == []
    assert [(each["text"], each["is_final"]) for each in whispers(stage)] == [("budget discussion", False)]


def test_what_was_said_long_ago_is_not_whispered(stage: Stage) -> None:
    transcript = started(stage, listening(stage).id)
    stage.keep(MIC, 1, 2, 3)
    stage.backend.clock.advance(120 * NS_PER_S)
    stage.steps(stage.work(transcript))
    assert whispers(stage) == []


def test_a_connection_of_another_session_hears_nothing(stage: Stage) -> None:
    transcript = started(stage, listening(stage, session_id="cap-other").id)
    stage.keep(MIC)
    stage.steps(stage.work(transcript))
    assert whispers(stage) == []
    assert stage.texts(transcript)


def test_a_busy_engine_hears_everything_since_the_last_final_words_again(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC)
    stage.complete()
    work = stage.work(transcript)
    stage.engines.speech.trouble.add(EngineBusy("Not now."))
    with pytest.raises(EngineBusy):
        stage.run(work.step())
    assert stage.steps(work) is Outcome.ENDED
    assert stage.texts(transcript) == ALL_SAID


def test_what_fails_for_good_is_a_record_that_says_so(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC, *range(1, 6))
    work = stage.work(transcript)
    stage.steps(work)
    stage.keep(MIC, *range(6, len(MIC.fragments) + 1))
    stage.complete()
    stage.engines.speech.trouble.add(EngineFailed("It cannot hear that."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    assert stage.run(work.skip(EngineFailed("It cannot hear that.")))
    assert stage.steps(work) is Outcome.ENDED
    records = stage.records(transcript)
    assert [record.text for record in records] == ["budget discussion", "", "let us meet on Thursday", "goodbye"]
    assert stage.spans(transcript)[1] == (2.1, 3.2)
    assert records[1].metadata["error"] == {"code": "engine.failed", "message": "It cannot hear that."}


def test_an_engine_that_cannot_be_opened_has_nothing_to_skip(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC, 1)
    work = stage.work(transcript)
    stage.engines.speech.trouble.add(EngineFailed("It knows no such language."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    assert not stage.run(work.skip(EngineFailed("It knows no such language.")))


def test_after_a_while_of_nothing_what_was_said_is_final(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC, 1, 2, 3, 4)
    work = stage.work(transcript)
    stage.steps(work)
    assert stage.texts(transcript) == []
    stage.backend.clock.advance(16 * NS_PER_S)
    stage.steps(work)
    assert stage.texts(transcript) == ["budget discussion"]


def test_a_missing_fragment_is_waited_for_and_then_a_gap(stage: Stage) -> None:
    transcript = started(stage)
    stage.keep(MIC, *range(1, 6), *range(8, len(MIC.fragments) + 1))
    work = stage.work(transcript)
    stage.steps(work)
    assert stage.texts(transcript) == ["budget discussion"]
    stage.backend.clock.advance(16 * NS_PER_S)
    stage.steps(work)
    stage.complete()
    assert stage.steps(work) is Outcome.ENDED
    assert stage.texts(transcript) == ALL_SAID


def test_a_long_gap_ends_what_is_said_and_a_new_init_goes_on(stage: Stage) -> None:
    sound = joined(speech((0.5, 2, 440), seconds=2), speech((0, 1.5, 880), seconds=2, start_s=30))
    first = len(speech((0.5, 2, 440), seconds=2).fragments)
    transcript = started(stage)
    stage.keep(sound, *range(1, first + 1))
    stage.keep(sound, *range(first + 1, len(sound.fragments) + 1), init=2)
    stage.complete()
    assert stage.steps(stage.work(transcript)) is Outcome.ENDED
    assert stage.spans(transcript) == [(0.6, 2.1), (30.0, 31.5)]


def test_in_a_silence_the_position_follows(stage: Stage) -> None:
    quiet = speech((0.5, 1, 440), seconds=40)
    transcript = started(stage)
    stage.keep(quiet)
    stage.steps(stage.work(transcript))
    assert stage.row(transcript).position_ns > 20 * NS_PER_S
    assert stage.texts(transcript) == ["budget discussion"]


def test_a_damaged_fragment_is_a_gap(stage: Stage) -> None:
    damaged = bytearray(MIC.fragments[7])
    damaged[-2000:] = bytes(2000)
    broken = Footage(MIC.track, MIC.init, (*MIC.fragments[:7], bytes(damaged), *MIC.fragments[8:]), MIC.ends_s)
    transcript = started(stage)
    stage.keep(broken)
    stage.complete()
    assert stage.steps(stage.work(transcript)) is Outcome.ENDED
    assert stage.texts(transcript)[0] == ALL_SAID[0]
    assert stage.texts(transcript)[-1] == ALL_SAID[-1]
