"""What every source of sound promises, asked of all of them: the synthetic one, libpulse and PortAudio on a real server."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.desktop import VirtualDesktop
from lookhear.errors import SourceLost
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.pipeline.clock import SessionClock
from lookhear.recorder.sources.audio.pulse_devices import PulseCatalogue
from lookhear.recorder.sources.audio.sounddevice_devices import SoundDeviceCatalogue, load_portaudio
from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource, SyntheticSound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lookhear.recorder.ports import AudioBlock, AudioSource

S = 1_000_000_000
pytestmark = pytest.mark.linux


@dataclass(frozen=True, slots=True)
class Case:
    source: AudioSource
    clock: SessionClock
    lose: Callable[[], object]


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(has_display=False) as desktop:
        yield desktop


@pytest.fixture(params=["synthetic", "pulse-mic", "pulse-system", "sounddevice"])
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    clock = SessionClock()
    if request.param == "synthetic":
        synthetic = SyntheticAudioSource(SyntheticSound(channels=2), now_ns=clock.now_ns)
        with synthetic:
            yield Case(synthetic, clock, synthetic.close)
        return
    desktop: VirtualDesktop = request.getfixturevalue("desktop")
    if request.param == "sounddevice":
        monkeypatch.setenv("PULSE_SERVER", desktop.audio.address)  # ALSA's device "pulse" asks for it
        portaudio = SoundDeviceCatalogue(load_portaudio(), now_ns=clock.now_ns, host_api="ALSA")
        with portaudio.open(ChannelId.parse("mic:pulse")) as source:
            yield Case(source, clock, desktop.kill_audio)
        return
    pulse = PulseCatalogue(now_ns=clock.now_ns, server=desktop.audio.address)
    with pulse.open(ChannelId.parse("mic:default" if request.param == "pulse-mic" else "system_audio:default")) as pulse_source:
        yield Case(pulse_source, clock, desktop.kill_audio)


def blocks(source: AudioSource, count: int) -> list[AudioBlock]:
    found: list[AudioBlock] = []
    while len(found) < count:
        block = source.read(5.0)
        assert block is not None, "nothing came for five seconds"
        found.append(block)
    return found


def test_blocks_are_float_samples_with_a_rate(case: Case) -> None:
    for block in blocks(case.source, 5):
        assert block.samples.dtype == np.float32
        assert block.samples.ndim == 2
        assert 1 <= block.samples.shape[1] <= 2
        assert len(block.samples) > 0
        assert np.abs(block.samples).max() <= 1
        assert 8_000 <= block.rate <= 192_000


def test_stamps_follow_the_samples(case: Case) -> None:
    found = blocks(case.source, 12)
    assert [block.t_ns for block in found] == sorted({block.t_ns for block in found})
    for before, after in itertools.pairwise(found[2:]):
        gap_ns = after.t_ns - before.t_ns - len(before.samples) * S // before.rate
        assert abs(gap_ns) < S // 10


def test_stamps_are_of_the_session_clock(case: Case) -> None:
    before_ns = case.clock.now_ns()
    found = blocks(case.source, 5)
    assert before_ns - S < found[0].t_ns < case.clock.now_ns() + S // 10


def test_blocks_keep_their_samples(case: Case) -> None:
    first = blocks(case.source, 1)[0]
    kept = first.samples.copy()
    blocks(case.source, 5)
    assert np.array_equal(first.samples, kept)


def test_reading_without_patience_does_not_fail(case: Case) -> None:
    for _ in range(20):
        block = case.source.read(0.0)
        assert block is None or len(block.samples)


def test_it_says_what_it_is_and_what_it_records(case: Case) -> None:
    assert case.source.name
    assert case.source.device


def test_a_source_that_goes_is_lost(case: Case) -> None:
    blocks(case.source, 2)
    case.lose()
    with pytest.raises(SourceLost):  # noqa: PT012 - samples that came before may be read still
        for _ in range(100):
            case.source.read(1.0)


def test_closing_twice_is_harmless_and_reading_after_it_is_a_loss(case: Case) -> None:
    blocks(case.source, 1)
    case.source.close()
    case.source.close()
    with pytest.raises(SourceLost):  # noqa: PT012 - samples that came before may be read still
        for _ in range(100):
            case.source.read(0.1)
