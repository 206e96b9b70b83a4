"""Where what is said begins and ends: a stream of sound, cut into utterances at its pauses. Pure but for the detector it is given.

An utterance ends at a pause, and the longer it is the shorter a pause will do; one in which nobody pauses is cut at its quietest place. So
what is said becomes final in good time, no utterance grows without end, and hardly a word is cut in half.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.samples import NS_PER_S
from lookhear.understanding.speech.voice import FRAME, RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lookhear.understanding.speech.voice import Voice

FRAME_NS: Final = FRAME * NS_PER_S // RATE
_SAME_NS: Final = 20_000_000  # times that differ by less are no gap
_FULL_SCALE: Final = 32_768.0
_HANG_FRAMES: Final = 2  # a voice is heard a little longer than it is detected
_AROUND: Final = 2  # frames on both sides that count for how quiet a place is


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When utterances begin and end; lengths in frames of 32 ms.

    ``pauses`` are pairs: in an utterance of at least so many frames, a pause of so many ends it.
    """

    is_voice: float = 0.5
    is_silence: float = 0.35
    to_begin: int = 3  # frames with a voice, of the last four
    before: int = 10  # that are heard although nobody spoke yet
    least: int = 6  # with a voice; what has fewer was no speech
    pauses: tuple[tuple[int, int], ...] = ((0, 18), (125, 10), (200, 6), (280, 3))
    longest: int = 400
    to_look_back: int = 32  # at most, for the best place of a cut


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody begins to speak; sound follows."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class Heard:
    """More sound of the utterance, without a gap."""

    samples: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Ended:
    """The utterance is over, and what was heard behind ``at_ns`` does not belong to it. ``is_speech``: it was long enough to be any."""

    at_ns: int
    is_speech: bool


Event = Began | Heard | Ended


class Cutter:
    """Cuts one stream. It keeps one utterance at most, some half a megabyte."""

    def __init__(self, voice: Voice, rules: Rules | None = None) -> None:
        self._voice = voice
        self._rules = Rules() if rules is None else rules
        self._rest = np.zeros(0, np.int16)  # what is not a whole frame yet
        self._base_ns = 0  # the time of frame zero of this run
        self._count = 0  # frames of this run so far
        self._is_running = False
        self._recent: deque[bool] = deque(maxlen=4)
        self._before: deque[NDArray[np.int16]] = deque(maxlen=self._rules.before)
        self._open: list[tuple[NDArray[np.int16], float]] | None = None
        self._last_voice = self._voiced = 0  # of the open utterance: index of its last frame with a voice, and how many there are

    def hear(self, pcm: NDArray[np.int16], *, at_ns: int) -> Iterator[Event]:
        """More sound, which began at ``at_ns``. A gap in the times is a silence; what was heard already is left out."""
        samples = np.asarray(pcm, np.int16)
        expected_ns = self._base_ns + self._count * FRAME_NS + len(self._rest) * NS_PER_S // RATE
        ahead_ns = at_ns - expected_ns
        if self._is_running and ahead_ns < -_SAME_NS:
            samples = samples[-ahead_ns * RATE // NS_PER_S :]
        elif self._is_running and _SAME_NS < ahead_ns <= NS_PER_S:
            samples = np.concatenate([np.zeros(ahead_ns * RATE // NS_PER_S, np.int16), samples])
        elif not self._is_running or ahead_ns > NS_PER_S:
            yield from self.finish()
            self._base_ns, self._is_running = at_ns, True
        samples = np.concatenate([self._rest, samples])
        whole = len(samples) // FRAME * FRAME
        self._rest = samples[whole:].copy()
        for start in range(0, whole, FRAME):
            yield from self._frame(samples[start : start + FRAME])

    def finish(self) -> Iterator[Event]:
        """Nothing follows what was heard: an open utterance ends."""
        if self._open is not None:
            yield Heard(self._rest)
            yield self._ended(len(self._open), keep=False)
        self._voice.forget()
        self._rest, self._count, self._is_running = self._rest[:0], 0, False
        self._recent.clear()
        self._before.clear()

    def _frame(self, frame: NDArray[np.int16]) -> Iterator[Event]:
        likelihood = self._voice.likelihood(frame)
        self._count += 1
        if self._open is not None:
            yield Heard(frame)
            yield from self._follow(frame, likelihood)
            return
        self._before.append(frame)
        self._recent.append(likelihood >= self._rules.is_voice)
        if sum(self._recent) >= self._rules.to_begin:
            yield from self._begin([(each, 1.0) for each in self._before], voiced=sum(self._recent))

    def _begin(self, frames: list[tuple[NDArray[np.int16], float]], *, voiced: int) -> Iterator[Event]:
        """An utterance of some frames, of which the last is the newest of this run."""
        self._open, self._voiced, self._last_voice = frames, voiced, len(frames) - 1
        self._before.clear()
        self._recent.clear()
        yield Began(self._time_of(0))
        yield Heard(np.concatenate([frame for frame, _ in frames]))

    def _follow(self, frame: NDArray[np.int16], likelihood: float) -> Iterator[Event]:
        frames, rules = self._open or [], self._rules
        frames.append((frame, likelihood))
        if likelihood >= rules.is_silence:
            self._last_voice = len(frames) - 1
            self._voiced += likelihood >= rules.is_voice
        length, silent = len(frames), len(frames) - 1 - self._last_voice
        if silent >= next(pause for least, pause in reversed(rules.pauses) if length >= least):
            yield self._ended(min(self._last_voice + 1 + _HANG_FRAMES, length), keep=True)
        elif length >= rules.longest:
            yield from self._cut(frames)

    def _cut(self, frames: list[tuple[NDArray[np.int16], float]]) -> Iterator[Event]:
        """End it at the quietest place of its last seconds; what follows there is an utterance of its own already."""
        first = max(len(frames) // 2, len(frames) - self._rules.to_look_back)
        at = min(range(first, len(frames) - _AROUND), key=lambda index: _loudness(frames, index))
        tail = frames[at:]
        yield self._ended(at, keep=False)
        yield from self._begin(tail, voiced=sum(likelihood >= self._rules.is_voice for _, likelihood in tail))

    def _ended(self, length: int, *, keep: bool) -> Ended:
        """The utterance is so many frames long. ``keep``: the silence behind it may be the beginning of the next one."""
        frames, at_ns = self._open or [], self._time_of(length)
        if keep:
            self._before.extend(frame for frame, _ in frames[length:])
        self._open = None
        return Ended(at_ns, is_speech=self._voiced >= self._rules.least)

    def _time_of(self, index: int) -> int:
        """When a frame of the open utterance begins."""
        return self._base_ns + (self._count - len(self._open or []) + index) * FRAME_NS


def _loudness(frames: list[tuple[NDArray[np.int16], float]], index: int) -> float:
    """How much there is around a frame: the mean of the likelihoods of a voice, and of how loud it is, in parts of 40 dB."""
    near = frames[max(0, index - _AROUND) : index + _AROUND + 1]
    power = sum(float(np.mean((frame.astype(np.float32) / _FULL_SCALE) ** 2)) for frame, _ in near) / len(near)
    return sum(likelihood for _, likelihood in near) / len(near) + math.log10(power + 1e-9) / 4
