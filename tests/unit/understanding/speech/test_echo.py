"""How alike two sounds are."""

from __future__ import annotations

import numpy as np

from demo.voices import RATE, said
from lookhear.understanding.speech.echo import IS_ECHO, LEAD_S, echo_score

LEAD = np.zeros(round(LEAD_S * RATE), np.int16)
VOICE = said("please open the report and look at the second page", voice="rms")


def test_the_same_sound_from_a_loudspeaker_is_an_echo_however_late_and_quiet() -> None:
    for late_s, loud in ((0.02, 0.5), (0.3, 0.1), (0.5, 0.05)):
        late = np.concatenate([np.zeros(round(late_s * RATE), np.int16), VOICE])[: len(VOICE)]
        heard = late * loud + np.random.default_rng(2).normal(0, 20, len(VOICE))
        assert echo_score(heard.astype(np.int16), np.concatenate([LEAD, VOICE])) > IS_ECHO


def test_another_voice_is_none() -> None:
    other = said("let us meet again on thursday afternoon at three")
    assert echo_score(other, np.concatenate([LEAD, VOICE])) < IS_ECHO - 0.1


def test_silence_and_a_moment_are_like_nothing() -> None:
    assert echo_score(VOICE, np.zeros(len(LEAD) + len(VOICE), np.int16)) == 0
    assert echo_score(VOICE[:1000], VOICE) == 0
    assert echo_score(VOICE[:100], VOICE[:50]) == 0
