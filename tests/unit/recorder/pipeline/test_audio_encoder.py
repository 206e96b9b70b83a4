from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.errors import EncodeError
from lookhear.media.aac import PRIMING
from lookhear.recorder.pipeline.audio_encoder import AacFrame, AudioEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

S = 1_000_000_000


def tone(seconds: float, *, channels: int = 1, hz: float = 1000.0) -> NDArray[np.float32]:
    t = np.arange(round(seconds * 48_000)) / 48_000
    return np.repeat((0.5 * np.sin(2 * np.pi * hz * t)).astype(np.float32)[:, None], channels, axis=1)


def encoded(encoder: AudioEncoder, sound: NDArray[np.float32], *, t_ns: int = 0, block: int = 2400) -> list[AacFrame]:
    frames = []
    for begin in range(0, len(sound), block):
        frames += encoder.feed(sound[begin : begin + block], t_ns=t_ns + begin * S // 48_000)
    return frames + encoder.flush()


def decoded(frames: list[AacFrame], encoder: AudioEncoder) -> NDArray[np.float32]:
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = encoder.format.specific_config
    parts = [out.to_ndarray() for frame in frames for out in decoder.decode(av.Packet(frame.data))]
    return np.concatenate(parts, axis=1).astype(np.float32).T[PRIMING:]


@pytest.mark.parametrize("channels", [1, 2])
def test_what_went_in_comes_out_at_its_time(channels: int) -> None:
    encoder = AudioEncoder(channels=channels, bit_rate=64_000 * channels)
    sound = tone(1.0, channels=channels)
    sound[:24_000] = 0
    given = decoded(encoded(encoder, sound), encoder)
    assert given.shape[1] == channels
    assert np.abs(given[2048:46_000] - sound[2048:46_000]).max() < 0.08
    assert abs(int(np.argmax(np.abs(given[:, 0]) > 0.1)) - 24_000) < 48


def test_times_begin_with_the_priming_and_go_on_by_1024_samples() -> None:
    encoder = AudioEncoder(channels=1, bit_rate=96_000)
    frames = encoded(encoder, tone(1.0), t_ns=5 * S)
    assert frames[0].t_ns == 5 * S - round(1024 * S / 48_000)
    assert frames[10].t_ns == 5 * S + round(9 * 1024 * S / 48_000)
    assert len(frames) == 1 + -(-48_000 // 1024)


def test_blocks_of_any_size_make_the_same_frames() -> None:
    sound = tone(0.5, hz=437)
    by_size = [encoded(AudioEncoder(channels=1, bit_rate=96_000), sound, block=block) for block in (313, 2400, 24_000)]
    assert by_size[0] == by_size[1] == by_size[2]


def test_after_a_flush_it_begins_anew() -> None:
    encoder = AudioEncoder(channels=1, bit_rate=96_000)
    first = encoded(encoder, tone(0.3))
    again = encoded(encoder, tone(0.3), t_ns=60 * S)
    assert [frame.data for frame in again] == [frame.data for frame in first]
    assert again[0].t_ns == 60 * S - round(1024 * S / 48_000)


def test_flushing_nothing_gives_nothing() -> None:
    encoder = AudioEncoder(channels=1, bit_rate=96_000)
    assert encoder.flush() == []
    assert encoder.feed(np.zeros((0, 1), np.float32), t_ns=0) == []


def test_lasting_silence_is_silent_and_what_follows_is_whole() -> None:
    encoder = AudioEncoder(channels=2, bit_rate=128_000)
    sound = np.concatenate([tone(0.2, channels=2), np.zeros((96_000, 2), np.float32), tone(0.5, channels=2)])
    frames = encoded(encoder, sound)
    given = decoded(frames, encoder)
    assert len(frames) == 1 + -(-len(sound) // 1024)
    assert np.abs(given[9600 + 2048 : 9600 + 96_000 - 2048]).max() == 0
    assert abs(int(np.argmax(np.abs(given[60_000:, 0]) > 0.1)) + 60_000 - 105_600) < 48
    assert np.abs(given[106_600:128_000] - sound[106_600:128_000]).max() < 0.08
    assert sum(len(frame.data) for frame in frames[20:100]) < 80 * 12


def test_the_format_tells_channels_rate_and_profile() -> None:
    config = AudioEncoder(channels=2, bit_rate=128_000).format.specific_config
    assert config[0] >> 3 == 2  # AAC-LC
    assert (config[0] & 7) << 1 | config[1] >> 7 == 3  # 48 kHz
    assert config[1] >> 3 & 15 == 2


def test_an_impossible_track_is_refused() -> None:
    with pytest.raises(EncodeError, match="3 channels"):
        AudioEncoder(channels=3, bit_rate=96_000)
