"""H.264 elementary streams (ISO/IEC 14496-10 Annex B and 7.3.1) and their form inside MP4 (ISO/IEC 14496-15 §5.3).

Encoders emit Annex B: NAL units behind 00 00 01 start codes. MP4 wants each behind its length in four bytes.

Parameter sets are written twice: into `avcC` of the init segment, and again in front of every IDR picture. The sample
entry stays `avc1`. Strictly, 14496-15 wants `avc3` when parameter sets are in the samples, but QuickTime opens `avc1` only,
while FFmpeg, Chromium (which puts those of `avcC` in front of a key frame, so that the ones in the sample come last and win)
and QuickTime all play in-band sets under `avc1`; it is what FFmpeg has long written when it remuxes a transport stream.
The few dozen bytes per IDR buy that a concatenation across a change of encoder still decodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_CODE: Final = b"\x00\x00\x01"
_LENGTH_BYTES: Final = 4
_MIN_SPS_BYTES: Final = 4
_HIGH_PROFILES: Final = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 144, 244})
_MAX_EXP_GOLOMB_ZEROS: Final = 31


class NalKind(IntEnum):
    """The ``nal_unit_type`` values (14496-10 table 7-1) that matter here."""

    SLICE = 1
    IDR = 5
    SEI = 6
    SPS = 7
    PPS = 8
    ACCESS_UNIT_DELIMITER = 9
    END_OF_SEQUENCE = 10
    END_OF_STREAM = 11
    FILLER = 12


class Framing(StrEnum):
    """How the NAL units of an encoder's packet are told apart."""

    ANNEX_B = "annex_b"
    LENGTH_PREFIXED = "length_prefixed"


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One picture as an MP4 sample: ``data`` is length-prefixed; the parameter sets are those found in it, else empty."""

    data: bytes
    is_idr: bool
    sps: bytes
    pps: bytes


@dataclass(frozen=True, slots=True)
class SpsFacts:
    """What `avcC` repeats from a sequence parameter set; ``chroma_format`` counts as in 14496-10 (1 is 4:2:0)."""

    profile: int
    compatibility: int
    level: int
    chroma_format: int
    bit_depth_luma: int
    bit_depth_chroma: int

    @property
    def is_high_profile(self) -> bool:
        """True for the profiles whose `avcC` has the extra chroma and depth fields (14496-15 §5.3.3.1.2)."""
        return self.profile in _HIGH_PROFILES


_DROPPED: Final = frozenset({NalKind.ACCESS_UNIT_DELIMITER, NalKind.FILLER, NalKind.END_OF_SEQUENCE, NalKind.END_OF_STREAM})
_PARAMETER_SETS: Final = frozenset({NalKind.SPS, NalKind.PPS})


def split_annex_b(data: bytes) -> Iterator[bytes]:
    """The NAL units between 3- or 4-byte start codes, without them. Raises MediaError when the data has none.

    Zero bytes in front of a start code belong to it (``zero_byte``, ``trailing_zero_8bits``): a NAL unit never ends in zero.
    """
    start = data.find(_START_CODE)
    if start < 0 or data[:start].strip(b"\x00"):
        raise MediaError("This is not an H.264 byte stream: it does not begin with a start code.")
    while start >= 0:
        begin = start + len(_START_CODE)
        start = data.find(_START_CODE, begin)
        nal = data[begin:] if start < 0 else data[begin:start]
        if nal.endswith(b"\x00"):
            nal = nal.rstrip(b"\x00")
        if nal:
            yield nal


def split_length_prefixed(data: bytes) -> Iterator[bytes]:
    """The NAL units of an MP4 sample with 4-byte lengths. Raises MediaError when a length does not fit."""
    position, end = 0, len(data)
    while position < end:
        begin = position + _LENGTH_BYTES
        position = begin + int.from_bytes(data[position:begin], "big")
        if begin > end or position > end:
            raise MediaError("An H.264 sample says it is longer than it is.")
        if position > begin:
            yield data[begin:position]


def nal_kind(nal: bytes) -> int:
    """``nal_unit_type`` of a non-empty NAL unit; compare with `NalKind`."""
    return nal[0] & 0x1F


def read_access_unit(data: bytes, framing: Framing = Framing.ANNEX_B) -> AccessUnit:
    """Turn one packet of an encoder into an MP4 sample.

    Drops access unit delimiters, filler and end markers, and parameter sets that stand before anything but an IDR picture.
    Raises MediaError when the packet is not H.264 in this framing.
    """
    split = split_annex_b if framing is Framing.ANNEX_B else split_length_prefixed
    nals = [nal for nal in split(data) if nal_kind(nal) not in _DROPPED]
    kinds = [nal_kind(nal) for nal in nals]
    is_idr = NalKind.IDR in kinds
    parts: list[bytes] = []
    sps = pps = b""
    for kind, nal in zip(kinds, nals, strict=True):
        if kind == NalKind.SPS:
            sps = sps or nal
        elif kind == NalKind.PPS:
            pps = pps or nal
        if is_idr or kind not in _PARAMETER_SETS:
            parts += (len(nal).to_bytes(_LENGTH_BYTES, "big"), nal)
    return AccessUnit(b"".join(parts), is_idr, sps, pps)


def find_parameter_sets(data: bytes, framing: Framing = Framing.ANNEX_B) -> tuple[bytes, bytes]:
    """The first SPS and PPS, for example of an encoder's extradata. Raises MediaError when one is missing."""
    split = split_annex_b if framing is Framing.ANNEX_B else split_length_prefixed
    found = {nal_kind(nal): nal for nal in reversed(list(split(data)))}
    if NalKind.SPS not in found or NalKind.PPS not in found:
        raise MediaError("The H.264 stream has no parameter sets, so nothing could decode it.")
    return found[NalKind.SPS], found[NalKind.PPS]


