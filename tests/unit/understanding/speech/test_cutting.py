"""Where utterances begin and end, with a detector that calls everything loud a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.understanding.speech.cutting import FRAME_NS, Began, Cutter, Ended, Event, Heard, Rules
from lookhear.understanding.speech.voice import FRAME, RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

S = 1_000_000_000


class Loudness:
    """The loudness of a frame is how likely it is a voice."""

    def likelihood(self, frame: NDArray[np.int16]) -> float:
        return float(np.abs(frame.astype(np.int32)).max()) / 1000

    def forget(self) -> None:
        pass


def sound(*stretches: tuple[int, int]) -> NDArray[np.int16]:
    """Stretches of so many frames of a loudness in thousandths."""
    return np.concatenate([np.full(frames * FRAME, level, np.int16) for frames, level in stretches])


def cut(*stretches: tuple[int, int], step: int = 5000, rules: Rules | None = None) -> list[Event]:
    cutter, samples, found = Cutter(Loudness(), rules), sound(*stretches), list[Event]()
    for at in range(0, len(samples), step):
        found += cutter.hear(samples[at : at + step], at_ns=S + at * S // RATE)
    return [*found, *cutter.finish()]


def spans(events: list[Event]) -> list[tuple[int, int, bool]]:
    """Utterances in frames of the sound."""
    begun = [event.at_ns for event in events if isinstance(event, Began)]
    ended = [event for event in events if isinstance(event, Ended)]
    assert len(begun) == len(ended)
    return [((start - S) // FRAME_NS, (end.at_ns - S) // FRAME_NS, end.is_speech) for start, end in zip(begun, ended, strict=True)]


@pytest.mark.parametrize("step", [100, FRAME, 5000, 1 << 20])
def test_an_utterance_begins_a_little_before_it_is_noticed_and_ends_at_a_pause(step: int) -> None:
    assert spans(cut((30, 0), (40, 900), (60, 0), (40, 900), (30, 0), step=step)) == [(23, 72, True), (123, 172, True)]


def test_all_of_an_utterance_is_handed_over_once() -> None:
    events = cut((30, 0), (40, 900), (60, 0))
    heard = np.concatenate([event.samples for event in events if isinstance(event, Heard)])
    assert np.count_nonzero(heard) == 40 * FRAME


def test_a_click_is_no_speech() -> None:
    assert [is_speech for *_, is_speech in spans(cut((30, 0), (3, 900), (60, 0)))] == [False]


def test_the_longer_somebody_speaks_the_shorter_a_pause_ends_it() -> None:
    assert spans(cut((20, 0), (100, 900), (12, 0), (20, 900), (40, 0)))[0][1] > 140
    assert spans(cut((20, 0), (130, 900), (12, 0), (20, 900), (40, 0)))[0][1] == 152
    assert spans(cut((20, 0), (290, 900), (4, 0), (20, 900), (40, 0)))[0][1] == 312


def test_flowing_speech_is_cut_at_its_quietest_place_and_nothing_is_lost() -> None:
    events = cut((20, 0), (370, 900), (5, 600), (400, 900), (40, 0), step=FRAME)
    found = spans(events)
    assert 390 <= found[0][1] <= 395
    assert found[1][0] == found[0][1]
    assert all(end - start <= Rules().longest for start, end, _ in found)


def test_a_gap_ends_what_was_said_and_a_short_one_is_a_silence() -> None:
    cutter = Cutter(Loudness())
    voice = sound((40, 900))
    length_ns = len(voice) * S // RATE
    events = [*cutter.hear(voice, at_ns=S), *cutter.hear(voice, at_ns=S + length_ns + S // 10)]
    assert sum(isinstance(event, Began) for event in events) == 1
    events = [*cutter.hear(voice, at_ns=60 * S)]
    assert isinstance(events[1], Ended)
    assert [event.at_ns for event in events if isinstance(event, Began)] == [60 * S]


def test_what_was_heard_already_is_left_out() -> None:
    cutter = Cutter(Loudness())
    voice = sound((40, 900))
    events = [*cutter.hear(voice, at_ns=S), *cutter.hear(voice, at_ns=S), *cutter.finish()]
    assert sum(len(event.samples) for event in events if isinstance(event, Heard)) == len(voice)
