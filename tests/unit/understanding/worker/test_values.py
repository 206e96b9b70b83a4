from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, StorageError
from lookhear.understanding.ports import Description, Utterance, Verdict, Word
from lookhear.understanding.worker import values


def over_the_wire(told: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(json.dumps(told, allow_nan=False))


def test_what_was_said_comes_back_as_it_was() -> None:
    said = Utterance(
        start_ns=1, end_ns=9, text="Grüße 你", is_final=True, words=(Word(start_ns=1, end_ns=5, text="Grüße"),), confidence=0.5
    )
    begun = Utterance(start_ns=10, end_ns=11, text="", is_final=False)
    assert values.utterances_of(over_the_wire(values.of_utterances([said, begun]))) == (said, begun)


def test_numbers_of_a_numerics_library_and_odd_ones_are_made_plain() -> None:
    numbers: dict[str, Any] = {"start_ns": np.int64(3), "end_ns": 4.0, "is_final": np.bool_(1)}
    odd = Utterance(text="a\ud800", confidence=float("nan"), **numbers)
    (found,) = values.utterances_of(over_the_wire(values.of_utterances([odd])))
    assert found == Utterance(start_ns=3, end_ns=4, text="a?", is_final=True)
    (found,) = values.utterances_of([over_the_wire(values.of_utterances([odd]))[0] | {"confidence": 7}])
    assert found.confidence == 1.0


def test_there_is_an_end_to_what_one_answer_may_hold() -> None:
    word = Word(start_ns=0, end_ns=1, text="a")
    long = Utterance(start_ns=0, end_ns=1, text="a", is_final=True, words=(word,) * (values.MAX_WORDS + 9))
    (told,) = values.utterances_of(values.of_utterances([long]))
    assert len(told.words) == values.MAX_WORDS
    short = Utterance(start_ns=0, end_ns=1, text="a", is_final=True)
    assert len(values.of_utterances([short] * (values.MAX_UTTERANCES + 9))) == values.MAX_UTTERANCES


def test_a_description_and_a_verdict_come_back() -> None:
    seen = Description(text="a", metadata={"lines": [{"text": "b", "box": [1, 2, 3, 4]}], "score": np.float32(0.5)})
    assert values.description_of(over_the_wire(values.of_description(seen))) == Description(
        text="a", metadata={"lines": [{"text": "b", "box": [1, 2, 3, 4]}], "score": 0.5}
    )
    verdict = Verdict(is_triggered=True, confidence=float("inf"), explanation="So.")
    assert values.verdict_of(over_the_wire(values.of_verdict(verdict))) == Verdict(is_triggered=True, confidence=0.0, explanation="So.")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (EngineBusy("Not now.", hint="Later.", retry_after_s=3.0), EngineBusy),
        (EngineCrashed("It broke off."), EngineCrashed),
        (EngineFailed("Never.", hint="Another way."), EngineFailed),
        (StorageError("The disk."), EngineFailed),
    ],
)
def test_errors_come_back_with_their_sentences(error: EngineFailed, kind: type) -> None:
    found = values.error_of(over_the_wire(values.of_error(error, engine="habits")))
    assert type(found) is kind
    assert (str(found), found.hint) == (str(error), error.hint)
    assert getattr(found, "retry_after_s", None) == getattr(error, "retry_after_s", None)


def test_the_words_of_an_error_that_nobody_expected_stay_where_they_are() -> None:
    found = values.error_of(over_the_wire(values.of_error(ValueError("secret"), engine="habits")))
    assert isinstance(found, EngineCrashed)
    assert "habits" in str(found)
    assert "secret" not in found.for_people()


def test_nobody_asks_for_patience_without_end() -> None:
    told = over_the_wire(values.of_error(EngineBusy("x", retry_after_s=1e9), engine="habits"))
    found = values.error_of(told)
    assert isinstance(found, EngineBusy)
    assert found.retry_after_s == 24 * 3600.0
