from __future__ import annotations

import numpy as np
import pytest

from lookhear.errors import EncodeError, MediaError
from lookhear.media.aac import FRAME_SAMPLES, AacDecoder, AacEncoder
from lookhear.media.samples import AudioFormat

RATE = 48_000


def through(
    sound: np.ndarray[tuple[int, int], np.dtype[np.float32]], *, bit_rate: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Encoded and decoded, without the priming."""
    encoder = AacEncoder(channels=len(sound), bit_rate=bit_rate)
    frames = [data for start in range(0, sound.shape[1], FRAME_SAMPLES) for data in encoder.encode(sound[:, start : start + FRAME_SAMPLES])]
    frames += encoder.flush()
    decoder = AacDecoder(encoder.format)
    return np.concatenate([decoder.decode(data) for data in frames], axis=1)[:, encoder.format.priming :]


@pytest.mark.parametrize(("channels", "bit_rate"), [(1, 96_000), (2, 128_000)])
@pytest.mark.parametrize("level", [0.1, 0.5, 0.95])
def test_even_a_loud_pure_tone_keeps_its_shape(channels: int, bit_rate: int, level: float) -> None:
    wave = level * np.sin(2 * np.pi * 1000 * np.arange(40 * FRAME_SAMPLES) / RATE)
    sound = np.repeat(wave.astype(np.float32)[None], channels, axis=0)
    error = through(sound, bit_rate=bit_rate)[0] - sound[0]
    inside = slice(8 * FRAME_SAMPLES, 36 * FRAME_SAMPLES)
    assert 10 * np.log10(np.mean(sound[0, inside] ** 2) / np.mean(error[inside] ** 2)) > 50


def test_lasting_silence_is_one_frame_over_and_over_and_what_follows_is_heard() -> None:
    sound = np.zeros((1, 60 * FRAME_SAMPLES), np.float32)
    sound[0, 40 * FRAME_SAMPLES : 50 * FRAME_SAMPLES] = 0.2 * np.sin(np.arange(10 * FRAME_SAMPLES) * 0.1)
    out = through(sound, bit_rate=96_000)[0]
    assert np.abs(out[: 39 * FRAME_SAMPLES]).max() < 1e-3
    assert np.abs(out[41 * FRAME_SAMPLES : 49 * FRAME_SAMPLES] - sound[0, 41 * FRAME_SAMPLES : 49 * FRAME_SAMPLES]).max() < 0.01


def test_a_mono_track_sounds_alike_on_both_sides() -> None:
    encoder = AacEncoder(channels=1, bit_rate=96_000)
    decoder = AacDecoder(encoder.format)
    rng = np.random.default_rng(1)
    blocks = [decoder.decode(data) for _ in range(5) for data in encoder.encode(rng.normal(0, 0.1, (1, FRAME_SAMPLES)).astype(np.float32))]
    out = np.concatenate(blocks, axis=1)
    assert out.shape == (2, 4 * FRAME_SAMPLES)
    assert (out[0] == out[1]).all()
    assert np.abs(out).max() > 0.05


def test_what_cannot_be_encoded_or_decoded_is_told() -> None:
    with pytest.raises(EncodeError):
        AacEncoder(channels=3)
    with pytest.raises(EncodeError):
        AacEncoder(channels=1, sample_rate=12_345)
    decoder = AacDecoder(AacEncoder(channels=2).format)
    with pytest.raises(MediaError):
        decoder.decode(b"\xff" * 40)
    with pytest.raises(MediaError):
        AacDecoder(AudioFormat(channels=2, specific_config=b"\xff\xff\xff\xff"))
