"""The live line on a terminal: time, size and each track's health, read from the spool and nothing else."""

from __future__ import annotations

import math
import shutil
import sys
from typing import TYPE_CHECKING

from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.spool.tail import Health, SpoolTail
from lookhear.recorder.wording import channel_label, clock_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.recorder.spool.tail import RecordingStatus, TrackStatus

_BARS = " ▁▂▃▄▅▆▇█"
_FLOOR_DB = -60.0
_MEGABYTE = 1_000_000


class LiveLine:
    """Draws one line again and again. Everything in it is evidence: sealed bytes, their age, the level in them, acknowledgements.

    ``beside`` gives what else there is to say, about the upload.
    """

    def __init__(self, folder: Path, now_ns: Callable[[], int], *, beside: Callable[[], str] = lambda: "") -> None:
        self._tail = SpoolTail(folder)
        self._now_ns, self._beside = now_ns, beside

    def show(self) -> None:
        """Read what is new and draw."""
        text = line_of(self._tail.status(now_ns=self._now_ns()), beside=self._beside())
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r\x1b[2K{text[:width]}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


def line_of(status: RecordingStatus, *, beside: str = "") -> str:
    """The line as text, for example ``● 0:12  3.4 MB  display 1 ok  mic ok ▅  system audio LATE 4 s   Ctrl-C stops``.

    While it is paused there is nothing to tell of the tracks: ``‖ 0:12  3.4 MB  paused 0:35   Ctrl-C stops``.
    """
    parts = [f"{'●' if status.paused_s is None else '‖'} {clock_text(status.elapsed_s)}", f"{status.bytes / _MEGABYTE:.1f} MB"]
    parts += [f"paused {clock_text(status.paused_s)}"] if status.paused_s is not None else [_track(track) for track in status.tracks]
    return "  ".join([*parts, beside] if beside else parts) + "   Ctrl-C stops"


def _track(track: TrackStatus) -> str:
    label = channel_label(track.channel_id)
    if track.health is Health.PAUSED:  # it alone: somebody wished it
        return f"{label} paused"
    if track.health is not Health.OK:
        return f"{label} {track.health.upper()} {track.age_s:.0f} s"
    dropped = f" ({track.dropped} dropped)" if track.dropped else ""
    level = "" if track.channel_id.kind is ChannelKind.DISPLAY else f" {_bar(track.peak)}"
    return f"{label} ok{dropped}{level}"


def _bar(peak: float | None) -> str:
    """The level as one block character, −60 dBFS to full scale."""
    level_db = 20 * math.log10(peak) if peak else _FLOOR_DB
    share = min(max(1 - level_db / _FLOOR_DB, 0.0), 1.0)
    return _BARS[round(share * (len(_BARS) - 1))]
