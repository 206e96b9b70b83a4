from __future__ import annotations

import io

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.boxes import iter_boxes
from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init, parse_init
from lookhear.media.samples import AudioFormat, Sample, TrackFormat, VideoFormat
from tests.unit.media.encoded import encode_video, tone

FORMATS: dict[str, TrackFormat] = {
    "video": VideoFormat(width=1920, height=1080, sps=bytes.fromhex("6742c01fda0280f68400"), pps=bytes.fromhex("68ce0fc8")),
    "mono": AudioFormat(channels=1, specific_config=b"\x11\x88", bit_rate=96_000),
    "stereo": AudioFormat(channels=2, specific_config=b"\x11\x90\x56\xe5\x00", priming=2112, bit_rate=128_000),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_survives_its_init_segment(name: str) -> None:
    assert parse_init(build_init(FORMATS[name], name="Mikrofon ä", wall_ns=1_700_000_000_000_000_000)) == FORMATS[name]


def test_the_brands_are_those_of_cmaf() -> None:
    data = build_init(FORMATS["mono"])
    ftyp, moov = iter_boxes(data)
    assert (ftyp.kind, moov.kind) == (b"ftyp", b"moov")
    assert data[ftyp.payload : ftyp.payload + 4] == b"iso6"
    assert b"cmfc" in data[ftyp.payload : ftyp.end]


@pytest.mark.parametrize("name", FORMATS)
def test_every_truncation_is_a_media_error(name: str) -> None:
    data = build_init(FORMATS[name])
    for length in range(len(data)):
        with pytest.raises(MediaError):
            parse_init(data[:length])


@given(st.sampled_from(sorted(FORMATS)), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_changed_bytes_give_a_format_or_a_media_error(name: str, position: int, patch: bytes) -> None:
    data = bytearray(build_init(FORMATS[name]))
    start = position % len(data)
    data[start : start + len(patch)] = patch
    try:
        parsed = parse_init(data)
    except MediaError:
        return
    assert parsed.timescale > 0


def test_formats_that_cannot_be_written_are_refused() -> None:
    for fmt in (
        VideoFormat(width=70_000, height=2, sps=b"\x67\x42\0\x1f", pps=b"\x68"),
        VideoFormat(width=2, height=2, sps=b"", pps=b"\x68"),
        AudioFormat(channels=0, specific_config=b"\x11\x88"),
    ):
        with pytest.raises(MediaError):
            build_init(fmt)


def test_ffmpeg_reads_size_colour_and_pixels_of_the_video() -> None:
    video = encode_video()
    data = build_init(video.fmt, name="Display 1") + build_fragment(
        sequence=1,
        base_decode_time=90_000,
        timescale=90_000,
        samples=[Sample(data, 3000, is_sync) for data, is_sync in video.samples],
        wall_ns=None,
        is_video=True,
    )
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
    assert (stream.width, stream.height, stream.codec_context.codec_tag) == (160, 96, "avc1")
    assert stream.metadata["handler_name"] == "Display 1"
    assert (int(stream.codec_context.color_primaries), int(stream.codec_context.colorspace)) == (1, 1)
    assert [frame.pts for frame in frames] == [90_000 + 3000 * number for number in range(60)]
    assert frames[0].to_ndarray(format="gray").mean() > 200


def test_ffmpeg_reads_the_sound() -> None:
    sound = tone()
    data = build_init(sound.fmt) + build_fragment(
        sequence=1,
        base_decode_time=48_000,
        timescale=48_000,
        samples=[Sample(frame, 1024, is_sync=True) for frame in sound.frames],
        wall_ns=None,
        is_video=False,
    )
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
    assert (stream.rate, stream.channels) == (48_000, 1)
    assert frames[0].pts == 48_000
    assert len(frames) == len(sound.frames)
