from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from lookhear.errors import MediaError
from lookhear.media.h264 import find_parameter_sets
from lookhear.media.h264_size import picture_size


def sps_of(width: int, height: int, *, profile: str, pixels: str = "yuv420p", **options: str) -> bytes:
    """What an encoder that is not ours says of its pictures."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, pixels
    context.framerate, context.time_base = Fraction(25), Fraction(1, 25)
    context.options = {"preset": "ultrafast", "profile": profile, **options}
    frame = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8), format="rgb24").reformat(format=pixels)
    packets = [*context.encode(frame), *context.encode(None)]
    return find_parameter_sets(bytes(packets[0]))[0]


@pytest.mark.parametrize("profile", ["baseline", "main", "high"])
@pytest.mark.parametrize("size", [(320, 180), (1920, 1080), (16, 16), (642, 362)])
def test_the_size_is_that_of_the_pictures_without_what_fills_their_blocks(profile: str, size: tuple[int, int]) -> None:
    assert picture_size(sps_of(*size, profile=profile)) == size


def test_other_colours_and_fields_and_matrices_are_read_over() -> None:
    assert picture_size(sps_of(322, 182, profile="high444", pixels="yuv444p")) == (322, 182)
    assert picture_size(sps_of(320, 180, profile="high", **{"x264-params": "interlaced=1:cqm=jvt"})) == (320, 180)


@pytest.mark.parametrize("damaged", [b"", b"\x67", b"\x67\x42\x00\x1e", b"\x67\x64\x00\x1e" + bytes(20), b"\x68\x42\x00\x1e\xff\xff"])
def test_what_is_damaged_is_refused(damaged: bytes) -> None:
    with pytest.raises(MediaError):
        picture_size(damaged)
