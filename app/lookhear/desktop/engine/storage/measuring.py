"""How much room recordings take and how long the disk lasts: found in files, on a thread."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.library import RecordingInfo, RecordingState, has_media, list_recordings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GUESSED_BYTES_PER_HOUR: Final = 1_500_000_000  # an ordinary desktop at 30 pictures a second with two sounds; see docs/performance.md
_PACED_BY: Final = 20  # recordings
_LONG_ENOUGH_S: Final = 30.0
_HOUR_S: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast recordings grow, by the latest ones; by none of them, a guess."""

    bytes_per_hour: float
    paced_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the recordings of some folders take on this computer."""

    recordings: int
    media_bytes: int
    pace: Pace


def room_of(roots: Sequence[Path]) -> Room:
    """Look at every recording below these folders. Raises nothing: a folder that is away has none."""
    found = [info for root in roots for info in list_recordings(root)]
    here = [info for info in found if has_media(info.folder)]
    return Room(recordings=len(found), media_bytes=sum(info.bytes for info in here), pace=pace_of(found))


def pace_of(found: Sequence[RecordingInfo]) -> Pace:
    """The mean of the latest recordings, weighed by their length; pauses count, because they are part of a day."""
    useful = [info for info in found if info.state is RecordingState.COMPLETE and info.duration_s >= _LONG_ENOUGH_S and info.bytes > 0]
    latest = sorted(useful, key=lambda info: info.recording_id)[-_PACED_BY:]
    seconds = sum(info.duration_s for info in latest)
    if not latest:
        return Pace(bytes_per_hour=GUESSED_BYTES_PER_HOUR, paced_by=0)
    return Pace(bytes_per_hour=sum(info.bytes for info in latest) / seconds * _HOUR_S, paced_by=len(latest))


def bytes_below(folder: Path) -> int:
    """The sizes of all files below a folder; what goes away meanwhile counts as nothing."""
    total, waiting = 0, [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file(follow_symlinks=False):
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total


def disk_of(folder: Path) -> tuple[int, int]:
    """Free and all bytes of the disk that holds a folder, or will: asked of the nearest one that exists. Raises OSError."""
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    usage = shutil.disk_usage(nearest)
    return usage.free, usage.total