def codec_string(sps: bytes) -> str:
    """The codecs parameter of RFC 6381, such as ``avc1.640028``. Raises MediaError for what is no SPS."""
    read_sps(sps)
    return f"avc1.{sps[1:4].hex().upper()}"


def read_sps(sps: bytes) -> SpsFacts:
    """The first fields of a sequence parameter set (14496-10 §7.3.2.1.1). Raises MediaError for what is no SPS."""
    if len(sps) < _MIN_SPS_BYTES or nal_kind(sps) != NalKind.SPS:
        raise MediaError("The H.264 sequence parameter set is damaged.")
    profile, compatibility, level = sps[1:4]
    chroma_format, depth_luma, depth_chroma = 1, 8, 8
    if profile in _HIGH_PROFILES:
        bits = BitReader(sps[4:].replace(b"\x00\x00\x03", b"\x00\x00"))
        bits.exp_golomb()  # seq_parameter_set_id
        chroma_format = bits.exp_golomb()
        if chroma_format == 3:  # noqa: PLR2004 - 4:4:4 is followed by separate_colour_plane_flag
            bits.bit()
        depth_luma, depth_chroma = 8 + bits.exp_golomb(), 8 + bits.exp_golomb()
    if chroma_format > 3 or max(depth_luma, depth_chroma) > 14:  # noqa: PLR2004 - the limits of 14496-10 §7.4.2.1.1
        raise MediaError("The H.264 sequence parameter set is damaged.")
    return SpsFacts(profile, compatibility, level, chroma_format, depth_luma, depth_chroma)


class BitReader:
    """Reads single bits and ue(v) codes (14496-10 §9.1). Raises MediaError at the end."""

    __slots__ = ("_data", "_position")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def bit(self) -> int:
        """The next bit."""
        index, shift = divmod(self._position, 8)
        if index >= len(self._data):
            raise MediaError("The H.264 sequence parameter set is damaged.")
        self._position += 1
        return self._data[index] >> (7 - shift) & 1

    def exp_golomb(self) -> int:
        """The next ue(v)."""
        zeros = 0
        while not self.bit():
            zeros += 1
            if zeros > _MAX_EXP_GOLOMB_ZEROS:
                raise MediaError("The H.264 sequence parameter set is damaged.")
        value = 1
        for _ in range(zeros):
            value = value << 1 | self.bit()
        return value - 1
