"""Batches of what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.backend.pipelines.batches import Unit, next_batch, units_of
from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.records import PipelineKind, Record
from lookhear.media.samples import NS_PER_S

ORIGIN = 1_800_000_000 * NS_PER_S


def record(text: str, start_s: float, end_s: float, **metadata: object) -> Record:
    return Record(
        id=1,
        pipeline_id="trn-1",
        kind=PipelineKind.TRANSCRIPT,
        stream_id="rts-1",
        session_id="cap-1",
        collection_id="default",
        start_ns=ORIGIN + round(start_s * NS_PER_S),
        end_ns=ORIGIN + round(end_s * NS_PER_S),
        text=text,
        created_ns=0,
        metadata=metadata,
    )


def texts(units: list[Unit]) -> list[str]:
    return [unit.text for unit in units]


def test_units_are_utterances_sentences_or_words() -> None:
    said = [record("One two. Three!", 0, 3), record("Four", 4, 5)]
    assert texts(units_of(said, Segmenter.TIME, origin_ns=ORIGIN)) == ["One two. Three!", "Four"]
    assert texts(units_of(said, Segmenter.SENTENCE, origin_ns=ORIGIN)) == ["One two.", "Three!", "Four"]
    assert texts(units_of(said, Segmenter.WORD, origin_ns=ORIGIN)) == ["One", "two.", "Three!", "Four"]


def test_sentences_of_texts_without_spaces_end_at_their_own_marks() -> None:
    said = [record("\u4f60\u597d\u3002\u518d\u89c1\uff01", 0, 2)]
    assert texts(units_of(said, Segmenter.SENTENCE, origin_ns=ORIGIN)) == ["\u4f60\u597d\u3002", "\u518d\u89c1\uff01"]


def test_words_have_the_times_that_the_engine_gave_and_share_the_utterance_otherwise() -> None:
    words = [{"start": ORIGIN / NS_PER_S + 1, "end": ORIGIN / NS_PER_S + 1.5, "text": "Hello"}]
    timed = units_of([record("Hello", 0, 2, words=words)], Segmenter.WORD, origin_ns=ORIGIN)
    assert [(unit.start_ns, unit.end_ns) for unit in timed] == [(NS_PER_S, 3 * NS_PER_S // 2)]
    shared = units_of([record("ab cd", 0, 2, words=["nonsense"])], Segmenter.WORD, origin_ns=ORIGIN)
    assert [(unit.start_ns, unit.end_ns) for unit in shared] == [(0, NS_PER_S), (NS_PER_S, 2 * NS_PER_S)]


def test_a_failed_stretch_says_nothing() -> None:
    assert units_of([record("", 0, 2, error={"code": "x"})], Segmenter.WORD, origin_ns=ORIGIN) == []


def test_a_batch_of_time_is_whole_when_the_transcript_is_known_behind_it() -> None:
    units = [Unit(second * NS_PER_S, (second + 1) * NS_PER_S, str(second)) for second in (1, 5, 12)]
    assert next_batch(units, Segmenter.TIME, 10, from_ns=0, known_ns=10 * NS_PER_S) is None
    batch = next_batch(units, Segmenter.TIME, 10, from_ns=0, known_ns=11 * NS_PER_S)
    assert batch is not None
    assert texts(list(batch.units)) == ["1", "5"]
    assert (batch.start_ns, batch.end_ns, batch.next_ns) == (NS_PER_S, 6 * NS_PER_S, 11 * NS_PER_S)


def test_nothing_said_is_no_batch() -> None:
    assert next_batch([], Segmenter.TIME, 10, from_ns=0, known_ns=None) is None


@given(
    starts=st.lists(st.integers(0, 100), unique=True, max_size=30),
    segmenter=st.sampled_from(Segmenter),
    value=st.integers(1, 12),
)
def test_every_unit_is_in_one_batch(starts: list[int], segmenter: Segmenter, value: int) -> None:
    units = [Unit(start * NS_PER_S, (start + 1) * NS_PER_S, str(start)) for start in sorted(starts)]
    used: list[str] = []
    from_ns = 0
    while (batch := next_batch(units, segmenter, value, from_ns=from_ns, known_ns=None)) is not None:
        used += [unit.text for unit in batch.units]
        assert batch.next_ns > from_ns
        from_ns = batch.next_ns
    assert used == texts(units)


@pytest.mark.parametrize("segmenter", [Segmenter.WORD, Segmenter.SENTENCE])
def test_a_batch_that_is_not_full_waits_until_nothing_more_can_come(segmenter: Segmenter) -> None:
    units = [Unit(0, 1, "one"), Unit(2, 3, "two")]
    assert next_batch(units, segmenter, 3, from_ns=0, known_ns=10 * NS_PER_S) is None
    rest = next_batch(units, segmenter, 3, from_ns=0, known_ns=None)
    assert rest is not None
    assert len(rest.units) == 2
