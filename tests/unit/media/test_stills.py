"""Pictures of a display at chosen moments."""

from __future__ import annotations

import numpy as np
import pytest

from demo.barcode import read_barcode
from lookhear.errors import MediaError
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import NS_PER_S, VideoFormat
from lookhear.media.stills import Still, StillReader, moments_of
from tests.tools.footage import Footage, pictures

DISPLAY = pictures(seconds=6, start_s=0, size=(640, 360))
FPS = 30


def format_of(footage: Footage) -> VideoFormat:
    fmt = parse_init(footage.init)
    assert isinstance(fmt, VideoFormat)
    return fmt


def seen(reader: StillReader, footage: Footage, *seqs: int, wanted_s: list[float], max_pixels: int | None = None) -> list[Still]:
    wanted = [round(moment * NS_PER_S) for moment in wanted_s]
    return [
        still
        for seq in seqs or range(1, len(footage.fragments) + 1)
        for still in reader.read(format_of(footage), footage.fragments[seq - 1], wanted_ns=wanted, max_pixels=max_pixels)
    ]


def number_of(still: Still) -> int | None:
    gray = still.rgb.astype(np.float32).mean(axis=2)
    return read_barcode(np.asarray(np.clip((gray - 16) * 1.2, 0, 255), np.uint8))


def test_each_moment_shows_the_picture_of_that_time() -> None:
    moments = [0.01, 0.72, 1.99, 3.0, 5.5]
    stills = seen(StillReader(), DISPLAY, wanted_s=moments)
    assert [still.at_ns / NS_PER_S for still in stills] == moments
    assert [number_of(still) for still in stills] == [int(moment * FPS + 1e-6) for moment in moments]
    assert {still.rgb.shape for still in stills} == {(360, 640, 3)}
    assert {still.rgb.dtype for still in stills} == {np.dtype(np.uint8)}


def test_moments_outside_what_there_is_show_nothing() -> None:
    assert seen(StillReader(), DISPLAY, 1, 2, wanted_s=[1.5, 7]) == []


def test_without_its_key_frame_nothing_is_shown_until_the_next_one() -> None:
    stills = seen(StillReader(), DISPLAY, *range(3, 13), wanted_s=[1.2, 3.9, 4.01, 5.0])
    assert [still.at_ns / NS_PER_S for still in stills] == [4.01, 5.0]


def test_it_knows_what_goes_on_where_it_is_and_begins_again_elsewhere() -> None:
    reader = StillReader()
    assert reader.next_time is None
    seen(reader, DISPLAY, 1, wanted_s=[])
    assert reader.next_time == 45_000
    seen(reader, DISPLAY, 5, wanted_s=[])  # in the middle of a group
    assert reader.next_time is None
    assert len(seen(reader, DISPLAY, 9, wanted_s=[4.2])) == 1
    assert reader.next_time == 45_000 * 9


def test_a_picture_of_several_moments_is_one_array() -> None:
    stills = seen(StillReader(), DISPLAY, 1, wanted_s=[0.101, 0.11, 0.2])
    assert stills[0].rgb is stills[1].rgb
    assert stills[1].rgb is not stills[2].rgb


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    still = seen(StillReader(), DISPLAY, 1, wanted_s=[0.1], max_pixels=10_000)[0]
    height, width, _ = still.rgb.shape
    assert width * height <= 10_000
    assert width / height == pytest.approx(640 / 360, rel=0.05)
    assert width % 2 == height % 2 == 0


def test_moments_are_the_middles_of_equal_parts() -> None:
    assert moments_of(0, 10, 5) == (1, 3, 5, 7, 9)
    assert moments_of(0, 100, 2) == (49, 99)
    assert moments_of(100, 200, 1) == (199,)


def test_damage_is_told_and_the_next_key_frame_goes_on() -> None:
    reader = StillReader()
    with pytest.raises(MediaError):
        reader.read(format_of(DISPLAY), b"nothing of the kind", wanted_ns=[])
    assert len(seen(reader, DISPLAY, 1, wanted_s=[0.1])) == 1
