"""Sample entries: how `stsd` describes H.264 and AAC (ISO/IEC 14496-12 §8.5.2 and §12, -14 §5.6, -15 §5.3, -1 §7.2.6)."""

from __future__ import annotations

import struct
from typing import Final

from lookhear.errors import MediaError
from lookhear.media.boxes import Box, Buffer, Reader, box, full_box, iter_boxes, require_child
from lookhear.media.h264 import read_sps
from lookhear.media.samples import AudioFormat, TrackFormat, VideoFormat

VISUAL_ENTRY_BYTES: Final = 78  # fields between the header and the boxes inside (14496-12 §12.1.3)
AUDIO_ENTRY_BYTES: Final = 28  # the same for sound (§12.2.3)
_PRIMING_UUID: Final = bytes.fromhex("6c6f6f6b6865617281447072696d696e")  # ours: samples the encoder puts first
_MAX_SIDE: Final = 0xFFFF
_DPI_72: Final = 0x0048_0000
_DEPTH_24: Final = 0x18
_BT709: Final = (1, 1, 1)  # primaries, transfer, matrix of ITU-T H.273; the range bit stays 0: limited
_AAC_OBJECT_TYPE: Final = 0x40  # ISO/IEC 14496-3 audio (14496-1 table 5)
_AUDIO_STREAM: Final = 0x15  # streamType 5 (audio) << 2 | reserved 1
_ES, _DECODER_CONFIG, _DECODER_SPECIFIC, _SL_CONFIG = 3, 4, 5, 6  # descriptor tags (14496-1 table 1)
_STREAM_DEPENDS, _HAS_URL, _HAS_OCR = 0x80, 0x40, 0x20
_MAX_CONFIG_BYTES: Final = 64
_MAX_CHANNELS: Final = 8


def build_sample_entry(fmt: TrackFormat) -> bytes:
    """The `avc1` or `mp4a` box of a format. Raises MediaError when its numbers cannot be written."""
    return _build_avc1(fmt) if isinstance(fmt, VideoFormat) else _build_mp4a(fmt)


def read_sample_entry(data: Buffer, entry: Box, timescale: int) -> TrackFormat:
    """The format an entry of `stsd` describes. Raises MediaError for any codec but H.264 and AAC."""
    if entry.kind in {b"avc1", b"avc3"}:
        return _read_avc1(data, entry, timescale)
    if entry.kind == b"mp4a":
        return _read_mp4a(data, entry, timescale)
    raise MediaError("The track is neither H.264 nor AAC.")


def _build_avc1(fmt: VideoFormat) -> bytes:
    if not (0 < fmt.width <= _MAX_SIDE and 0 < fmt.height <= _MAX_SIDE):
        raise MediaError(f"A picture of {fmt.width} by {fmt.height} does not fit into an MP4 track.")
    fields = struct.pack(
        ">6xH16xHHIIIH32xHh", 1, fmt.width, fmt.height, _DPI_72, _DPI_72, 0, 1, _DEPTH_24, -1
    )  # data reference 1, 72 dpi, one frame per sample, no compressor name
    colour = box(b"colr", struct.pack(">4sHHHB", b"nclx", *_BT709, 0))
    square = box(b"pasp", struct.pack(">II", 1, 1))
    return box(b"avc1", fields, box(b"avcC", _avc_configuration(fmt)), colour, square)


def _avc_configuration(fmt: VideoFormat) -> bytes:
    """AVCDecoderConfigurationRecord (14496-15 §5.3.3.1.2) with 4-byte lengths and one set of each kind."""
    facts = read_sps(fmt.sps)
    record = bytes((1, facts.profile, facts.compatibility, facts.level, 0xFF, 0xE1))
    record += len(fmt.sps).to_bytes(2, "big") + fmt.sps + b"\x01" + len(fmt.pps).to_bytes(2, "big") + fmt.pps
    if facts.is_high_profile:
        record += bytes((0xFC | facts.chroma_format, 0xF8 | facts.bit_depth_luma - 8, 0xF8 | facts.bit_depth_chroma - 8, 0))
    return record


def _read_avc1(data: Buffer, entry: Box, timescale: int) -> VideoFormat:
    fields = Reader.of(data, entry)
    fields.skip(24)
    width, height = fields.u16(), fields.u16()
    config = Reader.of(data, require_child(data, entry, b"avcC", skip=VISUAL_ENTRY_BYTES))
    config.skip(4)
    if config.u8() & 3 != 3:  # noqa: PLR2004 - lengthSizeMinusOne
        raise MediaError("The H.264 track does not use 4-byte lengths.")
    sps = config.take(config.u16()) if config.u8() & 0x1F else b""
    pps = config.take(config.u16()) if config.u8() else b""
    read_sps(sps)
    if not (width and height and pps):
        raise MediaError("The H.264 track has no parameter sets or no size.")
    return VideoFormat(width=width, height=height, sps=sps, pps=pps, timescale=timescale)


