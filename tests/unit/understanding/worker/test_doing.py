from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.worker.asking import Op
from lookhear.understanding.worker.doing import Doing
from tests.fakes.worker_engines import make

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture
def doing() -> Doing:
    return Doing(make({}))


def value(doing: Doing, op: Op, args: Mapping[str, Any], *arrays: Any) -> Any:  # noqa: ANN401 - whatever is answered
    return doing.do(op, args, arrays)[0]


def test_pictures_are_described_with_everything_that_is_known(doing: Doing) -> None:
    asked = {"times_ns": [5, 6], "prompt": "", "model": "m", "context": [{"kind": "window"}], "stream": "rts-1"}
    seen = value(doing, Op.DESCRIBE, asked, np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 9, np.uint8))
    assert seen["text"] == "brightness [0, 9]"
    assert seen["metadata"] == {"times": [5, 6], "model": "m", "context": [{"kind": "window"}], "stream": "rts-1", "mean": 0.0}


def test_a_picture_without_its_time_is_no_question(doing: Doing) -> None:
    with pytest.raises(ValueError, match="zip"):
        value(doing, Op.DESCRIBE, {"times_ns": [], "prompt": "", "model": None, "context": [], "stream": ""}, np.zeros((1, 1, 3), np.uint8))


def test_texts_are_summed_up_answered_and_judged(doing: Doing) -> None:
    assert value(doing, Op.DIGEST, {"passages": ["a", "b"], "prompt": "", "model": None}) == "a b"
    assert value(doing, Op.ANSWER, {"prompt": "odd", "schema": None, "model": None}) == "half ? a character"
    judged = value(doing, Op.JUDGE, {"text": "a cat", "prompt": "cat"})
    assert judged == {"is_triggered": True, "confidence": 0.5, "explanation": "Because."}


def test_vectors_are_arrays_of_floats_one_for_each_text(doing: Doing) -> None:
    _, (rows,) = doing.do(Op.ENCODE, {"texts": ["a", "bc"]}, ())
    assert rows.dtype == np.float32
    assert rows.tolist() == [[1.0, 1.0], [2.0, 1.0]]
    with pytest.raises(EngineFailed, match="2 texts"):
        doing.do(Op.ENCODE, {"texts": ["odd", "x"]}, ())


def test_streams_of_sound_are_kept_apart(doing: Doing) -> None:
    for session in (1, 2):
        assert value(doing, Op.LISTEN, {"session": session, "language": None}) is None
    assert value(doing, Op.HEAR, {"session": 1, "at_ns": 5}, np.zeros(10, np.int16))[0]["text"] == "10"
    assert value(doing, Op.HEAR, {"session": 2, "at_ns": 5}, np.zeros(3, np.int16))[0]["text"] == "3"
    assert value(doing, Op.FINISH, {"session": 1})[0]["text"] == "in all 10"
    for op in (Op.HEAR, Op.FINISH):
        with pytest.raises(EngineBusy, match="heard again"):
            value(doing, op, {"session": 1, "at_ns": 0}, np.zeros(1, np.int16))


def test_a_stream_that_failed_is_not_gone_on_with(doing: Doing) -> None:
    value(doing, Op.LISTEN, {"session": 1, "language": None})
    with pytest.raises(ValueError, match="bug"):
        value(doing, Op.HEAR, {"session": 1, "at_ns": 0}, np.full(1, 1111, np.int16))
    with pytest.raises(EngineBusy):
        value(doing, Op.HEAR, {"session": 1, "at_ns": 0}, np.zeros(1, np.int16))


def test_a_stream_that_nobody_needs_is_forgotten(doing: Doing) -> None:
    value(doing, Op.LISTEN, {"session": 1, "language": None})
    doing.forget(1)
    doing.forget(1)
    with pytest.raises(EngineBusy):
        value(doing, Op.FINISH, {"session": 1})
