from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.h264 import (
    Framing,
    NalKind,
    codec_string,
    find_parameter_sets,
    nal_kind,
    read_access_unit,
    read_sps,
    split_annex_b,
    split_length_prefixed,
)
from tests.unit.media.encoded import encode_video

SPS = bytes.fromhex("6742c01fda0280f684000003000400000300c83c60c65c")
PPS = bytes.fromhex("68ce0fc8")
IDR = b"\x65\x88\x84\x01"
SLICE = b"\x41\x9a\x02\x05"
AUD = b"\x09\x10"
FILLER = b"\x0c\xff\x80"


def prefixed(*nals: bytes) -> bytes:
    return b"".join(len(nal).to_bytes(4, "big") + nal for nal in nals)


# A NAL unit contains no start code and does not end in zero (14496-10 §7.4.1); emulation prevention sees to that.
NALS = st.lists(
    st.binary(min_size=1, max_size=30).map(lambda raw: raw.replace(b"\0\0", b"\0\1")).filter(lambda nal: not nal.endswith(b"\0")),
    min_size=1,
    max_size=6,
)


@settings(max_examples=50)
@given(NALS, st.lists(st.booleans(), min_size=6, max_size=6))
def test_start_codes_of_three_and_four_bytes_split_alike(nals: list[bytes], long: list[bool]) -> None:
    stream = b"".join((b"\0\0\0\1" if is_long else b"\0\0\1") + nal for nal, is_long in zip(nals, long, strict=False))
    assert list(split_annex_b(stream)) == nals


@settings(max_examples=30)
@given(NALS)
def test_length_prefixed_units_come_back_and_every_cut_is_a_media_error(nals: list[bytes]) -> None:
    sample = prefixed(*nals)
    assert list(split_length_prefixed(sample)) == nals
    borders = {len(prefixed(*nals[:count])) for count in range(len(nals) + 1)}
    for length in set(range(len(sample))) - borders:
        with pytest.raises(MediaError):
            list(split_length_prefixed(sample[:length]))


def test_an_idr_picture_keeps_its_parameter_sets_and_loses_delimiter_and_filler() -> None:
    stream = b"\0\0\0\1" + b"\0\0\1".join((AUD, SPS, PPS, IDR, FILLER))
    unit = read_access_unit(stream)
    assert unit.data == prefixed(SPS, PPS, IDR)
    assert (unit.is_idr, unit.sps, unit.pps) == (True, SPS, PPS)


def test_other_pictures_lose_parameter_sets() -> None:
    unit = read_access_unit(prefixed(SPS, PPS, SLICE), Framing.LENGTH_PREFIXED)
    assert unit.data == prefixed(SLICE)
    assert not unit.is_idr


def test_bytes_without_a_start_code_are_refused() -> None:
    for data in (b"", b"abc", b"x\0\0\1\x65"):
        with pytest.raises(MediaError):
            list(split_annex_b(data))


def test_parameter_sets_are_picked_and_their_absence_is_told() -> None:
    assert find_parameter_sets(b"\0\0\1" + SPS + b"\0\0\1" + PPS) == (SPS, PPS)
    with pytest.raises(MediaError):
        find_parameter_sets(b"\0\0\1" + SPS)


def test_the_codec_string_is_profile_constraints_and_level() -> None:
    assert codec_string(SPS) == "avc1.42C01F"
    for bad in (b"", PPS, b"\x67\x42"):
        with pytest.raises(MediaError):
            codec_string(bad)


def test_a_high_profile_tells_its_chroma_and_depth() -> None:
    facts = read_sps(encode_video().fmt.sps)
    assert (facts.is_high_profile, facts.chroma_format, facts.bit_depth_luma, facts.bit_depth_chroma) == (True, 1, 8, 8)


@given(st.binary(max_size=12))
def test_any_bytes_are_an_sps_or_a_media_error(tail: bytes) -> None:
    try:
        facts = read_sps(b"\x67\x64" + tail)
    except MediaError:
        return
    assert facts.chroma_format <= 3


def test_pictures_of_the_real_encoder_are_split() -> None:
    video = encode_video()
    assert [is_sync for _, is_sync in video.samples] == [number % 30 == 0 for number in range(60)]
    kinds = [nal_kind(nal) for nal in split_length_prefixed(video.samples[30][0])]
    assert kinds[:2] == [NalKind.SPS, NalKind.PPS]
    assert NalKind.IDR in kinds
