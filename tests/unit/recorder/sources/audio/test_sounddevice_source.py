from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.sources.audio.sounddevice_source import InputDevice, SoundDeviceSource
from tests.fakes.clock import ManualClock
from tests.fakes.portaudio import FakeDevice, FakePortAudio, FakeStream

if TYPE_CHECKING:
    from lookhear.recorder.ports import AudioBlock

S = 1_000_000_000
MS = 1_000_000
BLOCK = 2304
MIC = InputDevice(index=0, name="Microphone", rate=48_000, channels=1, is_default=True)


def opened(clock: ManualClock, *, channels: int = 1) -> tuple[SoundDeviceSource, FakeStream]:
    library = FakePortAudio([FakeDevice("Microphone", channels=channels)])
    device = InputDevice(index=0, name="Microphone", rate=48_000, channels=channels, is_default=True)
    source = SoundDeviceSource(library, device, now_ns=clock)
    return source, library.streams[0]


def heard(source: SoundDeviceSource) -> AudioBlock:
    block = source.read(0.0)
    assert block is not None
    return block


def test_a_block_is_copied_and_stamped_with_its_first_sample() -> None:
    clock = ManualClock(10 * S)
    source, stream = opened(clock)
    stream.call(age_s=0.06, value=0.25)
    block = heard(source)
    assert block.t_ns == 10 * S - 60 * MS
    assert block.samples.shape == (BLOCK, 1)
    assert float(block.samples.max()) == float(block.samples.min()) == 0.25


@pytest.mark.parametrize("age_s", [0.0, -3.0, 100.0])
def test_an_age_that_cannot_be_is_taken_as_the_length_of_the_block(age_s: float) -> None:
    clock = ManualClock(10 * S)
    source, stream = opened(clock)
    stream.call(age_s=age_s)
    assert heard(source).t_ns == 10 * S - (48 * MS if age_s else 0)


def test_a_late_callback_does_not_move_the_sound() -> None:
    clock = ManualClock(10 * S)
    source, stream = opened(clock)
    stream.call()
    clock.advance(48 * MS + 30 * MS)
    stream.call()
    assert heard(source).t_ns == 10 * S - 50 * MS
    assert heard(source).t_ns == 10 * S - 2 * MS


def test_after_lost_samples_the_stamps_show_the_gap() -> None:
    clock = ManualClock(10 * S)
    source, stream = opened(clock)
    stream.call()
    clock.advance(48 * MS + 40 * MS)
    stream.call(overflow=True)
    heard(source)
    assert heard(source).t_ns == 10 * S + 38 * MS


def test_a_pause_of_the_device_shows_in_the_stamps() -> None:
    clock = ManualClock(10 * S)
    source, stream = opened(clock)
    stream.call()
    clock.advance(5 * S)
    stream.call()
    heard(source)
    assert heard(source).t_ns == 15 * S - 50 * MS


def test_a_reader_that_comes_too_late_loses_blocks_but_not_their_time() -> None:
    clock = ManualClock(0)
    source, stream = opened(clock)
    for _ in range(250):
        clock.advance(48 * MS)
        stream.call(age_s=0.048)
    stamps = [heard(source).t_ns for _ in range(200)]
    assert stamps == [number * 48 * MS for number in range(200)]
    clock.advance(48 * MS)
    stream.call(age_s=0.048)
    assert heard(source).t_ns == 250 * 48 * MS


def test_nothing_within_the_timeout_is_none() -> None:
    source, _stream = opened(ManualClock())
    assert source.read(0.0) is None


def test_a_finished_stream_is_a_lost_source() -> None:
    source, stream = opened(ManualClock())
    stream.call()
    stream.finish()
    heard(source)
    with pytest.raises(SourceLost, match="went away"):
        source.read(0.0)


def test_a_device_that_falls_silent_for_good_is_lost() -> None:
    source, _stream = opened(ManualClock())
    source._alive_s -= 3.0
    with pytest.raises(SourceLost, match="delivers nothing"):
        source.read(0.0)


def test_more_than_two_channels_are_not_asked_for() -> None:
    _source, stream = opened(ManualClock(), channels=8)
    assert stream.settings["channels"] == 2
    assert stream.settings["blocksize"] == BLOCK


def test_closing_twice_lets_go_once() -> None:
    closed: list[int] = []
    library = FakePortAudio([FakeDevice("Microphone")])
    with SoundDeviceSource(library, MIC, now_ns=ManualClock(), on_close=lambda: closed.append(1)) as source:
        source.close()
    assert closed == [1]
    assert not library.streams[0].is_open
    with pytest.raises(SourceLost):
        source.read(0.0)


def test_a_refused_device_is_unavailable_and_let_go() -> None:
    closed: list[int] = []
    library = FakePortAudio([FakeDevice("Microphone", refuses="Device unavailable [PaErrorCode -9985]")])
    with pytest.raises(SourceUnavailable, match=r"“Microphone” cannot be opened .*-9985"):
        SoundDeviceSource(library, MIC, now_ns=ManualClock(), on_close=lambda: closed.append(1))
    assert closed == [1]
