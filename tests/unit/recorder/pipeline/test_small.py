from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from lookhear.recorder.pipeline.small import Shrinker, SmallPicture
from lookhear.recorder.ports import Frame, Rect
from tests.fakes.pictures import frame, noise, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDE, HIGH = 960, 540


def pixels(small: SmallPicture | None) -> NDArray[np.uint8]:
    assert small is not None
    assert len(small.pixels) == small.stride * small.height
    return np.frombuffer(small.pixels, dtype=np.uint8).reshape(small.height, small.width, 4)


def means(source: NDArray[np.uint8], factor: int) -> NDArray[np.int64]:
    rows, columns = source.shape[0] // factor, source.shape[1] // factor
    cut = source[: rows * factor, : columns * factor].astype(np.int64)
    found: NDArray[np.int64] = cut.reshape(rows, factor, columns, factor, 4).sum(axis=(1, 3)) // factor**2
    return found


@pytest.mark.parametrize(
    ("width", "height", "factor"), [(WIDE, HIGH, 2), (1440, 900, 3), (1921, 1081, 4), (2560, 1440, 5), (300, 200, 1), (7680, 4320, 16)]
)
def test_every_pixel_is_the_mean_of_those_behind_it(width: int, height: int, factor: int) -> None:
    source = noise(1, width=width, height=height)
    small = Shrinker().update(frame(source, 0))
    assert small is not None
    assert (small.width, small.height) == (width // factor, height // factor)
    assert (pixels(small) == means(source, factor)).all()


def test_of_a_large_change_in_a_hurry_two_pixels_are_taken() -> None:
    shrinker, source = Shrinker(), noise(1, width=1920, height=1080)
    small = shrinker.update(frame(source, 0), is_quick=True)
    two = (source[1::4, 1::4].astype(int) + source[3::4, 3::4]) // 2
    assert (pixels(small) == two).all()
    assert shrinker.is_rough


def test_what_was_taken_in_a_hurry_stays_rough_until_all_of_it_was_shrunk_again() -> None:
    shrinker, source = Shrinker(), noise(1, width=1920, height=1080)
    shrinker.update(frame(source, 0), is_quick=True)
    shrinker.update(frame(source, 1, (Rect(0, 0, 40, 40),)), is_quick=True)
    assert shrinker.is_rough
    assert (pixels(shrinker.update(frame(source, 2))) == means(source, 4)).all()
    assert not shrinker.is_rough


def test_only_what_changed_is_shrunk_again() -> None:
    shrinker, before, after = Shrinker(), noise(1, width=WIDE, height=HIGH), noise(2, width=WIDE, height=HIGH)
    first = pixels(shrinker.update(frame(before, 0)))
    second = pixels(shrinker.update(frame(after, 1, (Rect(101, 51, 9, 9),)), is_quick=True))
    assert (second[25:30, 50:55] == means(after, 2)[25:30, 50:55]).all()  # whole pixels of the small picture
    assert (second[:25] == first[:25]).all()
    assert (second[30:] == first[30:]).all()
    assert not shrinker.is_rough  # small changes are never sampled


def test_a_change_that_nobody_would_see_gives_no_picture() -> None:
    shrinker, source = Shrinker(), plain(90, 90, 90, width=WIDE, height=HIGH)
    assert shrinker.update(frame(source, 0)) is not None
    assert shrinker.update(frame(source, 1, (Rect(0, 0, 100, 100),))) is None
    assert shrinker.update(frame(source, 2)) is None


def test_a_change_outside_of_the_small_picture_is_none() -> None:
    shrinker = Shrinker()
    shrinker.update(frame(noise(1, width=1921, height=1081), 0))
    edge = noise(1, width=1921, height=1081)
    edge[1080, :] = 0
    assert shrinker.update(frame(edge, 1, (Rect(0, 1080, 1921, 1),))) is None


def test_a_display_of_another_size_begins_anew() -> None:
    shrinker = Shrinker()
    shrinker.update(frame(noise(1, width=WIDE, height=HIGH), 0))
    turned = noise(2, width=HIGH, height=WIDE)
    small = shrinker.update(frame(turned, 1, (Rect(0, 0, 2, 2),)))
    assert small is not None
    assert (small.width, small.height) == (540, 960)
    assert (pixels(small) == turned).all()


def test_a_picture_that_is_not_packed_is_converted() -> None:
    yuv = av.VideoFrame.from_numpy_buffer(plain(200, 30, 30, width=WIDE, height=HIGH), format="bgra").reformat(format="yuv420p")
    blue, green, red, _ = pixels(Shrinker().update(Frame(yuv, 0)))[100, 100]
    assert red > 180
    assert max(blue, green) < 60
