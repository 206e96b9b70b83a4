"""Speech by sherpa-onnx: models that hear along while somebody speaks, and models that hear whole utterances."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.languages import check_language, primary_language
from lookhear.understanding.speech.listening import Passage, PassageWord, UtteranceListener
from lookhear.understanding.speech.model_folders import model_folder
from lookhear.understanding.speech.passages import Budget, PassageHearing
from lookhear.understanding.speech.sherpa_model import SherpaModel, sherpa_model
from lookhear.understanding.speech.voice import RATE, open_voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lookhear.understanding.speech.listening import Hearing

NAME: Final = "sherpa-onnx"
_FULL_SCALE: Final = 32_768.0
_TAIL: Final = np.zeros(RATE // 2, np.float32)  # a model that hears along is half a second behind
_LAST_S: Final = 0.3  # as long as the last part of an utterance is taken to be
_STARTS: Final = (" ", "\u2581")  # what a word begins with among the parts of words


def make(options: Mapping[str, object]) -> SherpaEngine:
    """The engine with its model in memory. Raises EngineFailed when the model is not on this computer or of no known kind.

    ``language`` says what the model is for; without it no language is refused. ``threads`` are 1.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    model = sherpa_model(model_folder(options, engine=NAME))
    return SherpaEngine(_recognizer(model, options), options, is_streaming=model.is_streaming)


class SherpaEngine:
    """Listens to any number of streams with one model."""

    sample_rate = RATE

    def __init__(self, recognizer: Any, options: Mapping[str, object], *, is_streaming: bool) -> None:  # noqa: ANN401 - two classes
        self._recognizer = recognizer
        self._is_streaming = is_streaming
        language = options.get("language")
        self._language = language if isinstance(language, str) else None
        self._budget = None if options.get("interim") is False else Budget(time.monotonic)

    def listen(self, *, language: str | None) -> UtteranceListener:
        """Begin with a stream. Raises EngineFailed for another language than the model's."""
        if self._language is not None:
            check_language(language, (primary_language(self._language),), engine=NAME)
        return UtteranceListener(self._begin, open_voice())

    def _begin(self) -> Hearing:
        if self._is_streaming:
            return _Along(self._recognizer)
        return PassageHearing(_Reader(self._recognizer), self._budget)


class _Along:
    """One utterance of a model that hears along."""

    def __init__(self, recognizer: Any) -> None:  # noqa: ANN401 - the library has no types
        self._recognizer = recognizer
        self._stream = recognizer.create_stream()

    def accept(self, samples: NDArray[np.int16]) -> None:
        self._hear(samples.astype(np.float32) / _FULL_SCALE)

    def early(self) -> Passage:
        return _passage(self._recognizer.get_result(self._stream), self._recognizer.tokens(self._stream), self._times())

    def close(self, length: int) -> Passage:
        self._hear(_TAIL)
        self._stream.input_finished()
        self._decode()
        tokens, times = self._recognizer.tokens(self._stream), self._times()
        kept = sum(start_s < length / RATE for start_s in times)
        if kept == len(tokens):
            return self.early()
        words = _words(tokens[:kept], times[:kept])
        return Passage(" ".join(word.text for word in words), words)

    def _hear(self, samples: NDArray[np.float32]) -> None:
        self._stream.accept_waveform(RATE, samples)
        self._decode()

    def _decode(self) -> None:
        while self._recognizer.is_ready(self._stream):
            self._recognizer.decode_stream(self._stream)

    def _times(self) -> list[float]:
        return [float(each) for each in self._recognizer.timestamps(self._stream)]


class _Reader:
    """A model that hears whole utterances."""

    def __init__(self, recognizer: Any) -> None:  # noqa: ANN401 - the library has no types
        self._recognizer = recognizer

    def read(self, samples: NDArray[np.int16], *, is_final: bool) -> Passage:
        """What is said: such a model knows one way only."""
        del is_final
        stream = self._recognizer.create_stream()
        stream.accept_waveform(RATE, samples.astype(np.float32) / _FULL_SCALE)
        self._recognizer.decode_stream(stream)
        return _passage(stream.result.text, stream.result.tokens, [float(each) for each in stream.result.timestamps])


def _passage(text: str, tokens: Sequence[str], times: Sequence[float]) -> Passage:
    return Passage(text.strip(), _words(tokens, times) if len(times) == len(tokens) else ())


def _words(tokens: Sequence[str], times: Sequence[float]) -> tuple[PassageWord, ...]:
    """Words of the parts that models think in; each ends where the next one begins, or a little later than its last part."""
    found: list[PassageWord] = []
    for token, start_s in zip(tokens, times, strict=True):
        text = token.strip("".join(_STARTS))
        if found and not token.startswith(_STARTS):
            found[-1] = PassageWord(found[-1].text + text, found[-1].start_s, start_s + _LAST_S)
            continue
        if found:
            found[-1] = PassageWord(found[-1].text, found[-1].start_s, min(found[-1].end_s, start_s))
        found.append(PassageWord(text, start_s, start_s + _LAST_S))
    return tuple(word for word in found if word.text)


def _recognizer(model: SherpaModel, options: Mapping[str, object]) -> Any:  # noqa: ANN401 - the package is there only for who installed it
    try:
        import sherpa_onnx
    except ImportError as exc:
        raise EngineFailed("sherpa-onnx is not installed.", hint=f"Install it with: lookhear engines install {NAME}") from exc
    maker = getattr(sherpa_onnx.OnlineRecognizer if model.is_streaming else sherpa_onnx.OfflineRecognizer, model.maker)
    threads = options.get("threads")
    try:
        return maker(**model.files, num_threads=threads if isinstance(threads, int) else 1)
    except (RuntimeError, ValueError, OSError, AssertionError) as exc:
        raise EngineFailed("sherpa-onnx cannot read its model.", hint="Fetch it again, or name another one under `model`.") from exc
