"""sherpa-onnx, by what its package answers: it is installed only by who wants it, and its models are fetched."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.voices import said, silence
from lookhear.errors import EngineFailed
from lookhear.understanding.speech.sherpa import SherpaEngine, make

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

S = 1_000_000_000
VOICE = np.concatenate([silence(0.5), said("good morning everyone"), silence(1.5)])
TOKENS, TIMES = [" G", "OOD", " MOR", "NING"], [0.1, 0.2, 0.5, 0.7]


class Stream:
    """What a recognizer hears; ``result`` as the one of whole utterances has it."""

    result = SimpleNamespace(text=" GOOD MORNING", tokens=TOKENS, timestamps=TIMES)

    def __init__(self) -> None:
        self.samples = self.ready = 0
        self.is_over = False

    def accept_waveform(self, rate: int, samples: NDArray[np.float32]) -> None:
        assert (rate, str(samples.dtype)) == (16_000, "float32")
        self.samples += len(samples)
        self.ready += 1

    def input_finished(self) -> None:
        self.is_over = True


class Recognizer:
    """Both kinds in one; who hears along understands a part of a word each quarter of a second."""

    def create_stream(self) -> Stream:
        return Stream()

    def is_ready(self, stream: Stream) -> bool:
        return stream.ready > 0

    def decode_stream(self, stream: Stream) -> None:
        stream.ready = 0

    def get_result(self, stream: Stream) -> str:
        return "".join(self.tokens(stream)).strip()

    def tokens(self, stream: Stream) -> list[str]:
        return TOKENS[: stream.samples // 4000]

    def timestamps(self, stream: Stream) -> list[float]:
        return TIMES[: stream.samples // 4000]


@pytest.mark.parametrize("is_streaming", [True, False])
def test_parts_of_words_become_words_with_times(*, is_streaming: bool) -> None:
    listener = SherpaEngine(Recognizer(), {"interim": False}, is_streaming=is_streaming).listen(language=None)
    (final,) = listener.hear(VOICE, at_ns=10 * S)
    assert (final.text, final.is_final) == ("GOOD MORNING", True)
    assert [(word.text, round((word.start_ns - final.start_ns) / S, 2)) for word in final.words] == [("GOOD", 0.0), ("MORNING", 0.4)]
    assert final.words[0].end_ns == final.words[1].start_ns


def test_who_hears_along_tells_what_is_being_said() -> None:
    listener = SherpaEngine(Recognizer(), {}, is_streaming=True).listen(language="en")
    (early,) = listener.hear(VOICE[:16_000], at_ns=0)
    assert early.text
    assert "GOOD MORNING".startswith(early.text)
    assert not early.is_final


def test_a_model_is_for_the_language_that_was_said() -> None:
    engine = SherpaEngine(Recognizer(), {"language": "zh"}, is_streaming=True)
    with pytest.raises(EngineFailed, match="it knows zh"):
        engine.listen(language="en")


def test_a_model_that_is_not_here_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="is not on this computer"):
        make({"model_folder": str(tmp_path / "nowhere")})
