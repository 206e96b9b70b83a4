"""Thumbnails: a small JPEG of each recording, made from its own fragments or asked of its backend, and kept."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, MediaError
from lookhear.recorder.spool.log import RecordingLog
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.spool.log import TrackLog
    from lookhear.recorder.spool.rows import FragmentRow

_PIXELS: Final = 320 * 180 * 4  # twice as wide and high as it is shown on a plain display, for those that are not
_SHARE: Final = 0.2  # of the way through: the beginning is often the same everywhere
_AGAIN_S: Final = 60.0
_PATIENCE: Final = 4  # fragments that are tried


class Pictures:
    """The thumbnails below a folder of their own, which may be thrown away at any time. Belongs to one thread."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._failed_s: dict[str, float] = {}

    def of(self, recording_id: str, make: Callable[[], bytes | None], *, is_kept: bool = True) -> bytes | None:
        """The picture of a recording, made where there is none yet; None where there is none, or none for now."""
        path = self._home / f"{recording_id}.jpg"
        try:
            return path.read_bytes()
        except OSError:
            pass
        if time.monotonic() - self._failed_s.get(recording_id, float("-inf")) < _AGAIN_S:
            return None
        try:
            data = make()
        except LookhearError:
            data = None
        if data is None:
            self._failed_s[recording_id] = time.monotonic()
        elif is_kept:
            self._keep(path, data)
        return data

    def try_again(self, recording_id: str) -> None:
        """There may be a picture now, though there was none a moment ago."""
        self._failed_s.pop(recording_id, None)

    def forget(self, recording_id: str) -> None:
        """A recording has gone for good."""
        (self._home / f"{recording_id}.jpg").unlink(missing_ok=True)

    def _keep(self, path: Path, data: bytes) -> None:
        """Keep it where that works; otherwise it is made again."""
        part = path.with_suffix(".part")
        try:
            private_folder(self._home)
            part.write_bytes(data)
            part.replace(path)
        except (OSError, LookhearError):
            with contextlib.suppress(OSError):
                part.unlink()


def picture_of(folder: Path) -> bytes | None:
    """A JPEG of what the primary display showed some way through; None without pictures. Raises JournalDamaged, EncodeError."""
    from lookhear.recorder.exporting import sealed_fragments

    log = RecordingLog.load(folder)
    displays = sorted((track for track in log.tracks if track.channel.kind.is_video), key=lambda track: not track.channel.is_primary)
    for track in displays:
        fragments = sealed_fragments(log, track)
        with_keys = [row for row in fragments if row.keyframes]
        begin = int(len(with_keys) * _SHARE)
        for row in [*with_keys[begin:], *reversed(with_keys[:begin])][:_PATIENCE]:
            if (data := _still(log, track, row)) is not None:
                return data
    return None


def _still(log: RecordingLog, track: TrackLog, row: FragmentRow) -> bytes | None:
    from lookhear.media.init_segment import parse_init
    from lookhear.media.jpegs import encode_jpeg
    from lookhear.media.samples import VideoFormat
    from lookhear.media.stills import StillReader

    init = next((each for each in track.inits if each.init == row.init), None)
    if init is None:
        return None
    try:
        fmt = parse_init(log.path(init).read_bytes())
        if not isinstance(fmt, VideoFormat):
            return None
        moments = range(row.from_ns, row.to_ns, max(1, (row.to_ns - row.from_ns) // 8))
        stills = StillReader().read(fmt, log.path(row).read_bytes(), wanted_ns=moments, max_pixels=_PIXELS)
        return encode_jpeg(stills[-1].rgb) if stills else None
    except (OSError, MediaError):
        return None
