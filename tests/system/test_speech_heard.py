"""Three voices of a synthesiser, as long as a short meeting, and what the engine that comes along makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.voices import RATE, VOICES, said, silence
from lookhear.understanding.speech.pocketsphinx import make

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lookhear.understanding.ports import Utterance

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

S = 1_000_000_000
TEXTS = (
    (
        "Please open the report and look at the second page. The table shows how many people visited the website each day. Most of them "
        "came on Monday morning and left after two minutes. We need to find out why they did not stay longer."
    ),
    (
        "The weather was cold and wet for most of the winter, and the river rose above the bridge twice. People in the village moved their "
        "furniture to the upper floor and waited for the water to go down. When the sun came back in March everybody helped to clean the "
        "streets, and the children planted trees along the road to the station."
    ),
)


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def errors(truth: list[str], told: list[str]) -> int:
    row = list(range(len(told) + 1))
    for number, word in enumerate(truth, 1):
        before, row = row, [number]
        for at, other in enumerate(told, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
    return row[-1]


def heard(sound: NDArray[np.int16]) -> list[Utterance]:
    listener, found = make({}).listen(language="en"), list["Utterance"]()
    for start in range(0, len(sound), RATE // 2):
        found += listener.hear(sound[start : start + RATE // 2], at_ns=start * S // RATE)
    return [*(each for each in found if each.is_final), *listener.finish()]


@pytest.mark.parametrize("voice", VOICES)
def test_at_most_one_word_of_ten_is_wrong_and_flowing_speech_is_cut(voice: str) -> None:
    sound = np.concatenate([part for text in TEXTS for part in (silence(1), said(text, voice=voice))])
    found = heard(np.concatenate([sound, silence(1)]))
    truth = [word for text in TEXTS for word in words(text)]
    told = [word for each in found for word in words(each.text)]
    assert errors(truth, told) <= 0.1 * len(truth)
    assert all(each.end_ns - each.start_ns <= 13.5 * S for each in found)
    times = [time_ns for each in found for time_ns in (each.start_ns, each.end_ns)]
    assert times == sorted(times)


def test_a_telephones_sound_is_understood_in_part_and_breaks_nothing() -> None:
    sound = said(TEXTS[0], voice="rms")
    narrow = np.interp(np.arange(len(sound)), np.arange(0, len(sound), 2), sound[::2]).astype(np.int16)
    truth = words(TEXTS[0])
    told = [word for each in heard(narrow) for word in words(each.text)]
    assert len(set(truth) & set(told)) > 0.3 * len(set(truth))