def _build_mp4a(fmt: AudioFormat) -> bytes:
    if not (0 < fmt.channels <= _MAX_CHANNELS and 0 < len(fmt.specific_config) <= _MAX_CONFIG_BYTES):
        raise MediaError("The AAC format cannot be written into an MP4 track.")
    rate = fmt.sample_rate if fmt.sample_rate <= _MAX_SIDE else 0  # 16.16; a higher rate is told by the AudioSpecificConfig
    fields = struct.pack(">6xH8xHH4xI", 1, fmt.channels, 16, rate << 16)
    priming = box(b"uuid", _PRIMING_UUID, fmt.priming.to_bytes(4, "big"))
    return box(b"mp4a", fields, _elementary_stream(fmt), priming)


def _elementary_stream(fmt: AudioFormat) -> bytes:
    """`esds`: ES_Descriptor → DecoderConfigDescriptor → AudioSpecificConfig (14496-14 §5.6.1)."""
    specific = _descriptor(_DECODER_SPECIFIC, fmt.specific_config)
    rates = struct.pack(">II", fmt.bit_rate, fmt.bit_rate)
    config = _descriptor(_DECODER_CONFIG, bytes((_AAC_OBJECT_TYPE, _AUDIO_STREAM)) + bytes(3) + rates + specific)
    stream = _descriptor(_ES, bytes(3) + config + _descriptor(_SL_CONFIG, b"\x02"))
    return full_box(b"esds", 0, 0, stream)


def _descriptor(tag: int, payload: bytes) -> bytes:
    """A descriptor with its length in four 7-bit groups (14496-1 §8.3.3), the form every reader knows."""
    length = len(payload)
    groups = bytes((length >> shift & 0x7F) | (0x80 if shift else 0) for shift in (21, 14, 7, 0))
    return bytes((tag,)) + groups + payload


def _read_mp4a(data: Buffer, entry: Box, timescale: int) -> AudioFormat:
    fields = Reader.of(data, entry)
    fields.skip(16)
    channels = fields.u16()
    bit_rate = -1
    specific = b""
    priming = 1024
    if entry.payload + AUDIO_ENTRY_BYTES > entry.end:
        raise MediaError("The AAC sample entry is too short.")
    for child in iter_boxes(data, entry.payload + AUDIO_ENTRY_BYTES, entry.end):
        if child.kind == b"esds":
            bit_rate, specific = _read_elementary_stream(Reader.of(data, child))
        elif child.kind == b"uuid":
            own = Reader.of(data, child)
            if own.take(16) == _PRIMING_UUID:
                priming = own.u32()
    if not (bit_rate >= 0 and specific and 0 < channels <= _MAX_CHANNELS):
        raise MediaError("The AAC track does not say how it is encoded.")
    return AudioFormat(channels=channels, specific_config=specific, sample_rate=timescale, priming=priming, bit_rate=bit_rate)


def _read_elementary_stream(reader: Reader) -> tuple[int, bytes]:
    """Average bit rate and AudioSpecificConfig of an `esds` payload."""
    reader.version_and_flags()
    _enter(reader, _ES)
    reader.skip(2)
    flags = reader.u8()
    reader.skip(2 if flags & _STREAM_DEPENDS else 0)
    reader.skip(reader.u8() if flags & _HAS_URL else 0)
    reader.skip(2 if flags & _HAS_OCR else 0)
    _enter(reader, _DECODER_CONFIG)
    if reader.u8() != _AAC_OBJECT_TYPE:
        raise MediaError("The sound is not AAC.")
    reader.skip(8)
    bit_rate = reader.u32()
    length = _enter(reader, _DECODER_SPECIFIC)
    if length > _MAX_CONFIG_BYTES:
        raise MediaError("The AAC track does not say how it is encoded.")
    return bit_rate, reader.take(length)


def _enter(reader: Reader, tag: int) -> int:
    """Step into a descriptor that must have this tag; its length."""
    if reader.u8() != tag:
        raise MediaError("The AAC track does not say how it is encoded.")
    length = 0
    for _ in range(4):
        group = reader.u8()
        length = length << 7 | group & 0x7F
        if group < 0x80:  # noqa: PLR2004 - the last group has no continuation bit
            return length
    raise MediaError("The AAC track does not say how it is encoded.")
