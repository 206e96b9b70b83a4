"""The detector of voices: a voice is one, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from demo.voices import said, silence
from lookhear.understanding.speech.voice import FRAME, RATE, LoudVoice, SileroVoice, open_voice


def likelihoods(samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> list[float]:
    voice = SileroVoice()
    return [voice.likelihood(samples[at : at + FRAME]) for at in range(0, len(samples) - FRAME + 1, FRAME)]


def test_somebody_who_speaks_is_heard_most_of_the_time() -> None:
    assert np.mean(np.array(likelihoods(said("thank you for coming to the meeting"))) > 0.5) > 0.7


@pytest.mark.parametrize("kind", ["silence", "noise", "tone", "chord"])
def test_nothing_else_is_a_voice(kind: str) -> None:
    times = np.arange(2 * RATE) / RATE
    noise = np.random.default_rng(3).normal(0, 0.1, len(times))
    chord = np.sum([0.2 * np.sin(2 * np.pi * hertz * times) for hertz in (262, 330, 392)], axis=0)
    sound = {"silence": silence(2), "noise": noise, "tone": 0.4 * np.sin(2 * np.pi * 440 * times), "chord": chord}[kind]
    assert np.mean(np.array(likelihoods((sound * 32_000).astype(np.int16))) > 0.5) < 0.1


def test_what_was_forgotten_does_not_count() -> None:
    samples = said("hello")[: 8 * FRAME]
    voice = SileroVoice()
    first = [voice.likelihood(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)]
    voice.forget()
    assert [voice.likelihood(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)] == pytest.approx(first, abs=1e-4)


def test_without_the_detector_a_voice_is_what_is_louder_than_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    voice = open_voice()
    assert isinstance(voice, LoudVoice)
    room = np.random.default_rng(5).normal(0, 60, 4 * RATE)
    spoken = np.concatenate([room, room[:RATE], room])
    spoken[4 * RATE : 5 * RATE] += said("hello everybody here")[:RATE]
    found = np.array([voice.likelihood(spoken[at : at + FRAME].astype(np.int16)) for at in range(0, len(spoken) - FRAME, FRAME)])
    assert np.mean(found[: 4 * RATE // FRAME][95:] > 0.5) == 0
    assert np.mean(found[4 * RATE // FRAME : 5 * RATE // FRAME] > 0.5) > 0.4
    voice.forget()
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(6 * RATE) / RATE)).astype(np.int16)
    hums = [voice.likelihood(tone[at : at + FRAME]) for at in range(0, len(tone) - FRAME, FRAME)]
    assert max(hums[-60:]) < 0.1
