from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.mix import LINEAR_LEVEL, Mixer, MixFragment, soft_limit
from tests.unit.media.encoded import RATE, EncodedAudio, encode_audio, tone, write_audio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

FRAME = 1024


def pulse(at_s: float, *, seconds: float = 3.0, channels: int = 1, level: float = 0.5) -> EncodedAudio:
    sound = np.zeros((int(seconds * RATE), channels), np.float32)
    start = int(at_s * RATE)
    sound[start : start + RATE // 20] = level * np.sin(np.arange(RATE // 20) * 0.4)[:, None]
    return encode_audio(sound)


def decoded(mixer: Mixer, fragments: list[MixFragment]) -> dict[int, NDArray[np.float32]]:
    """Frames of the mix by their place on the session clock."""
    with av.open(io.BytesIO(mixer.init + b"".join(each.data for each in fragments)), "r") as container:
        frames = list(container.decode(container.streams.audio[0]))
    return {frame.pts: np.asarray(frame.to_ndarray(), np.float32) for frame in frames if frame.pts is not None}


def line(frames: dict[int, NDArray[np.float32]]) -> tuple[int, NDArray[np.float32]]:
    """Where the mix begins, and its left channel without holes."""
    begins, ends = min(frames), max(frames) + FRAME
    sound = np.zeros(ends - begins, np.float32)
    for start, block in frames.items():
        sound[start - begins : start - begins + FRAME] = block[0]
    return begins, sound


def mixed(tracks: dict[str, tuple[EncodedAudio, list[Path]]]) -> tuple[int, NDArray[np.float32]]:
    mixer = Mixer(tracks)
    for name, (audio, paths) in tracks.items():
        for path in paths:
            mixer.feed(name, audio.fmt, path)
    return line(decoded(mixer, list(mixer.finish())))


def onsets(begins: int, sound: NDArray[np.float32]) -> list[float]:
    """Session times at which the sound gets loud after it was not."""
    loud = np.flatnonzero(np.abs(sound) > 0.15)
    firsts = loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > RATE // 10)]
    return [float(begins + first) / RATE for first in firsts]


def test_a_pulse_of_each_track_is_where_the_session_clock_had_it(tmp_path: Path) -> None:
    mic, system = pulse(0.5), pulse(0.9, channels=2)
    tracks = {
        "mic": (mic, write_audio(tmp_path / "m", mic, start_s=10.0)),
        "system": (system, write_audio(tmp_path / "s", system, start_s=10.31)),
    }
    assert onsets(*mixed(tracks)) == pytest.approx([10.5, 11.21], abs=0.001)


def test_a_single_track_keeps_its_level_and_two_add_up(tmp_path: Path) -> None:
    one, two = tone(hertz=440, level=0.3), tone(hertz=440, level=0.2, channels=2)
    alone = {"mic": (one, write_audio(tmp_path / "m", one, start_s=10.0))}
    both = {**alone, "system": (two, write_audio(tmp_path / "s", two, start_s=10.0))}
    for tracks, level in ((alone, 0.3), (both, 0.5)):
        _, sound = mixed(tracks)
        middle = sound[RATE // 2 : RATE]
        assert np.sqrt(2 * np.mean(middle**2)) == pytest.approx(level, rel=0.02)


def test_loud_tracks_are_limited_and_never_wrap(tmp_path: Path) -> None:
    loud = tone(hertz=440, level=0.95)
    tracks = {name: (loud, write_audio(tmp_path / name, loud, start_s=10.0)) for name in ("a", "b", "c")}
    begins, sound = mixed(tracks)
    middle = sound[RATE // 2 : RATE]
    since_start = np.arange(len(middle)) + begins + RATE // 2 - 10 * RATE
    expected = soft_limit((3 * 0.95 * np.sin(2 * np.pi * 440 * since_start / RATE)).astype(np.float32))
    assert np.abs(middle).max() < 1.1  # the encoder rings a little around what is nearly a square
    assert np.corrcoef(middle, expected)[0, 1] > 0.99


def test_the_limiter_is_straight_below_its_level_and_monotonic_above() -> None:
    ramp = np.linspace(-4, 4, 4001).astype(np.float32)
    out = soft_limit(ramp.copy())
    inside = np.abs(ramp) <= LINEAR_LEVEL
    assert (out[inside] == ramp[inside]).all()
    assert (np.diff(out) >= 0).all()
    assert np.abs(out).max() <= 1


def test_mixing_bit_by_bit_gives_the_same_bytes_as_all_at_once(tmp_path: Path) -> None:
    mic, system = tone(seconds=4.0, hertz=300), tone(seconds=4.0, hertz=500, channels=2)
    mic_paths = write_audio(tmp_path / "m", mic, start_s=10.0)
    system_paths = write_audio(tmp_path / "s", system, start_s=10.2)
    at_once = Mixer(["mic", "system"])
    for path in mic_paths:
        at_once.feed("mic", mic.fmt, path)
    for path in system_paths:
        at_once.feed("system", system.fmt, path)
    expected = list(at_once.finish())
    bit_by_bit = Mixer(["mic", "system"])
    found: list[MixFragment] = []
    for number in range(max(len(mic_paths), len(system_paths))):
        for name, audio, paths in (("mic", mic, mic_paths), ("system", system, system_paths)):
            if number < len(paths):
                bit_by_bit.feed(name, audio.fmt, paths[number])
            found += bit_by_bit.advance(0)
    assert len(found) > 5
    found += bit_by_bit.finish()
    assert [each.data for each in found] == [each.data for each in expected]
    assert [each.sequence for each in found] == list(range(1, len(found) + 1))


def test_the_earliest_track_begins_the_mix_whichever_is_named_first(tmp_path: Path) -> None:
    mic, system = tone(), tone(channels=2)
    tracks = {
        "mic": (mic, write_audio(tmp_path / "m", mic, start_s=10.0)),
        "system": (system, write_audio(tmp_path / "s", system, start_s=10.5)),
    }
    for order in (["mic", "system"], ["system", "mic"]):
        begins, _ = mixed({name: tracks[name] for name in order})
        assert begins == 10 * RATE - FRAME


def test_no_click_is_heard_at_the_borders_of_fragments(tmp_path: Path) -> None:
    low = tone(seconds=4.0, hertz=200, level=0.5)
    begins, sound = mixed({"mic": (low, write_audio(tmp_path / "m", low, start_s=10.0, per_fragment=5))})
    inside = sound[10 * RATE + RATE // 4 - begins : 13 * RATE - begins]
    steepest = 0.5 * 2 * np.pi * 200 / RATE
    assert np.abs(np.diff(inside)).max() < 1.5 * steepest


def test_it_waits_for_an_open_track_but_not_for_a_closed_one_or_beyond_the_limit(tmp_path: Path) -> None:
    mic = tone(seconds=4.0)
    paths = write_audio(tmp_path / "m", mic, start_s=10.0)
    mixer = Mixer(["mic", "system"])
    for path in paths:
        mixer.feed("mic", mic.fmt, path)
    assert list(mixer.advance(0)) == []
    early = list(mixer.advance(12_000_000_000))
    assert 11.0 * RATE < early[-1].base_decode_time + early[-1].duration <= 12.0 * RATE
    mixer.close_track("system")
    late = list(mixer.advance(0))
    assert late[-1].base_decode_time + late[-1].duration > 13.4 * RATE
    assert mixer.late_samples == 0


def test_sound_that_comes_too_late_is_left_out_and_counted(tmp_path: Path) -> None:
    mic, system = tone(seconds=2.0), tone(seconds=1.0, channels=2)
    mixer = Mixer(["mic", "system"])
    for path in write_audio(tmp_path / "m", mic, start_s=10.0):
        mixer.feed("mic", mic.fmt, path)
    list(mixer.advance(20_000_000_000))
    for path in write_audio(tmp_path / "s", system, start_s=10.0):
        mixer.feed("system", system.fmt, path)
    list(mixer.finish())
    assert mixer.late_samples == pytest.approx(RATE, abs=FRAME)


def test_a_gap_in_a_track_is_silence_and_the_decoder_begins_anew(tmp_path: Path) -> None:
    mic = pulse(0.5, seconds=1.0)
    early = write_audio(tmp_path / "m", mic, start_s=10.0)
    late = write_audio(tmp_path / "m", mic, start_s=12.345, first=len(early) + 1)
    begins, sound = mixed({"mic": (mic, early + late)})
    assert onsets(begins, sound) == pytest.approx([10.5, 12.845], abs=0.001)
    quiet = sound[int(11.2 * RATE) - begins : int(12.3 * RATE) - begins]
    assert np.abs(quiet).max() < 1e-3


def test_hours_of_nothing_cost_no_frames(tmp_path: Path) -> None:
    mic = pulse(0.5, seconds=1.0)
    early = write_audio(tmp_path / "m", mic, start_s=10.0)
    late = write_audio(tmp_path / "m", mic, start_s=28_800.0, first=len(early) + 1)
    mixer = Mixer(["mic"])
    for path in early + late:
        mixer.feed("mic", mic.fmt, path)
    fragments = list(mixer.finish())
    assert sum(each.samples for each in fragments) < 120
    frames = decoded(mixer, fragments)
    loud = [start + int(np.flatnonzero(np.abs(block[0]) > 0.15)[0]) for start, block in frames.items() if np.abs(block).max() > 0.15]
    assert min(time for time in loud if time > RATE * 3600) / RATE == pytest.approx(28_800.5, abs=0.001)


def test_after_a_long_gap_one_track_may_be_heard_long_before_the_other(tmp_path: Path) -> None:
    mic, system = pulse(0.5), pulse(0.9, channels=2)
    mixer = Mixer(["mic", "system"])
    made: list[MixFragment] = []

    def feed(name: str, audio: EncodedAudio, start_s: float) -> None:
        for path in write_audio(tmp_path / f"{name}{start_s}", audio, start_s=start_s):
            mixer.feed(name, audio.fmt, path)

    for start_s in (10.0, 73.0):
        feed("mic", mic, start_s)
        made += mixer.advance(int((start_s - 9.5) * 1e9))
        feed("system", system, start_s + 0.4)
        made += mixer.advance(int((start_s - 6.0) * 1e9))
    made += mixer.finish()
    assert mixer.late_samples == 0
    assert onsets(*line(decoded(mixer, made))) == pytest.approx([10.5, 11.3, 73.5, 74.3], abs=0.001)


def test_a_mix_is_resumed_at_a_fragment_border_without_a_trace(tmp_path: Path) -> None:
    mic = tone(seconds=4.0, hertz=200)
    paths = write_audio(tmp_path / "m", mic, start_s=10.0)

    def run(**wishes: int) -> tuple[Mixer, list[MixFragment]]:
        mixer = Mixer(["mic"], **wishes)
        for path in paths:
            mixer.feed("mic", mic.fmt, path)
        return mixer, list(mixer.finish())

    mixer, whole = run()
    kept = whole[:4]
    border = kept[-1].base_decode_time + kept[-1].duration
    _, rest = run(resume_at=border, first_sequence=5)
    assert (rest[0].sequence, rest[0].base_decode_time) == (5, border)
    begins, sound = line(decoded(mixer, kept + rest))
    _, expected = line(decoded(mixer, whole))
    assert len(sound) == len(expected)
    around = slice(border - begins - 3 * FRAME, border - begins + 3 * FRAME)
    assert np.abs(sound[around] - expected[around]).max() < 0.02
    _, early = run(stop_at=border)
    assert early[-1].base_decode_time + early[-1].duration == border


def test_sound_of_another_rate_is_placed_right(tmp_path: Path) -> None:
    rate = 44_100
    sound = np.zeros((rate * 2, 1), np.float32)
    sound[rate : rate + 2000, 0] = 0.5 * np.sin(np.arange(2000) * 0.4)
    audio = encode_audio(sound, rate=rate)
    paths = write_audio(tmp_path / "m", audio, start_s=10.0)
    assert onsets(*mixed({"mic": (audio, paths)})) == pytest.approx([11.0], abs=0.001)


def test_the_wall_time_of_the_mix_is_told(tmp_path: Path) -> None:
    mic = tone()
    mixer = Mixer(["mic"], wall_origin_ns=1_700_000_000_000_000_000)
    for path in write_audio(tmp_path / "m", mic, start_s=10.0):
        mixer.feed("mic", mic.fmt, path)
    first = parse_fragment(next(mixer.finish()).data)
    assert first.wall_ns == pytest.approx(1_700_000_000_000_000_000 + first.base_decode_time * 1e9 / RATE, abs=1000)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [_cut, lambda path: path.unlink()])
def test_a_damaged_or_missing_fragment_is_a_media_error(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    mic = tone()
    paths = write_audio(tmp_path / "m", mic, start_s=10.0)
    harm(paths[1])
    mixer = Mixer(["mic"])
    for path in paths:
        mixer.feed("mic", mic.fmt, path)
    with pytest.raises(MediaError):
        list(mixer.finish())


def test_nothing_in_is_nothing_out() -> None:
    assert list(Mixer(["mic"]).finish()) == []
    assert list(Mixer([]).finish()) == []
