"""Speech by a service of OpenAI's protocol: each utterance is sent when it is over, so words come when somebody pauses."""

from __future__ import annotations

import io
import time
import wave
from typing import TYPE_CHECKING, Final

from lookhear.understanding.endpoints.client import Endpoint
from lookhear.understanding.speech.languages import primary_language
from lookhear.understanding.speech.listening import Passage, PassageWord, UtteranceListener
from lookhear.understanding.speech.passages import Budget, PassageHearing
from lookhear.understanding.speech.voice import RATE, open_voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

_DEFAULT_MODEL: Final = "whisper-1"
_BYTES: Final = 2  # of a sample


def make(options: Mapping[str, object]) -> EndpointEngine:
    """The engine. Raises EngineFailed for options that cannot work.

    ``language`` is that of streams that have none. ``interim = true`` asks while somebody speaks, too, at a multiple of the price.
    """
    language = options.get("language")
    endpoint = Endpoint(options, default_model=_DEFAULT_MODEL)
    return EndpointEngine(endpoint, language=language if isinstance(language, str) else None, tells_early=options.get("interim") is True)


class EndpointEngine:
    """Asks one service."""

    sample_rate = RATE

    def __init__(self, endpoint: Endpoint, *, language: str | None = None, tells_early: bool = False) -> None:
        self._endpoint = endpoint
        self._language = language
        self._tells_early = tells_early

    def listen(self, *, language: str | None) -> UtteranceListener:
        """Begin with a stream. Raises EngineFailed for what is no language."""
        wanted = language or self._language
        reader = _Reader(self._endpoint, None if wanted is None else primary_language(wanted))
        budget = Budget(time.monotonic) if self._tells_early else None
        return UtteranceListener(lambda: PassageHearing(reader, budget), open_voice())

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()


class _Reader:
    def __init__(self, endpoint: Endpoint, language: str | None) -> None:
        self._endpoint = endpoint
        self._language = language

    def read(self, samples: NDArray[np.int16], *, is_final: bool) -> Passage:
        """What the service says. Words that are not final are asked for as all others: the protocol knows no difference."""
        del is_final
        heard = self._endpoint.transcribe(wav_of(samples), language=self._language)
        return Passage(heard.text, tuple(PassageWord(word.text.strip(), word.start_s, word.end_s) for word in heard.words))


def wav_of(samples: NDArray[np.int16]) -> bytes:
    """A WAV file of a passage."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(_BYTES)
        out.setframerate(RATE)
        out.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()
