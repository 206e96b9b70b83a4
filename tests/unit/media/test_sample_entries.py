from __future__ import annotations

import pytest

from lookhear.errors import MediaError
from lookhear.media.boxes import box, find_child, read_box
from lookhear.media.sample_entries import AUDIO_ENTRY_BYTES, VISUAL_ENTRY_BYTES, build_sample_entry, read_sample_entry
from lookhear.media.samples import AudioFormat, TrackFormat, VideoFormat
from tests.unit.media.encoded import encode_video, tone


def whole(fmt: TrackFormat) -> TrackFormat:
    data = build_sample_entry(fmt)
    return read_sample_entry(data, read_box(data, 0, len(data)), fmt.timescale)


@pytest.mark.parametrize(
    "fmt", [encode_video().fmt, tone().fmt, tone(channels=2).fmt, AudioFormat(channels=2, specific_config=b"\x10\x10", sample_rate=96_000)]
)
def test_what_is_written_is_read_back(fmt: TrackFormat) -> None:
    assert whole(fmt) == fmt


def test_a_high_profile_has_its_chroma_and_depth_behind_the_parameter_sets() -> None:
    fmt = encode_video().fmt
    data = build_sample_entry(fmt)
    config = find_child(data, read_box(data, 0, len(data)), b"avcC", skip=VISUAL_ENTRY_BYTES)
    assert config is not None
    assert data[config.payload : config.payload + 6] == b"\x01" + fmt.sps[1:4] + b"\xff\xe1"
    assert data[config.end - 4 : config.end] == b"\xfd\xf8\xf8\0"


def test_the_colours_are_tagged_as_limited_bt709() -> None:
    data = build_sample_entry(encode_video().fmt)
    assert box(b"colr", b"nclx\0\x01\0\x01\0\x01\0") in data


def test_other_codecs_and_shorter_lengths_are_refused() -> None:
    data = build_sample_entry(encode_video().fmt)
    for changed in (b"hvc1" + data[8:], b"mp4a" + data[8:], b"avc1" + data[8:].replace(b"\xff\xe1", b"\xfc\xe1")):
        entry = data[:4] + changed
        with pytest.raises(MediaError):
            read_sample_entry(entry, read_box(entry, 0, len(entry)), 90_000)


@pytest.mark.parametrize(
    "tail", [b"", box(b"esds"), box(b"esds", bytes(4) + b"\x03\xff\xff\xff\xff"), box(b"esds", bytes(4) + b"\x04\x02ab")]
)
def test_an_aac_entry_that_does_not_say_how_is_refused(tail: bytes) -> None:
    entry = box(b"mp4a", bytes(16) + b"\0\x02" + bytes(AUDIO_ENTRY_BYTES - 18), tail)
    with pytest.raises(MediaError):
        read_sample_entry(entry, read_box(entry, 0, len(entry)), 48_000)


def test_numbers_that_do_not_fit_are_refused() -> None:
    for fmt in (
        VideoFormat(width=0, height=2, sps=encode_video().fmt.sps, pps=b"\x68"),
        AudioFormat(channels=9, specific_config=b"\x11\x90"),
    ):
        with pytest.raises(MediaError):
            build_sample_entry(fmt)
