"""Sound for whoever listens: rates, gaps, new inits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from lookhear.errors import MediaError
from lookhear.media.init_segment import parse_init
from lookhear.media.pcm import Pcm, PcmDecoder
from lookhear.media.samples import NS_PER_S, AudioFormat
from tests.tools.footage import Footage, sound
from tests.tools.recorded import loudness

MONO = sound(seconds=4, start_s=0.1)


def fed(footage: Footage, *seqs: int) -> list[tuple[AudioFormat, bytes]]:
    fmt = parse_init(footage.init)
    assert isinstance(fmt, AudioFormat)
    return [(fmt, footage.fragments[seq - 1]) for seq in seqs or range(1, len(footage.fragments) + 1)]


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_tone_is_heard_at_any_rate_where_it_was(rate: int, channels: int) -> None:
    pieces = PcmDecoder(rate).decode(fed(sound(seconds=4, start_s=0.1, channels=channels)))
    assert len(pieces) == 1
    piece = pieces[0]
    assert piece.at_ns == pytest.approx((0.1 + 1024 / 48_000) * NS_PER_S, abs=NS_PER_S / rate)
    assert piece.end_ns == pytest.approx(MONO.ends_s[-1] * NS_PER_S, abs=0.01 * NS_PER_S)
    assert piece.samples.dtype == np.int16
    middle = piece.samples[rate : 2 * rate]
    assert loudness(middle, rate=rate, hertz=440) == pytest.approx(0.5 * 32_767, rel=0.03)


def test_fed_piece_by_piece_it_is_the_same_sound() -> None:
    whole = PcmDecoder(16_000).decode(fed(MONO))[0]
    decoder = PcmDecoder(16_000)
    pieces = [piece for each in fed(MONO) for piece in decoder.decode([each])]
    assert np.array_equal(np.concatenate([piece.samples for piece in pieces]), whole.samples)
    assert all(abs(after.at_ns - before.end_ns) < NS_PER_S / 16_000 for before, after in pairwise(pieces))


def test_a_gap_begins_another_stretch_at_its_own_time() -> None:
    pieces = PcmDecoder(16_000).decode(fed(MONO, 1, 2, 5, 6))
    assert len(pieces) == 2
    assert pieces[0].end_ns == pytest.approx(MONO.ends_s[1] * NS_PER_S, abs=0.005 * NS_PER_S)
    assert pieces[1].at_ns == pytest.approx((MONO.ends_s[3] + 1024 / 48_000) * NS_PER_S, abs=NS_PER_S / 16_000)


def test_another_format_goes_on_behind_the_first_one() -> None:
    stereo = sound(seconds=2, start_s=4.2, channels=2)
    pieces = PcmDecoder(16_000).decode([*fed(MONO), *fed(stereo)])
    assert sum(len(piece.samples) for piece in pieces) == pytest.approx(6 * 16_000, abs=1600)


def test_what_lies_before_a_moment_is_cut_off() -> None:
    piece = Pcm(NS_PER_S, np.arange(16_000, dtype=np.int16), 16_000)
    cut = piece.after(NS_PER_S + NS_PER_S // 2)
    assert (cut.at_ns, len(cut.samples), cut.samples[0]) == (1_500_000_000, 8000, 8000)
    assert piece.after(0).at_ns == NS_PER_S
    assert len(piece.after(5 * NS_PER_S).samples) == 0


def test_what_is_no_fragment_is_told() -> None:
    fmt = fed(MONO, 1)[0][0]
    with pytest.raises(MediaError):
        PcmDecoder(16_000).decode([(fmt, b"nothing of the kind")])
