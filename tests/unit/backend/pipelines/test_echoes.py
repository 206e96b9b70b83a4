"""What a microphone repeats of what the computer plays is marked; what somebody says meanwhile is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.voices import RATE, said
from lookhear.backend.pipelines.echoes import EchoMarker
from lookhear.media.pcm import Pcm
from lookhear.media.samples import NS_PER_S, Sample
from tests.fakes.understanding import Stage
from tests.tools.footage import Footage, cut
from tests.unit.media.encoded import encode_audio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

PLAYED = said("please open the report and look at the second page", voice="rms")
SPOKEN = said("let us meet again on thursday afternoon at three", voice="slt")
LENGTH = min(len(PLAYED), len(SPOKEN))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "system_audio:default") as made:
        yield made


def footage(samples: NDArray[np.int16], *, start_s: float) -> Footage:
    times = np.arange(len(samples) * 3) / 3
    audio = encode_audio((np.interp(times, np.arange(len(samples)), samples) / 32_768).astype(np.float32)[:, None])
    return cut("system_audio:default", audio.fmt, [Sample(data, 1024, is_sync=True) for data in audio.frames], start_s=start_s)


def marks(stage: Stage, heard: NDArray[np.int16], *, at_s: float, rate: int = RATE) -> dict[str, object]:
    transcript = stage.run(stage.service.start_transcript(stage.stream("mic:default").id, connection_id=None))
    marker = EchoMarker(stage.tools, stage.row(transcript))
    pcm = Pcm(round(at_s * NS_PER_S), heard, rate)
    marker.hear(pcm)
    return stage.run(marker.marks(pcm.at_ns, pcm.end_ns))


def test_an_echo_is_marked_with_how_alike_the_sounds_are(stage: Stage) -> None:
    stage.keep(footage(PLAYED, start_s=5))
    noise = np.random.default_rng(1).normal(0, 30, len(PLAYED))
    found = marks(stage, (PLAYED * 0.2 + noise).astype(np.int16), at_s=5.15)
    assert found["echo"] is True
    assert found == {"echo": True, "echo_score": pytest.approx(0.85, abs=0.15)}


def test_what_somebody_says_while_something_is_played_is_not_marked(stage: Stage) -> None:
    stage.keep(footage(PLAYED, start_s=5))
    assert marks(stage, SPOKEN[:LENGTH], at_s=5) == {}
    both = SPOKEN[:LENGTH] * 0.7 + PLAYED[:LENGTH] * 0.15
    assert marks(stage, both.astype(np.int16), at_s=5) == {}


def test_what_was_played_at_another_time_is_no_echo(stage: Stage) -> None:
    stage.keep(footage(PLAYED, start_s=5))
    assert marks(stage, PLAYED, at_s=30) == {}


def test_without_the_computers_sound_nothing_is_marked(tmp_path: Path) -> None:
    with Stage(tmp_path, "mic:default") as stage:
        assert marks(stage, PLAYED, at_s=5) == {}


def test_a_moment_is_too_short_to_tell(stage: Stage) -> None:
    stage.keep(footage(PLAYED, start_s=5))
    assert marks(stage, PLAYED[: RATE // 4], at_s=5) == {}
