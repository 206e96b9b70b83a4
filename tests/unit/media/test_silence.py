from __future__ import annotations

import av
import numpy as np
import pytest

from lookhear.errors import EncodeError
from lookhear.media.samples import AudioFormat
from lookhear.media.silence import silent_frame
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
