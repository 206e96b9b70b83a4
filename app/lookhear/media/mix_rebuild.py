"""Makes the whole mix again from the fragments, on all cores: for a recording whose mix was deleted or never finished.

The time is cut into spans that are mixed at the same time by mixers of their own. Each begins two frames early, where the
span before it is still mixing, so that their frames fit together (see `Mixer.resume_at`).
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.media.aac import FRAME_SAMPLES
from lookhear.media.fragments import read_fragment_info
from lookhear.media.init_segment import parse_init
from lookhear.media.mix import Mixer, seal_mix
from lookhear.media.samples import AUDIO_TIMESCALE, AudioFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lookhear.media.cutter import CutFragment
    from lookhear.media.mix import MixFragment
    from lookhear.media.timeline import TrackPart

SPAN_SAMPLES: Final = 60 * 47 * FRAME_SAMPLES  # about a minute, in whole frames
_MARGIN_SAMPLES: Final = AUDIO_TIMESCALE  # more than an encoder's run-up, its look-ahead and a decoder's run-up


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment and its place on the session clock, in samples at 48 kHz."""

    track: str
    fmt: AudioFormat
    path: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Span:
    """What one mixer does: from ``resume_at`` (None: from the first sound) to ``stop_at``."""

    resume_at: int | None
    stop_at: int
    pieces: tuple[_Piece, ...]


def rebuild_mix(
    tracks: Mapping[str, Sequence[TrackPart]],
    *,
    workers: int | None = None,
    span_samples: int = SPAN_SAMPLES,
    wall_origin_ns: int | None = None,
) -> Iterator[MixFragment]:
    """The fragments of the mix in order, numbered from one. ``workers`` threads (default: one for each core) share the work.

    ``span_samples`` is a multiple of 1024. Raises MediaError for a damaged or missing fragment, EncodeError.
    """
    spans = deque(_spans(_pieces(tracks), span_samples))
    count = workers or os.cpu_count() or 1
    sequence = 0
    with ThreadPoolExecutor(count, thread_name_prefix="mix-rebuild") as pool:
        running: deque[Future[list[CutFragment]]] = deque()
        try:
            while spans or running:
                while spans and len(running) <= count:  # one more than there are workers, so that none waits for us
                    running.append(pool.submit(_mix_span, spans.popleft()))
                for cut in running.popleft().result():
                    sequence += 1
                    yield seal_mix(cut, sequence, wall_origin_ns=wall_origin_ns)
        finally:
            for future in running:
                future.cancel()


def _pieces(tracks: Mapping[str, Sequence[TrackPart]]) -> list[_Piece]:
    """All fragments by time."""
    pieces = []
    for track, parts in tracks.items():
        for part in parts:
            fmt = parse_init(part.init if isinstance(part.init, bytes) else part.init.read_bytes())
            if not isinstance(fmt, AudioFormat):
                raise MediaError("Only sound can be mixed.")
            for path in part.fragments:
                info = read_fragment_info(path)
                start, end = (time * AUDIO_TIMESCALE // fmt.sample_rate for time in (info.base_decode_time, info.end_decode_time))
                pieces.append(_Piece(track, fmt, path, start, end))
    return sorted(pieces, key=lambda piece: piece.start)


def _spans(pieces: list[_Piece], span_samples: int) -> Iterator[_Span]:
    """Spans on one grid of frames; those without any sound are left out."""
    if not pieces:
        return
    origin, first = pieces[0].start, 0
    last = max(piece.end for piece in pieces)
    longest = max(piece.end - piece.start for piece in pieces)
    for begin in range(origin, last, span_samples):
        low, high = begin - _MARGIN_SAMPLES, begin + span_samples + _MARGIN_SAMPLES
        while first < len(pieces) and pieces[first].start < low - longest:
            first += 1
        inside = []
        for piece in pieces[first:]:
            if piece.start >= high:
                break
            if piece.end > low:
                inside.append(piece)
        if inside:
            yield _Span(None if begin == origin else begin, begin + span_samples, tuple(inside))


def _mix_span(span: _Span) -> list[CutFragment]:
    mixer = Mixer(sorted({piece.track for piece in span.pieces}), resume_at=span.resume_at, stop_at=span.stop_at)
    for piece in span.pieces:
        mixer.feed(piece.track, piece.fmt, piece.path)
    return list(mixer.finish_unsealed())
