"""What a receipt says in sentences: a verdict on each track, and what somebody should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.wording import channel_label, clock_text, plural

if TYPE_CHECKING:
    from lookhear.recorder.receipt import TrackReceipt
    from lookhear.recorder.spool.log import RecordingLog

SILENT_BELOW: Final = 0.001
"""A microphone whose loudest sample stays below this (−60 dB of full scale) was most likely not connected to anything."""
_UNEXPLAINED_S: Final = 0.1
SOURCE_LOST: Final = "its source was lost and had not come back"


def verdict(
    channel: ChannelId, *, duration_s: float, gaps: int, gap_total_s: float, paused_s: float, lost: int, is_source_lost: bool
) -> str:
    """One line for a person on one track, such as ``mic: 12:03, 2 gaps, 3.1 s``."""
    if not duration_s:
        return f"{channel_label(channel)}: nothing was recorded"
    parts = [clock_text(duration_s)]
    if gaps:
        parts.append(f"{plural(gaps, 'gap')}, {gap_total_s:.1f} s")
    elif not is_source_lost:
        parts.append("no gaps")
    if paused_s:
        parts.append(f"paused {paused_s:.1f} s")
    if is_source_lost:
        parts.append(SOURCE_LOST)
    if lost:
        parts.append(f"{plural(lost, 'file')} lost")
    return f"{channel_label(channel)}: {', '.join(parts)}"


_ENDINGS: Final = {
    None: "This recording has no end yet: it is being written, or `lookhear recover` finishes it.",
    EndReason.RECOVERED: "The program ended unexpectedly; up to the last second may be missing.",
    EndReason.DISK_FULL: "The disk was full; the recording stopped early.",
    EndReason.STORAGE_FAILED: "The folder could not be written any more; the recording stopped early.",
    EndReason.SOURCES_LOST: "Every source was lost; the recording stopped early.",
}


def warnings(log: RecordingLog, tracks: tuple[TrackReceipt, ...]) -> list[str]:
    """What somebody should know: an end that was not wished, what is lost, what is missing without a reason."""
    ending = _ENDINGS.get(log.end.reason if log.end else None)
    found = [ending] if ending else []
    if log.damaged_lines:
        found.append(f"{plural(log.damaged_lines, 'line')} of the journal could not be read.")
    for track in tracks:
        label = channel_label(ChannelId.parse(track.channel_id))
        found += [f"{label}: {warning}" for warning in _track_warnings(track)]
    return found


def _track_warnings(track: TrackReceipt) -> list[str]:
    found: list[str] = []
    begin_s, end_s = track.first_s or 0.0, track.last_s or 0.0  # gaps before and behind a track explain nothing inside it
    inside = [(max(gap.from_s, begin_s), min(gap.to_s, end_s)) for gap in track.gaps if not gap.filled]
    unexplained_s = track.missing_s - sum(max(0.0, to_s - from_s) for from_s, to_s in inside)
    if not track.fragments:
        found.append("nothing was recorded.")
    elif not track.inits:
        found.append("what is needed to play it is lost.")
    if track.kind == ChannelKind.MIC and track.peak is not None and track.peak < SILENT_BELOW:  # that nothing plays is normal
        found.append("only silence was heard.")
    if track.lost_fragments:
        found.append(f"{plural(track.lost_fragments, 'file')} of the recording lost or damaged.")
    if unexplained_s > _UNEXPLAINED_S:
        found.append(f"{unexplained_s:.1f} s are missing, and nothing says why.")
    return found
