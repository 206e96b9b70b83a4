from __future__ import annotations

import av
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lookhear.recorder.pipeline.convert import Canvas
from lookhear.recorder.ports import Rect
from tests.fakes.pictures import frame, noise, plain, planes

SIZES = st.tuples(st.integers(1, 130), st.integers(1, 100)).map(lambda half: (2 * half[0], 2 * half[1]))


@st.composite
def changes(draw: st.DrawFn) -> tuple[int, int, list[Rect]]:
    """A size, and rectangles on it that may be cut off at its edges."""
    width, height = draw(SIZES)
    count = draw(st.integers(1, 4))
    rects = [
        Rect(
            draw(st.integers(-4, width - 1)),
            draw(st.integers(-4, height - 1)),
            draw(st.integers(1, max(2, width // 2))),
            draw(st.integers(1, max(2, height // 2))),
        )
        for _ in range(count)
    ]
    return width, height, rects


def bt709(red: int, green: int, blue: int) -> tuple[float, float, float]:
    """Limited-range Y, Cb and Cr of ITU-R BT.709-6 §3, for 8 bits."""
    r, g, b = red / 255, green / 255, blue / 255
    luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return 16 + 219 * luma, 128 + 224 * (b - luma) / 1.8556, 128 + 224 * (r - luma) / 1.5748


@given(changes(), st.integers(0, 1000))
@example((16, 66, [Rect(0, 64, 1, 1)]), 0)
@example((2, 258, [Rect(0, 256, 1, 1)]), 1)
@example((66, 34, [Rect(65, 33, 1, 1)]), 2)
@settings(max_examples=60)
def test_converting_what_changed_gives_the_same_bytes_as_converting_all(change: tuple[int, int, list[Rect]], seed: int) -> None:
    width, height, rects = change
    before, after = noise(seed, width=width, height=height), noise(seed, width=width, height=height)
    dirty = [clipped for rect in rects if (clipped := rect.clipped(width, height)) is not None]
    new = noise(seed + 1, width=width, height=height)
    for rect in dirty:
        after[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] = new[
            rect.y : rect.y + rect.height, rect.x : rect.x + rect.width
        ]
    canvas = Canvas(width, height)
    canvas.update(frame(before, 1))

    partial = planes(canvas.update(frame(after, 2, tuple(dirty))))
    whole = planes(Canvas(width, height).update(frame(after, 2)))

    assert all(np.array_equal(left, right) for left, right in zip(partial, whole, strict=True))


@pytest.mark.parametrize(
    "colour",
    [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255), (18, 150, 201)],
)
@pytest.mark.parametrize("is_partial", [False, True])
def test_colours_are_those_of_bt709(colour: tuple[int, int, int], *, is_partial: bool) -> None:
    canvas = Canvas(64, 48)
    if is_partial:
        canvas = Canvas(320, 320)
        canvas.update(frame(plain(7, 77, 177, width=320, height=320), 1))
        area = Rect(32, 64, 64, 48)
        dirty: tuple[Rect, ...] | None = (area,)
        pixels = plain(7, 77, 177, width=320, height=320)
        pixels[area.y : area.y + area.height, area.x : area.x + area.width] = plain(*colour)
    else:
        area, dirty, pixels = Rect(0, 0, 64, 48), None, plain(*colour)
    found = planes(canvas.update(frame(pixels, 2, dirty)))
    for plane, halved, expected in zip(found, (0, 1, 1), bt709(*colour), strict=True):
        inside = plane[area.y >> halved : (area.y + area.height) >> halved, area.x >> halved : (area.x + area.width) >> halved]
        assert np.abs(inside - expected).max() <= 1


def test_a_change_over_most_of_the_picture_is_converted_whole() -> None:
    canvas = Canvas(64, 48)
    canvas.update(frame(plain(0, 0, 0), 1))
    everywhere = tuple(Rect(x, 0, 32, 48) for x in (0, 32))
    found = planes(canvas.update(frame(plain(255, 255, 255), 2, everywhere)))
    assert {int(value) for value in np.unique(found[0])} == {235}


def test_a_picture_in_another_format_is_converted_whole() -> None:
    canvas = Canvas(64, 48)
    canvas.update(frame(plain(0, 0, 0), 1))
    white = frame(plain(255, 255, 255), 2).picture.reformat(format="rgb24")
    changed = frame(plain(0, 0, 0), 2, (Rect(0, 0, 2, 2),))
    found = planes(canvas.update(type(changed)(white, 2, changed.dirty)))
    assert {int(value) for value in np.unique(found[0])} == {235}


def test_nothing_dirty_leaves_the_picture_as_it_was() -> None:
    canvas = Canvas(64, 48)
    before = planes(canvas.update(frame(noise(1), 1)))
    after = planes(canvas.update(frame(noise(2), 2, ())))
    assert all(np.array_equal(left, right) for left, right in zip(before, after, strict=True))


def test_the_encoder_gets_a_picture_of_the_right_kind() -> None:
    picture = Canvas(64, 48).update(frame(plain(1, 2, 3), 1))
    assert (picture.format.name, picture.width, picture.height) == ("yuv420p", 64, 48)


def test_a_grabbed_picture_whose_lines_are_padded_is_read_right() -> None:
    """FFmpeg pads lines; a buffer of NumPy's does not."""
    padded = av.VideoFrame(38, 40, "bgra")
    line_size = padded.planes[0].line_size
    assert line_size > 38 * 4
    pixels = noise(5, width=38, height=40)
    lines = np.zeros((40, line_size), dtype=np.uint8)
    lines[:, : 38 * 4] = pixels.reshape(40, -1)
    padded.planes[0].update(lines.tobytes())
    canvas = Canvas(38, 40)
    canvas.update(frame(plain(0, 0, 0, width=38, height=40), 1))
    changed = frame(pixels, 2, (Rect(0, 0, 32, 16),))
    found = planes(canvas.update(type(changed)(padded, 2, changed.dirty)))
    assert np.array_equal(found[0][:16, :32], planes(Canvas(38, 40).update(frame(pixels, 2)))[0][:16, :32])


@pytest.mark.parametrize("dirty", [None, (Rect(60, 40, 7, 9),)])
def test_the_last_line_and_column_of_an_odd_size_are_cut_off(dirty: tuple[Rect, ...] | None) -> None:
    before, after = noise(1, width=67, height=49), noise(1, width=67, height=49)
    after[40:, 60:] = 200
    canvas = Canvas(66, 48)
    canvas.update(frame(before, 1))
    found = planes(canvas.update(frame(after, 2, dirty)))
    even = np.ascontiguousarray(after[:48, :66])
    whole = planes(Canvas(66, 48).update(frame(even, 2)))
    assert all(np.array_equal(left, right) for left, right in zip(found, whole, strict=True))
