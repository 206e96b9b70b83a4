"""From a recording to .mp4 files: which tracks go into which file, in what order, under which name. Nothing is encoded again."""

from __future__ import annotations

import itertools
import logging
import re
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from lookhear.errors import EncodeError, MediaError, UsageError
from lookhear.media.remux import ExportTrack, TrackPart, export_mp4
from lookhear.recorder.spool.durable import translated
from lookhear.recorder.spool.log import RecordingLog, TrackLog
from lookhear.recorder.wording import channel_label
from lookhear.system.processes import is_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lookhear.recorder.spool.rows import FragmentRow

_Playable: TypeAlias = tuple[TrackLog, list[TrackPart]]
_MIX_SHARE: Final = 0.7  # of the progress, when the mix must be made first
_WORKSPACE: Final = "lookhear-mix-"

_LOG = logging.getLogger(__name__)


def export(folder: Path, output: Path, *, progress: Callable[[float], None] | None = None) -> list[Path]:
    """Write what is sealed of a recording to ``output``, and further displays to ``<output>-display-2.mp4`` and so on.

    Every file holds one display and all sound: the mix of several sources as default track, the single ones behind it. A
    recording without pictures gives one file of sound. ``output`` is replaced; the name of a further display's file that is
    taken gets a number. ``progress`` hears fractions from 0 to 1. Gives the files, the primary display's first.

    Raises UsageError when nothing was sealed, JournalDamaged, MediaError, DiskFull, FolderUnwritable.
    """
    log = RecordingLog.load(folder)
    playable = [(track, parts) for track in _in_order(log) if (parts := track_parts(log, track))]
    if not playable:
        raise UsageError(
            f"The recording {folder.name} holds nothing that could be played.", hint="`lookhear recordings` lists what it holds."
        )
    _sweep(output)
    with _workspace(beside=output) as workspace:
        mix, told = _mix(log, playable, workspace=workspace, progress=progress)
        files = _files(output, playable, mix)
        for number, (path, tracks) in enumerate(files):
            share = _share(progress, begin=told + (1 - told) * number / len(files), span=(1 - told) / len(files))
            export_mp4(tracks, path, title=f"Lookhear {folder.name}", created_wall_ns=log.manifest.created_wall_ns, on_progress=share)
    return [path for path, _ in files]


@contextmanager
def _workspace(*, beside: Path) -> Iterator[Path]:
    """A folder for a mix that cannot be kept in its recording; beside the file when the system's own place for such is full.

    Raises DiskFull, FolderUnwritable, StorageError.
    """
    with ExitStack() as stack:
        try:
            name = stack.enter_context(tempfile.TemporaryDirectory(prefix=_WORKSPACE))
        except OSError:
            with translated(beside):
                name = stack.enter_context(tempfile.TemporaryDirectory(prefix=f".{_WORKSPACE}", dir=beside.parent))
        yield Path(name)


def _sweep(output: Path) -> None:
    """Remove what an export that was killed left beside the file: ``<name>.mp4.<process>.part`` of a process that is gone.

    Only names that begin as this file's does, or as those that this program chooses.
    """
    ours = re.compile(rf"({re.escape(output.stem)}|Lookhear ).*\.mp4\.([1-9][0-9]{{0,9}})\.part", re.IGNORECASE)
    with suppress(OSError):  # a folder that cannot be read is told of by whoever writes there
        for path in output.parent.iterdir():
            if (found := ours.fullmatch(path.name)) and not is_running(int(found[2])):
                path.unlink()


def _files(output: Path, playable: list[_Playable], mix: list[ExportTrack]) -> list[tuple[Path, list[ExportTrack]]]:
    """Each file with its tracks."""
    pictures = [(track, parts) for track, parts in playable if track.channel.kind.is_video]
    single = [(track, parts) for track, parts in playable if not track.channel.kind.is_video]
    sounds = [*mix, *(_export_track(track, parts, is_default=not mix and number == 0) for number, (track, parts) in enumerate(single))]
    return [
        (output if number == 0 else _free_name(output, track), [_export_track(track, parts, is_default=True), *sounds])
        for number, (track, parts) in enumerate(pictures)
    ] or [(output, sounds)]


def _mix(
    log: RecordingLog, playable: list[_Playable], *, workspace: Path, progress: Callable[[float], None] | None
) -> tuple[list[ExportTrack], float]:
    """The mix of several sounds, or nothing for one; and how much of the progress was told meanwhile."""
    sounds = [track for track, _ in playable if not track.channel.kind.is_video]
    if len(sounds) < 2:  # noqa: PLR2004 - one sound is its own mix
        return [], 0.0
    from lookhear.recorder.mixdown import mixed_track

    told = 0.0

    def tell(fraction: float) -> None:
        nonlocal told
        told = _MIX_SHARE * fraction
        if progress is not None:
            progress(told)

    rows = [row for track in sounds for row in sealed_fragments(log, track)]
    try:
        mixed = mixed_track(log.folder, log.manifest, rows, workspace=workspace, progress=tell)
    except (MediaError, EncodeError) as exc:
        _LOG.warning("The single tracks are in the video, but no mix of them: %s", exc)
        return [], told
    return [ExportTrack(name="Mix", parts=[TrackPart(mixed.init, mixed.fragments)])], told


def _in_order(log: RecordingLog) -> list[TrackLog]:
    """The primary display, further displays by number, then sound in the order of the manifest."""
    displays = [track for track in log.tracks if track.channel.kind.is_video]
    sounds = [track for track in log.tracks if not track.channel.kind.is_video]
    return [*sorted(displays, key=lambda track: (not track.channel.is_primary, int(track.channel_id.key))), *sounds]


def _export_track(track: TrackLog, parts: list[TrackPart], *, is_default: bool) -> ExportTrack:
    return ExportTrack(name=track.channel.name or channel_label(track.channel_id), parts=parts, is_default=is_default)


def track_parts(log: RecordingLog, track: TrackLog) -> list[TrackPart]:
    """A track as its init segments with their fragments, in order; what is not there as promised is left out, so it becomes a gap."""
    inits = {row.init: log.path(row) for row in track.inits}
    by_init = itertools.groupby(sealed_fragments(log, track), key=lambda row: row.init)
    return [TrackPart(inits[init], [log.path(row) for row in rows]) for init, rows in by_init]


def sealed_fragments(log: RecordingLog, track: TrackLog) -> list[FragmentRow]:
    """The fragments of a track that are there with all their bytes, and whose init segment is too."""
    inits = {row.init for row in track.inits if _is_there(log.path(row), row.bytes)}
    return [row for row in track.fragments if row.init in inits and _is_there(log.path(row), row.bytes)]


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


def _share(progress: Callable[[float], None] | None, *, begin: float, span: float) -> Callable[[float], None] | None:
    """Progress of one file of several as progress of all."""
    if progress is None:
        return None
    return lambda fraction: progress(begin + span * fraction)
