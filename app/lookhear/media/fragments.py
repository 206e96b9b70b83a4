"""Fragments: `[prft] moof mdat` with one track run (ISO/IEC 14496-12 §8.8 and §8.16.5, CMAF chunk of 23000-19 §7.3.2.3).

Offsets count from the start of `moof` (default-base-is-moof), decode times are 64-bit, and whatever is equal for all samples
is written once.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.media.boxes import HEADER_BYTES, MAX_U32, Box, Buffer, Reader, box, full_box, mdat_header, read_box
from lookhear.media.init_segment import TRACK_ID
from lookhear.media.samples import NS_PER_S, Sample

if TYPE_CHECKING:  # numpy is imported where headers are read: a recorder that only writes starts half a second sooner without it
    import numpy as np
    from numpy.typing import NDArray

    Int64s = NDArray[np.int64]
    Bools = NDArray[np.bool_]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_FRAGMENT_SAMPLES: Final = 100_000
_HEAD_BYTES: Final = 4096  # holds the boxes before the media data of any fragment written here
_MAX_HEAD_BYTES: Final = 4 << 20

_SYNC: Final = 0x0200_0000  # depends on no other sample (14496-12 §8.8.3.1)
_NON_SYNC: Final = 0x0101_0000  # depends on others, is no sync sample
NON_SYNC_BIT: Final = 0x0001_0000

_TFHD_BASE_OFFSET, _TFHD_DESCRIPTION, _TFHD_DURATION, _TFHD_SIZE, _TFHD_FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
_TFHD_BASE_IS_MOOF: Final = 0x02_0000
_TRUN_OFFSET, _TRUN_FIRST_FLAGS, _TRUN_DURATION, _TRUN_SIZE, _TRUN_FLAGS, _TRUN_CTS = 0x1, 0x4, 0x100, 0x200, 0x400, 0x800

_SECONDS_1900_TO_1970: Final = 2_208_988_800  # NTP counts from 1900
_PRFT_CAPTURED: Final = 24  # the media time is that wall time at capture (§8.16.5.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentInfo:
    """One fragment without its media. Durations count timescale units, sizes bytes; arrays have one value per sample.

    The media of all samples lies one behind the other from ``payload_offset`` on, ``payload_bytes`` long, to the end of the
    file. ``wall_ns`` (ns since 1970, of the first sample) is None when no `prft` tells it.
    """

    sequence: int
    base_decode_time: int
    durations: Int64s
    sizes: Int64s
    is_sync: Bools
    payload_offset: int
    payload_bytes: int
    total_duration: int
    wall_ns: int | None

    @property
    def end_decode_time(self) -> int:
        """When the last sample ends, in timescale units."""
        return self.base_decode_time + self.total_duration


def build_fragment(
    *, sequence: int, base_decode_time: int, timescale: int, samples: Sequence[Sample], wall_ns: int | None, is_video: bool
) -> bytes:
    """One sealed fragment.

    ``base_decode_time`` and durations count ``timescale`` units; ``wall_ns`` adds a `prft` with the wall time (ns since
    1970) of the first sample. Raises MediaError for no samples or numbers that do not fit.
    """
    if not samples or len(samples) > MAX_FRAGMENT_SAMPLES or base_decode_time < 0 or timescale <= 0:
        raise MediaError("A fragment needs samples, and a decode time that is not negative.")
    payload_bytes = sum(len(sample.data) for sample in samples)
    try:
        head = _moof(sequence, base_decode_time, samples, is_video=is_video)
        prft = b"" if wall_ns is None else _prft(wall_ns, base_decode_time)
    except (struct.error, OverflowError) as exc:
        raise MediaError("A fragment's numbers do not fit into its boxes.") from exc
    return b"".join((prft, head, mdat_header(payload_bytes), *(sample.data for sample in samples)))


def parse_fragment(data: Buffer) -> FragmentInfo:
    """Read a whole fragment; raises MediaError unless its boxes are right and its samples fill the media data exactly."""
    return _parse(data, len(data))


def read_fragment_info(path: Path) -> FragmentInfo:
    """Read only the boxes before the media of a fragment file. Raises MediaError like `parse_fragment`, OSError for the file."""
    with path.open("rb", buffering=0) as file:
        head = file.read(_HEAD_BYTES)
        file_bytes = len(head) if len(head) < _HEAD_BYTES else file.seek(0, 2)
        missing = _head_bytes(head, file_bytes) - len(head)
        if missing > 0:
            file.seek(len(head))
            head += file.read(missing)
    return _parse(head, file_bytes)


def _moof(sequence: int, base_decode_time: int, samples: Sequence[Sample], *, is_video: bool) -> bytes:
    flags = [_SYNC if sample.is_sync or not is_video else _NON_SYNC for sample in samples]
    durations = [sample.duration for sample in samples]
    sizes = [len(sample.data) for sample in samples]
    tfhd_flags, trun_flags = _TFHD_BASE_IS_MOOF, _TRUN_OFFSET | _TRUN_SIZE
    defaults = b""
    columns: list[list[int]] = []
    if len(set(durations)) == 1:
        tfhd_flags |= _TFHD_DURATION
        defaults += durations[0].to_bytes(4, "big")
    else:
        trun_flags |= _TRUN_DURATION
        columns.append(durations)
    columns.append(sizes)
    if len(set(flags)) == 1:
        tfhd_flags |= _TFHD_FLAGS
        defaults += flags[0].to_bytes(4, "big")
    else:
        trun_flags |= _TRUN_FLAGS
        columns.append(flags)
    rows = [value for row in zip(*columns, strict=True) for value in row]
    table = struct.pack(f">{len(rows)}I", *rows)
    mfhd = full_box(b"mfhd", 0, 0, sequence.to_bytes(4, "big"))
    tfhd = full_box(b"tfhd", 0, tfhd_flags, TRACK_ID.to_bytes(4, "big"), defaults)
    tfdt = full_box(b"tfdt", 1, 0, base_decode_time.to_bytes(8, "big"))

    def moof(data_offset: int) -> bytes:
        trun = full_box(b"trun", 0, trun_flags, struct.pack(">Ii", len(samples), data_offset), table)
        return box(b"moof", mfhd, box(b"traf", tfhd, tfdt, trun))

    return moof(len(moof(0)) + len(mdat_header(sum(sizes))))


def _prft(wall_ns: int, media_time: int) -> bytes:
    """Producer reference time: the NTP time (32.32 seconds since 1900) of a media time."""
    seconds, rest_ns = divmod(wall_ns, NS_PER_S)
    ntp = (seconds + _SECONDS_1900_TO_1970) << 32 | (rest_ns << 32) // NS_PER_S
    return full_box(b"prft", 1, _PRFT_CAPTURED, struct.pack(">IQQ", TRACK_ID, ntp, media_time))


def _head_bytes(data: Buffer, file_bytes: int) -> int:
    """How many bytes come before the media, as far as the bytes at hand tell; raises MediaError beyond any sane size."""
    position = 0
    while position + HEADER_BYTES <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        kind = bytes(data[position + 4 : position + HEADER_BYTES])
        if kind == b"mdat" or size < HEADER_BYTES:
            return min(position + 16, file_bytes)
        position += size
    if position > min(file_bytes, _MAX_HEAD_BYTES):
        raise MediaError("A fragment's header is longer than the fragment.")
    return min(position + 16, file_bytes)


@dataclass(slots=True)
class _Run:
    """What `traf` said, before it is checked against the media data."""

    base_decode_time: int
    durations: Int64s
    sizes: Int64s
    is_sync: Bools
    data_offset: int


def _parse(data: Buffer, file_bytes: int) -> FragmentInfo:
    """Parse the boxes in ``data``, the beginning of a fragment of ``file_bytes``."""
    from lookhear.media import own_layout  # imports numpy

    own = own_layout.match(data, file_bytes)
    if own is None:
        return _parse_any(data, file_bytes)
    payload_bytes = file_bytes - own.payload_offset
    if len(own.sizes) > MAX_FRAGMENT_SAMPLES or int(own.sizes.sum()) != payload_bytes:
        raise MediaError("A fragment's samples do not fill its media data.")
    return FragmentInfo(
        sequence=own.sequence,
        base_decode_time=own.base_decode_time,
        durations=own.durations,
        sizes=own.sizes,
        is_sync=own.flags & NON_SYNC_BIT == 0,
        payload_offset=own.payload_offset,
        payload_bytes=payload_bytes,
        total_duration=int(own.durations.sum()),
        wall_ns=read_prft(Reader(data, HEADER_BYTES, own.start)) if own.start else None,
    )


def _parse_any(data: Buffer, file_bytes: int) -> FragmentInfo:
    """Parse whatever fragment it is, box by box."""
    position = 0
    wall_ns: int | None = None
    moof: tuple[Box, int, _Run] | None = None
    while True:
        found = _top_level(data, position, file_bytes)
        if found.kind == b"mdat":
            break
        if found.end > len(data):
            raise MediaError("A fragment ends in the middle of its header.")
        if found.kind == b"prft":
            wall_ns = read_prft(Reader.of(data, found))
        elif found.kind == b"moof":
            if moof is not None:
                raise MediaError("A fragment has more than one header.")
            moof = (found, *_read_moof(data, found))
        position = found.end
    if moof is None:
        raise MediaError("A fragment has no header before its media data.")
    head, sequence, run = moof
    payload_bytes = found.end - found.payload
    if head.start + run.data_offset != found.payload or int(run.sizes.sum()) != payload_bytes or found.end != file_bytes:
        raise MediaError("A fragment's samples do not fill its media data.")
    return FragmentInfo(
        sequence=sequence,
        base_decode_time=run.base_decode_time,
        durations=run.durations,
        sizes=run.sizes,
        is_sync=run.is_sync,
        payload_offset=found.payload,
        payload_bytes=payload_bytes,
        total_duration=int(run.durations.sum()),
        wall_ns=wall_ns,
    )


def _top_level(data: Buffer, start: int, file_bytes: int) -> Box:
    """The box at ``start``, whose end may lie beyond the bytes at hand but not beyond the file."""
    if file_bytes <= len(data):
        return read_box(data, start, file_bytes)
    reader = Reader(data, min(start, len(data)), len(data))
    size, kind = reader.u32(), reader.take(4)
    if size == 1:
        size = reader.u64()
    if size < reader.position - start or start + size > file_bytes:
        raise MediaError("A fragment says it is longer than it is.")
    return Box(kind, start, reader.position, start + size)


def read_prft(reader: Reader) -> int:
    """The wall time (ns since 1970) of a producer reference time box, from behind its type on. Raises MediaError."""
    reader.skip(8)
    ntp = reader.u64()
    rest_ns = ((ntp & MAX_U32) * NS_PER_S + (1 << 31)) >> 32
    return ((ntp >> 32) - _SECONDS_1900_TO_1970) * NS_PER_S + rest_ns


def _read_moof(data: Buffer, moof: Box) -> tuple[int, _Run]:
    sequence: int | None = None
    run: _Run | None = None
    position = moof.payload
    while position < moof.end:
        child = read_box(data, position, moof.end)
        position = child.end
        if child.kind == b"mfhd":
            reader = Reader.of(data, child)
            reader.skip(4)
            sequence = reader.u32()
        elif child.kind == b"traf":
            if run is not None:
                raise MediaError("A fragment has more than one track.")
            run = _read_traf(data, child)
    if sequence is None or run is None:
        raise MediaError("A fragment's header is not complete.")
    return sequence, run


def _read_traf(data: Buffer, traf: Box) -> _Run:
    defaults: tuple[int, int, int] | None = None
    base_decode_time: int | None = None
    run: _Run | None = None
    position = traf.payload
    while position < traf.end:
        child = read_box(data, position, traf.end)
        position = child.end
        reader = Reader.of(data, child)
        if child.kind == b"tfhd":
            defaults = _read_tfhd(reader)
        elif child.kind == b"tfdt":
            version, _ = reader.version_and_flags()
            base_decode_time = reader.u64() if version == 1 else reader.u32()
        elif child.kind == b"trun":
            if defaults is None or base_decode_time is None or run is not None:
                raise MediaError("A fragment's header is not in order.")
            run = _read_trun(reader, defaults, base_decode_time)
    if run is None:
        raise MediaError("A fragment's header lists no samples.")
    return run


def _read_tfhd(reader: Reader) -> tuple[int, int, int]:
    """Default duration, size and flags. Offsets must count from `moof`."""
    _, flags = reader.version_and_flags()
    if flags & _TFHD_BASE_OFFSET or not flags & _TFHD_BASE_IS_MOOF:
        raise MediaError("A fragment's offsets do not count from its header.")
    reader.skip(8 if flags & _TFHD_DESCRIPTION else 4)
    duration = reader.u32() if flags & _TFHD_DURATION else 0
    size = reader.u32() if flags & _TFHD_SIZE else 0
    return duration, size, reader.u32() if flags & _TFHD_FLAGS else 0


def _read_trun(reader: Reader, defaults: tuple[int, int, int], base_decode_time: int) -> _Run:
    import numpy as np

    _, flags = reader.version_and_flags()
    count = reader.u32()
    if not 0 < count <= MAX_FRAGMENT_SAMPLES or not flags & _TRUN_OFFSET:
        raise MediaError("A fragment's header lists no samples or too many.")
    data_offset = reader.i32()
    first_flags = reader.u32() if flags & _TRUN_FIRST_FLAGS else None
    present = [bool(flags & bit) for bit in (_TRUN_DURATION, _TRUN_SIZE, _TRUN_FLAGS, _TRUN_CTS)]
    width = sum(present)
    table = np.frombuffer(reader.take(count * width * 4), dtype=">u4").reshape(count, width)
    columns: list[NDArray[np.int64]] = []
    column = 0
    for default, is_present in zip(defaults, present, strict=False):
        columns.append(table[:, column].astype(np.int64) if is_present else np.full(count, default, np.int64))
        column += is_present
    durations, sizes, sample_flags = columns
    is_sync = (sample_flags & NON_SYNC_BIT) == 0
    if first_flags is not None:
        is_sync[0] = not first_flags & NON_SYNC_BIT
    return _Run(base_decode_time, durations, sizes, is_sync, data_offset)
