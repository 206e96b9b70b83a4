"""Speech by pocketsphinx: words while they are being said, on a small machine, without a network. English, unless a model is named."""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.speech.languages import check_language, primary_language
from lookhear.understanding.speech.listening import Passage, PassageWord, UtteranceListener
from lookhear.understanding.speech.sphinx_model import SphinxModel, sphinx_model
from lookhear.understanding.speech.voice import RATE, SileroVoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

_FRAMES_A_SECOND: Final = 100  # of the decoder
_MOST_DECODERS: Final = 6  # of some sixty megabytes each
_VARIANT: Final = re.compile(r"\(\d+\)$")  # another way to say the same word
_NOT_SAID: Final = re.compile(r"[<\[+].*[>\]+]")  # <sil>, [NOISE], ++BREATH++
_TO_KNOW: Final = RATE * 16 // 5 * 2  # bytes of a voice nobody knows, until they are heard once more with what was learnt of it
_TUNING: Final[dict[str, object]] = {"cmn": "live"}


def make(options: Mapping[str, object]) -> SphinxEngine:
    """The engine, with its model in memory. Raises EngineFailed when the model of the options is none."""
    return SphinxEngine(sphinx_model(options))


class SphinxEngine:
    """Listens to any number of streams; only one that is speaking needs a decoder, and streams take turns with them."""

    sample_rate = RATE

    def __init__(self, model: SphinxModel | None = None, *, most_at_once: int = _MOST_DECODERS) -> None:
        self._most_at_once = most_at_once
        self._model = SphinxModel() if model is None else model
        self._speaking: weakref.WeakSet[_Utterance] = weakref.WeakSet()  # a stream that nobody heard out takes its decoder along
        self._idle: list[Any] = [self._made()]  # decoders
        self.plain_timbre: str = self._idle[0].get_cmn(update=False)  # of a voice nobody knows

    def listen(self, *, language: str | None) -> UtteranceListener:
        """Begin with a stream. Raises EngineFailed for a language that the model is not for."""
        if self._model.languages:
            check_language(language, {primary_language(each) for each in self._model.languages}, engine="pocketsphinx")
        return UtteranceListener(_Stream(self).begin, SileroVoice())

    def take(self, utterance: _Utterance) -> Any:  # noqa: ANN401 - the library has no types
        """A decoder for one utterance. Raises EngineBusy when too many streams speak at once."""
        if len(self._speaking) >= self._most_at_once:
            raise EngineBusy("Too many streams speak at the same time.", hint="They are heard one after the other.")
        decoder = self._idle.pop() if self._idle else self._made()
        self._speaking.add(utterance)
        return decoder

    def put_back(self, utterance: _Utterance, decoder: Any) -> None:  # noqa: ANN401 - the library has no types
        """The utterance is over."""
        self._speaking.discard(utterance)
        self._idle.append(decoder)

    def _made(self) -> Any:  # noqa: ANN401 - the library has no types
        try:
            from pocketsphinx import Decoder
        except ImportError as exc:
            raise EngineFailed("pocketsphinx is not installed.", hint="Install it with: lookhear engines install pocketsphinx") from exc
        try:
            return Decoder(samprate=float(RATE), loglevel="FATAL", **_TUNING, **self._model.options)
        except (RuntimeError, ValueError) as exc:
            raise EngineFailed("pocketsphinx cannot read its model.", hint="Name another folder under `model`, or none.") from exc


class _Stream:
    """What is known of a stream from one utterance to the next."""

    def __init__(self, engine: SphinxEngine) -> None:
        self.engine = engine
        self.timbre: str | None = None  # of its sound, as a decoder has come to know it

    def begin(self) -> _Utterance:
        return _Utterance(self)


class _Utterance:
    """One decoder at one utterance. The first one of a stream is heard once more from its beginning when its voice is known."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream
        self._decoder = stream.engine.take(self)
        self._strange = bytearray()  # what was heard of a voice nobody knows yet
        self._decoder.set_cmn(stream.engine.plain_timbre if stream.timbre is None else stream.timbre)
        self._decoder.start_utt()

    def accept(self, samples: NDArray[np.int16]) -> None:
        sound = samples.tobytes()
        self._decoder.process_raw(sound, no_search=False, full_utt=False)
        if self._stream.timbre is None:
            self._strange += sound
            if len(self._strange) >= _TO_KNOW:
                self._settle()

    def early(self) -> Passage:
        return _passage(self._decoder, float("inf"), is_final=False)

    def close(self, length: int) -> Passage:
        if self._stream.timbre is None:
            self._settle()
        decoder, self._decoder = self._decoder, None
        decoder.end_utt()
        self._stream.timbre = decoder.get_cmn(update=True)
        said = _passage(decoder, length / RATE, is_final=True)
        self._stream.engine.put_back(self, decoder)
        return said

    def _settle(self) -> None:
        decoder = self._decoder
        decoder.end_utt()
        self._stream.timbre = decoder.get_cmn(update=True)
        decoder.set_cmn(self._stream.timbre)
        decoder.start_utt()
        decoder.process_raw(bytes(self._strange), no_search=False, full_utt=False)
        self._strange.clear()


def _passage(decoder: Any, until_s: float, *, is_final: bool) -> Passage:  # noqa: ANN401 - the library has no types
    """What a decoder has understood, as far as it was said in front of a time."""
    words, likelihoods = [], []
    for segment in decoder.seg() or ():
        start_s, end_s = segment.start_frame / _FRAMES_A_SECOND, (segment.end_frame + 1) / _FRAMES_A_SECOND
        if not _NOT_SAID.fullmatch(segment.word) and (start_s + end_s) / 2 < until_s:
            words.append(PassageWord(_VARIANT.sub("", segment.word), start_s, end_s))
            likelihoods.append(float(segment.prob))
    confidence = sum(likelihoods) / len(likelihoods) if is_final and likelihoods else None
    return Passage(" ".join(word.text for word in words), tuple(words), confidence)
