"""What a recorder sends, made without an encoder: the boxes are real, the samples are whatever bytes."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from typing import Final

from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.samples import AudioFormat, Sample, VideoFormat
from lookhear.protocol.tracks import TrackKind

VIDEO: Final = VideoFormat(width=1920, height=1080, sps=bytes.fromhex("6742c01fda0280f68400"), pps=bytes.fromhex("68ce0fc8"))
AUDIO: Final = AudioFormat(channels=1, specific_config=bytes.fromhex("1188"), bit_rate=96_000)
_PICTURES: Final = 15
_FRAMES: Final = 24
_ORIGIN_NS: Final = 1_700_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes and their SHA-256 in hexadecimal."""

    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def init_of(kind: TrackKind) -> Body:
    """The init segment of a track."""
    return Body(build_init(VIDEO if kind.is_video else AUDIO))


def fragment_of(kind: TrackKind, seq: int, *, size_bytes: int = 3000, salt: int = 0) -> Body:
    """Half a second, the ``seq``-th of its track; another ``salt`` gives other bytes under the same number."""
    if kind is TrackKind.CONTEXT:
        return context_of([seq * 500_000_000, seq * 500_000_000 + salt])
    count, duration = (_PICTURES, 3000) if kind.is_video else (_FRAMES, 1024)
    noise = random.Random(f"{kind} {seq} {salt}")  # noqa: S311
    each = max(size_bytes // count, 1)
    samples = [Sample(noise.randbytes(each), duration, is_sync=number == 0 or not kind.is_video) for number in range(count)]
    start = (seq - 1) * count * duration
    scale = VIDEO.timescale if kind.is_video else AUDIO.timescale
    wall_ns = _ORIGIN_NS + start * 1_000_000_000 // scale
    return Body(
        build_fragment(sequence=seq, base_decode_time=start, timescale=scale, samples=samples, wall_ns=wall_ns, is_video=kind.is_video)
    )


def context_of(times_ns: list[int]) -> Body:
    """Lines of the context log, one for each time."""
    return Body("".join(json.dumps({"t_ns": t_ns, "kind": "marker"}) + "\n" for t_ns in times_ns).encode())
