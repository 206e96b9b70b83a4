from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from lookhear.errors import EncodeError
from lookhear.media.h264 import NalKind, nal_kind, read_access_unit, read_sps, split_annex_b
from lookhear.recorder.pipeline.convert import Canvas
from lookhear.recorder.pipeline.video_encoder import VideoEncoder
from lookhear.recorder.quality import Quality
from tests.fakes.pictures import HEIGHT, WIDTH, frame, noise, planes

_TICK_NS = 33_333_333


def picture(seed: int, *, width: int = WIDTH, height: int = HEIGHT) -> av.VideoFrame:
    return Canvas(width, height).update(frame(noise(seed, width=width, height=height), 0))


def kinds(data: bytes) -> list[int]:
    return [nal_kind(nal) for nal in split_annex_b(data)]


def test_a_better_picture_costs_more_bytes_and_is_nearer_to_what_went_in() -> None:
    sizes, errors = [], []
    for quality in (Quality.SMALL, Quality.BALANCED, Quality.SHARP):
        made = VideoEncoder(width=WIDTH, height=HEIGHT, fps=30, quality=quality)
        before = picture(1)
        data = made.encode(before, t_ns=0, is_idr=True)[0].data
        decoder = av.CodecContext.create("h264", "r")
        (after,) = decoder.decode(av.Packet(data)) + decoder.decode(None)
        sizes.append(len(data))
        errors.append(np.abs(planes(after)[0].astype(int) - planes(before)[0]).mean())
    assert sizes == sorted(sizes)
    assert errors == sorted(errors, reverse=True)
    assert len(set(sizes)) == 3


@pytest.fixture
def encoder() -> VideoEncoder:
    return VideoEncoder(width=WIDTH, height=HEIGHT, fps=30)


def test_every_picture_comes_out_at_once_with_its_own_time(encoder: VideoEncoder) -> None:
    times_ns = [1_000_000_000 + i * _TICK_NS + i % 3 * 1_234_567 for i in range(12)]
    out = [encoder.encode(picture(i), t_ns=t_ns, is_idr=i == 0) for i, t_ns in enumerate(times_ns)]
    assert [len(packets) for packets in out] == [1] * 12
    assert [packets[0].t_ns for packets in out] == times_ns


def test_idr_pictures_come_when_asked_for_and_only_then(encoder: VideoEncoder) -> None:
    asked = [i in {0, 5, 6} for i in range(90)]
    out = [encoder.encode(picture(i % 7), t_ns=i * _TICK_NS, is_idr=is_idr)[0] for i, is_idr in enumerate(asked)]
    assert [item.is_sync for item in out] == asked
    assert [NalKind.IDR in kinds(item.data) for item in out] == asked


def test_every_idr_picture_carries_its_parameter_sets(encoder: VideoEncoder) -> None:
    for i in range(4):
        data = encoder.encode(picture(i), t_ns=i * _TICK_NS, is_idr=i % 2 == 0)[0].data
        unit = read_access_unit(data)
        assert bool(unit.sps and unit.pps) is (i % 2 == 0)


def test_size_and_colours_are_written_into_the_stream(encoder: VideoEncoder) -> None:
    unit = read_access_unit(encoder.encode(picture(1), t_ns=0, is_idr=True)[0].data)
    facts = read_sps(unit.sps)
    assert facts.chroma_format == 1
    decoder = av.CodecContext.create("h264", "r")
    found = decoder.decode(av.Packet(encoder.encode(picture(2), t_ns=_TICK_NS, is_idr=True)[0].data)) + decoder.decode(None)
    assert [(f.width, f.height) for f in found] == [(WIDTH, HEIGHT)]
    assert (decoder.color_primaries, decoder.color_trc, decoder.colorspace, decoder.color_range) == (1, 1, 1, 1)


def test_pictures_look_the_same_again(encoder: VideoEncoder) -> None:
    grey = Canvas(WIDTH, HEIGHT).update(frame(np.full((HEIGHT, WIDTH, 4), 120, dtype=np.uint8), 0))
    data = encoder.encode(grey, t_ns=0, is_idr=True)[0].data
    decoder = av.CodecContext.create("h264", "r")
    shown = [*decoder.decode(av.Packet(data)), *decoder.decode(None)][0]
    assert all(np.abs(a.astype(int) - b).max() <= 2 for a, b in zip(planes(shown), planes(grey), strict=True))


def test_times_are_those_of_the_session_in_ninetieths_of_a_millisecond(encoder: VideoEncoder) -> None:
    shown = picture(1)
    encoder.encode(shown, t_ns=3_000_000_000, is_idr=True)
    assert (shown.pts, shown.time_base) == (270_000, Fraction(1, 90_000))


def test_every_size_that_a_canvas_can_have_can_be_encoded() -> None:
    for width, height in ((2, 2), (16, 16), (1366, 768), (98, 1080)):
        encoder = VideoEncoder(width=width, height=height, fps=30)
        assert encoder.encode(av.VideoFrame(width, height, "yuv420p"), t_ns=0, is_idr=True)[0].is_sync


def test_an_encoder_that_cannot_be_opened_says_so() -> None:
    with pytest.raises(EncodeError, match=r"cannot be opened"):
        VideoEncoder(width=63, height=47, fps=30)


def test_the_receipt_learns_which_encoder_it_was(encoder: VideoEncoder) -> None:
    assert encoder.name in av.codecs_available
