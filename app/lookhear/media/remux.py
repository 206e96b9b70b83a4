"""Export: the fragments of several tracks as one progressive MP4, written in one pass without encoding.

All sizes are known from the fragments' headers, so the movie is planned (`movie_plan`) before the first byte of media is copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.media.copying import GatheringWriter, complete_file
from lookhear.media.movie_plan import ExportedTrack, MoviePlan, MovieTrack, plan_movie
from lookhear.media.timeline import TrackPart, load_track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["ExportResult", "ExportTrack", "ExportedTrack", "TrackPart", "export_mp4"]

_SCAN_SHARE: Final = 0.3  # of the progress
_PROGRESS_STEPS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTrack:
    """One track to write. ``name`` is what players show; only default tracks are enabled. ``language`` is ISO 639-2/T."""

    name: str
    parts: Sequence[TrackPart]
    language: str = "und"
    is_default: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """The finished file. ``session_start_ns`` is the session time of its first moment."""

    path: Path
    size_bytes: int
    duration_ns: int
    session_start_ns: int
    tracks: tuple[ExportedTrack, ...]


class _Cancelled(Exception):
    """Raised inside to unwind; never leaves this module."""


class _Progress:
    """Tells the fraction done at most a few hundred times, and looks whether to go on."""

    def __init__(self, tell: Callable[[float], None] | None, is_cancelled: Callable[[], bool] | None) -> None:
        self._tell = tell
        self._is_cancelled = is_cancelled
        self._told = -1

    def at(self, fraction: float) -> None:
        """Report; raises _Cancelled when nobody wants the file any more."""
        step = int(fraction * _PROGRESS_STEPS)
        if step == self._told:
            return
        self._told = step
        if self._is_cancelled is not None and self._is_cancelled():
            raise _Cancelled
        if self._tell is not None:
            self._tell(fraction)

    def finished(self) -> None:
        """Report the end; too late to cancel."""
        if self._tell is not None:
            self._tell(1.0)


def export_mp4(
    tracks: Sequence[ExportTrack],
    output: Path,
    *,
    title: str = "",
    created_wall_ns: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ExportResult | None:
    """Write the tracks into one MP4 file; None when ``is_cancelled`` said so.

    Tracks without fragments are left out. ``created_wall_ns`` (ns since 1970) becomes the creation time. ``on_progress``
    gets fractions from 0 to 1. Raises MediaError for damaged or missing fragments, UsageError when there is nothing to
    write, DiskFull, FolderUnwritable; the output is either complete or not there.
    """
    progress = _Progress(on_progress, is_cancelled)
    try:
        plan = plan_movie(_load(tracks, progress), title=title, created_wall_ns=created_wall_ns)
        _write(plan, output, progress=progress)
    except _Cancelled:
        return None
    progress.finished()
    return ExportResult(
        path=output,
        size_bytes=plan.size_bytes,
        duration_ns=plan.duration_ns,
        session_start_ns=plan.session_start_ns,
        tracks=plan.tracks,
    )


def _load(tracks: Sequence[ExportTrack], progress: _Progress) -> list[MovieTrack[Path]]:
    total = sum(len(part.fragments) for track in tracks for part in track.parts)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        progress.at(_SCAN_SHARE * done / total)

    loaded = []
    for track in tracks:
        timeline = load_track(track.parts, on_fragment=count)
        if timeline is not None:
            loaded.append(MovieTrack(name=track.name, timeline=timeline, language=track.language, is_default=track.is_default))
    return loaded


def _write(plan: MoviePlan[Path], output: Path, *, progress: _Progress) -> None:
    payload_bytes = plan.size_bytes - len(plan.head)
    done = 0
    with complete_file(output) as out:
        writer = GatheringWriter(out)
        writer.write(plan.head)
        for chunk in plan.chunks:
            if isinstance(chunk.source, bytes):
                writer.write(chunk.source[: chunk.size])
            else:
                writer.copy(chunk.source, offset=chunk.offset, size=chunk.size)
            done += chunk.size
            progress.at(_SCAN_SHARE + (1 - _SCAN_SHARE) * 0.99 * done / payload_bytes)
        writer.flush()
