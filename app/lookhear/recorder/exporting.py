"""From a recording to .mp4 files: which tracks go into which file, in what order, under which name. Nothing is encoded again."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from lookhear.errors import UsageError
from lookhear.media.remux import ExportTrack, TrackPart, export_mp4
from lookhear.recorder.receipt import channel_label
from lookhear.recorder.spool.log import RecordingLog, TrackLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def export(folder: Path, output: Path, *, progress: Callable[[float], None] | None = None) -> list[Path]:
    """Write what is sealed of a recording to ``output``, and further displays to ``<output>-display-2.mp4`` and so on.

    Every file holds one display and all sound: the mix of several sources as default track, the single ones behind it. A
    recording without pictures gives one file of sound. ``output`` is replaced; the name of a further display's file that is
    taken gets a number. ``progress`` hears fractions from 0 to 1. Gives the files, the primary display's first.

    Raises UsageError when nothing was sealed, JournalDamaged, MediaError, DiskFull, FolderUnwritable.
    """
    log = RecordingLog.load(folder)
    playable = [(track, parts) for track in _in_order(log) if (parts := track_parts(log, track))]
    pictures = [(track, parts) for track, parts in playable if track.channel.kind.is_video]
    single = [(track, parts) for track, parts in playable if not track.channel.kind.is_video]
    if not playable:
        raise UsageError(
            f"The recording {folder.name} holds nothing that could be played.", hint="`lookhear recordings` lists what it holds."
        )
    sounds = [_export_track(track, parts, is_default=number == 0) for number, (track, parts) in enumerate(single)]
    files = [
        (output if number == 0 else _free_name(output, track), [_export_track(track, parts, is_default=True), *sounds])
        for number, (track, parts) in enumerate(pictures)
    ] or [(output, sounds)]
    written: list[Path] = []
    for path, tracks in files:
        share = _share(progress, done=len(written), of=len(files))
        export_mp4(tracks, path, title=_title(log), created_wall_ns=log.manifest.created_wall_ns, on_progress=share)
        written.append(path)
    return written


def _in_order(log: RecordingLog) -> list[TrackLog]:
    """The primary display, further displays by number, then sound in the order of the manifest."""
    displays = [track for track in log.tracks if track.channel.kind.is_video]
    sounds = [track for track in log.tracks if not track.channel.kind.is_video]
    return [*sorted(displays, key=lambda track: (not track.channel.is_primary, int(track.channel_id.key))), *sounds]


def _export_track(track: TrackLog, parts: list[TrackPart], *, is_default: bool) -> ExportTrack:
    return ExportTrack(name=track.channel.name or channel_label(track.channel_id), parts=parts, is_default=is_default)


def track_parts(log: RecordingLog, track: TrackLog) -> list[TrackPart]:
    """A track as its init segments with their fragments, in order; what is not there as promised is left out, so it becomes a gap."""
    inits = {row.init: log.path(row) for row in track.inits if _is_there(log.path(row), row.bytes)}
    fragments = [row for row in track.fragments if row.init in inits and _is_there(log.path(row), row.bytes)]
    return [
        TrackPart(inits[init], [log.path(row) for row in rows]) for init, rows in itertools.groupby(fragments, key=lambda row: row.init)
    ]


def _is_there(path: Path, size_bytes: int) -> bool:
    try:
        return path.stat().st_size == size_bytes
    except OSError:
        return False


def _free_name(output: Path, track: TrackLog) -> Path:
    """``talk-display-2.mp4`` beside ``talk.mp4``, with a number behind it when that is taken: nothing is replaced unasked."""
    stem = f"{output.stem}-{track.channel.folder}"
    path, number = output.with_name(f"{stem}{output.suffix}"), 2
    while path.exists():
        path, number = output.with_name(f"{stem} ({number}){output.suffix}"), number + 1
    return path


def _title(log: RecordingLog) -> str:
    return f"Lookhear {log.manifest.recording_id}"


def _share(progress: Callable[[float], None] | None, *, done: int, of: int) -> Callable[[float], None] | None:
    """Progress of one file of several as progress of all."""
    if progress is None:
        return None
    return lambda fraction: progress((done + fraction) / of)
