"""A picture as a JPEG file."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from lookhear.errors import EncodeError
from lookhear.media.jpegs import encode_jpeg


def test_a_picture_comes_back_nearly_as_it_was() -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, 32:] = (200, 30, 90)
    with av.open(io.BytesIO(encode_jpeg(picture)), "r") as file:
        shown = next(file.decode(video=0)).to_ndarray(format="rgb24")
    assert shown.shape == (48, 64, 3)
    assert np.abs(shown[:, :24].astype(int)).mean() < 3
    assert np.abs(shown[:, 40:].astype(int) - (200, 30, 90)).mean() < 6


def test_odd_sides_are_cut_by_a_pixel() -> None:
    with av.open(io.BytesIO(encode_jpeg(np.full((33, 35, 3), 128, np.uint8))), "r") as file:
        frame = next(file.decode(video=0))
    assert (frame.width, frame.height) == (34, 32)


def test_what_is_no_picture_is_told() -> None:
    with pytest.raises(EncodeError):
        encode_jpeg(np.zeros((1, 1, 3), np.uint8))
