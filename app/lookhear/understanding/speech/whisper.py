"""Speech by faster-whisper: many languages, whole utterances at once; words that are not final are decoded again and again, thriftily."""

from __future__ import annotations

import math
import os
import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.languages import check_language, primary_language
from lookhear.understanding.speech.listening import Passage, PassageWord, UtteranceListener
from lookhear.understanding.speech.model_folders import model_folder
from lookhear.understanding.speech.passages import Budget, PassageHearing
from lookhear.understanding.speech.voice import RATE, open_voice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

NAME: Final = "faster-whisper"
_FULL_SCALE: Final = 32_768.0
_BEAMS: Final = 5
_NOT_SPEECH: Final = 0.8  # more likely than this, a segment is what whisper makes up of noise


def make(options: Mapping[str, object]) -> WhisperEngine:
    """The engine with its model in memory. Raises EngineFailed when the model is not on this computer or cannot be read.

    ``compute_type`` and ``device`` go to the library; ``threads`` are 1 unless somebody has more to give. ``interim = false`` saves
    the work for words that are not final.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    folder = model_folder(options, engine=NAME)
    language = options.get("language")
    return WhisperEngine(_model(folder, options), language=language if isinstance(language, str) else None, options=options)


class WhisperEngine:
    """Listens to any number of streams, one utterance after the other."""

    sample_rate = RATE

    def __init__(self, model: Any, *, language: str | None = None, options: Mapping[str, object]) -> None:  # noqa: ANN401 - any such model
        self._model = model
        self._language = language
        self._budget = None if options.get("interim") is False else Budget(time.monotonic)

    def listen(self, *, language: str | None) -> UtteranceListener:
        """Begin with a stream; without a language the model finds out. Raises EngineFailed for one that the model does not know."""
        wanted = language or self._language
        check_language(wanted, tuple(self._model.supported_languages), engine=NAME)
        reader = _Reader(self._model, None if wanted is None else primary_language(wanted))
        return UtteranceListener(lambda: PassageHearing(reader, self._budget), open_voice())


class _Reader:
    def __init__(self, model: Any, language: str | None) -> None:  # noqa: ANN401 - any such model
        self._model = model
        self._language = language

    def read(self, samples: NDArray[np.int16], *, is_final: bool) -> Passage:
        """What is said; times of words, and second thoughts, only of what is final."""
        thorough = {"beam_size": _BEAMS, "word_timestamps": True}
        segments, _ = self._model.transcribe(
            samples.astype(np.float32) / _FULL_SCALE,
            language=self._language,
            condition_on_previous_text=False,
            **(thorough if is_final else {"beam_size": 1, "temperature": 0.0, "without_timestamps": True}),
        )
        kept = [segment for segment in segments if segment.no_speech_prob < _NOT_SPEECH]
        words = tuple(PassageWord(word.word.strip(), word.start, word.end) for segment in kept for word in segment.words or ())
        sure = [math.exp(min(0.0, segment.avg_logprob)) for segment in kept]
        return Passage("".join(segment.text for segment in kept), words, sum(sure) / len(sure) if sure and is_final else None)


def _model(folder: Path, options: Mapping[str, object]) -> Any:  # noqa: ANN401 - the package is there only for who installed it
    try:
        from faster_whisper import WhisperModel
    except ImportError as exc:
        raise EngineFailed("faster-whisper is not installed.", hint=f"Install it with: lookhear engines install {NAME}") from exc
    threads = options.get("threads")
    try:
        return WhisperModel(
            str(folder),
            device=str(options.get("device", "cpu")),
            compute_type=str(options.get("compute_type", "int8")),
            cpu_threads=threads if isinstance(threads, int) else 1,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as exc:
        raise EngineFailed("faster-whisper cannot read its model.", hint="Fetch it again, or name another one under `model`.") from exc
