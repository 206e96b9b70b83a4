from __future__ import annotations

import av
import numpy as np
import pytest

from lookhear.errors import EncodeError
from lookhear.media.fragments import parse_fragment
from lookhear.media.samples import AudioFormat
from lookhear.media.silence import silent_fragment, silent_frame
from tests.unit.media.encoded import tone


@pytest.mark.parametrize("channels", [1, 2])
def test_a_silent_frame_decodes_to_silence_with_the_configuration_of_the_real_track(channels: int) -> None:
    fmt = tone(channels=channels).fmt
    context = av.CodecContext.create("aac", "r")
    assert isinstance(context, av.AudioCodecContext)
    context.extradata = fmt.specific_config
    for _ in range(3):
        for frame in context.decode(av.Packet(silent_frame(fmt))):
            assert frame.samples == 1024
            assert frame.layout.nb_channels == channels
            assert np.abs(frame.to_ndarray()).max() < 1e-4


def test_a_format_nobody_can_encode_is_an_encode_error() -> None:
    with pytest.raises(EncodeError):
        silent_frame(AudioFormat(channels=7, specific_config=b""))


def test_a_fragment_of_silence_lies_where_it_should_and_is_no_longer() -> None:
    fmt = tone().fmt
    info = parse_fragment(silent_fragment(fmt, start_ns=2_000_000_000, end_ns=10_000_000_000))
    assert (info.base_decode_time, info.total_duration) == (96_000, 375 * 1024)
    assert len(parse_fragment(silent_fragment(fmt, start_ns=0, end_ns=30_000_000)).sizes) == 1
    assert len(parse_fragment(silent_fragment(fmt, start_ns=0, end_ns=1)).sizes) == 1
