"""The receipt of a recording: what its files prove, track by track. Nothing in it is remembered, everything is read."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.recorder.receipt_sentences import verdict, warnings
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, write_sealed
from lookhear.recorder.spool.layout import RECEIPT
from lookhear.recorder.spool.log import RecordingLog, TrackLog
from lookhear.recorder.spool.retention import was_handed_over
from lookhear.recorder.spool.rows import PAUSED, EndReason, FragmentRow, InitRow, SealedRow, SourceState
from lookhear.recorder.wording import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lookhear.recorder.spool.log import Pause
    from lookhear.recorder.spool.rows import ContextRow

FORMAT: Final = 1
DIGEST_RULE: Final = "SHA-256 over the SHA-256 digests (32 bytes each) of the track's fragments in order of their sequence numbers"


class ReceiptState(StrEnum):
    """How a recording came to its end."""

    COMPLETE = "complete"
    RECOVERED = "recovered"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of session time in which a track captured nothing; ``filled`` when silence stands there."""

    from_s: float
    to_s: float
    reason: str
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedSpan:
    """A stretch of session time in which nothing was to be captured, of all or of one track; ``to_s`` is None where a crash ended it."""

    from_s: float
    to_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextReceipt:
    """The evidence of the context log, its digest made as a track's is."""

    files: int
    lost_files: int
    events: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockError:
    """How far a track's audio time was from session time, from what was measured while recording."""

    max_abs: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackReceipt:
    """The evidence of one track. Times in seconds of the session clock; sizes as the files have them now.

    ``frames`` is for video and ``samples`` (without the encoder's priming) for audio. ``missing_s`` is the time between first
    and last that no fragment covers, found from the fragments' own times; gaps are what was said about it, those of pauses too:
    ``gap_total_s`` is without them, ``paused_s`` is theirs. ``held`` is when this track alone was not to be recorded, which counts as
    paused. ``lost_fragments`` were promised by the journal and are not there or not as promised; they count in nothing else.
    """

    channel_id: str
    kind: str
    name: str
    device: str
    encoder: str
    source: str
    is_primary: bool
    frames: int | None
    samples: int | None
    keyframes: int | None
    dropped_frames: int | None
    inits: int
    fragments: int
    adopted_fragments: int
    lost_fragments: int
    bytes: int
    first_s: float | None
    last_s: float | None
    duration_s: float
    missing_s: float
    gaps: tuple[Gap, ...]
    gap_total_s: float
    paused_s: float
    held: tuple[PausedSpan, ...]
    silence_filled_s: float
    clock_error_ms: ClockError | None
    peak: float | None
    sha256: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The evidence of one recording. ``duration_s`` reaches from the first to the last media of any track, pauses included.

    ``bytes`` are those of the tracks. ``verified`` says whether every byte was hashed for it; without that, sizes were compared.
    """

    format: int
    recording_id: str
    started_at: str
    duration_s: float
    state: ReceiptState
    end_reason: EndReason | None
    bytes: int
    verified: bool
    damaged_lines: int
    sha256_rule: str
    pauses: tuple[PausedSpan, ...]
    paused_s: float
    context: ContextReceipt
    tracks: tuple[TrackReceipt, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """One JSON object with the fields' names as keys."""
        return dataclasses.asdict(self)


def build_receipt(folder: Path, *, verify: bool = False) -> Receipt:
    """Compute the receipt of a recording from its files.

    ``verify`` hashes every byte and parses every fragment, instead of comparing sizes only. Raises JournalDamaged when there is
    no readable manifest.
    """
    log = RecordingLog.load(folder)
    tracks = tuple(_track(log, track, verify=verify) for track in log.tracks)
    first_s = min((track.first_s for track in tracks if track.first_s is not None), default=0.0)
    last_s = max((track.last_s for track in tracks if track.last_s is not None), default=first_s)
    return Receipt(
        format=FORMAT,
        recording_id=log.manifest.recording_id,
        started_at=iso_time(log.manifest.clock_wall_origin_ns + round(first_s * 1e9) if first_s else log.manifest.created_wall_ns),
        duration_s=_seconds(last_s - first_s),
        state=_state(log),
        end_reason=log.end.reason if log.end else None,
        bytes=sum(track.bytes for track in tracks),
        verified=verify,
        damaged_lines=log.damaged_lines,
        sha256_rule=DIGEST_RULE,
        pauses=_spans(log.pauses),
        paused_s=_seconds(sum((pause.to_ns - pause.from_ns for pause in log.pauses if pause.to_ns is not None), 0) / 1e9),
        context=_context(log, verify=verify),
        tracks=tracks,
        notes=tuple(note.text for note in log.notes),
        warnings=tuple(warnings(log, tracks)),
    )


def write_receipt(folder: Path, *, disk: Disk = LOCAL_DISK) -> Receipt:
    """Compute the receipt and seal it beside the journal. Raises JournalDamaged, DiskFull, FolderUnwritable."""
    receipt = build_receipt(folder)
    text = json.dumps(receipt.to_json(), ensure_ascii=False, indent=1)
    write_sealed(folder / RECEIPT, text.encode() + b"\n", disk=disk)
    return receipt


def _track(log: RecordingLog, track: TrackLog, *, verify: bool) -> TrackReceipt:
    is_video = track.channel.kind.is_video
    inits = [row for row in track.inits if _is_there(log, row, verify=verify)]
    fragments = [row for row in track.fragments if _is_there(log, row, verify=verify)]
    lost_rows = len(track.fragments) - len(fragments)
    first_s, last_s = _span(inits, fragments)
    gaps = _gaps(track)
    lost = lost_rows + len(track.damaged)
    errors_us = [row.clock_error_us for row in fragments if row.clock_error_us is not None]
    peaks = [row.peak for row in fragments if row.peak is not None]
    unwished = [gap for gap in gaps if gap.reason != PAUSED]
    gap_total_s = _total_s(unwished)
    paused_s = _total_s(gap for gap in gaps if gap.reason == PAUSED)
    duration_s = _seconds(last_s - first_s) if first_s is not None and last_s is not None else 0.0
    return TrackReceipt(
        channel_id=str(track.channel_id),
        kind=track.channel.kind.value,
        name=track.channel.name,
        device=_distinct([row.device for row in inits] + [row.device for row in track.sources]) or track.channel.device,
        encoder=_distinct([row.encoder for row in inits]),
        source=_distinct([row.source for row in inits]),
        is_primary=track.channel.is_primary,
        frames=sum(row.samples for row in fragments) if is_video else None,
        samples=None if is_video else _heard(inits, fragments),
        keyframes=sum(row.keyframes for row in fragments) if is_video else None,
        dropped_frames=sum(row.dropped for row in fragments) if is_video else None,
        inits=len(inits),
        fragments=len(fragments),
        adopted_fragments=sum(row.adopted for row in fragments),
        lost_fragments=lost,
        bytes=sum(row.bytes for row in inits) + sum(row.bytes for row in fragments),
        first_s=first_s,
        last_s=last_s,
        duration_s=duration_s,
        missing_s=_missing_s(fragments),
        gaps=gaps,
        gap_total_s=gap_total_s,
        paused_s=paused_s,
        held=_spans(track.held),
        silence_filled_s=_seconds(sum((row.silence_samples / row.timescale for row in fragments), 0.0)),
        clock_error_ms=ClockError(max_abs=max(map(abs, errors_us)) / 1000, last=errors_us[-1] / 1000) if errors_us else None,
        peak=max(peaks) if peaks else None,
        sha256=_digest(fragments),
        verdict=verdict(
            track.channel_id,
            duration_s=duration_s,
            gaps=len(unwished),
            gap_total_s=gap_total_s,
            paused_s=paused_s,
            lost=lost,
            is_source_lost=_is_source_lost(track),
        ),
    )


def _context(log: RecordingLog, *, verify: bool) -> ContextReceipt:
    there = [row for row in log.context if _is_there(log, row, verify=verify)]
    return ContextReceipt(
        files=len(there),
        lost_files=len(log.context) - len(there),
        events=sum(row.events for row in there),
        bytes=sum(row.bytes for row in there),
        sha256=_digest(there),
    )


def _digest(rows: Iterable[FragmentRow | ContextRow]) -> str:
    """As `DIGEST_RULE` says."""
    return hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in rows)).hexdigest()


def _is_there(log: RecordingLog, row: SealedRow | ContextRow, *, verify: bool) -> bool:
    """Whether a file is as its row promises: the size, and with ``verify`` every byte and what the boxes count.

    One that went because a backend has it counts as there: that was proven before it went.
    """
    path = log.path(row)
    if was_handed_over(log.folder) and not path.exists():
        return True
    try:
        if path.stat().st_size != row.bytes:
            return False
        if not verify:
            return True
        data = path.read_bytes()
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest() == row.sha256 and (not isinstance(row, FragmentRow) or _counts_agree(row, data))


def _counts_agree(row: FragmentRow, data: bytes) -> bool:
    from lookhear.errors import MediaError
    from lookhear.media.fragments import parse_fragment

    try:
        info = parse_fragment(data)
    except MediaError:
        return False
    found = (info.sequence, info.base_decode_time, info.total_duration, len(info.sizes))
    return found == (row.seq, row.tfdt, row.duration, row.samples)


def _span(inits: list[InitRow], fragments: list[FragmentRow]) -> tuple[float | None, float | None]:
    """First and last media time in seconds; what an audio encoder puts before the first sample is no media."""
    if not fragments:
        return None, None
    first = fragments[0]
    priming = next((row.priming for row in inits if row.init == first.init), None) or 0
    return _seconds((first.tfdt + priming) / first.timescale), _seconds(max(row.end / row.timescale for row in fragments))


def _heard(inits: list[InitRow], fragments: list[FragmentRow]) -> int:
    """Audio samples without the priming that every opening of the encoder begins with."""
    priming = {row.init: row.priming or 0 for row in inits}
    return sum(row.duration for row in fragments) - sum(priming.get(init, 0) for init in {row.init for row in fragments})


def _missing_s(fragments: list[FragmentRow]) -> float:
    missing = 0.0
    for before, after in itertools.pairwise(fragments):
        missing += max(0, after.tfdt * before.timescale - before.end * after.timescale) / (before.timescale * after.timescale)
    return _seconds(missing)


def _gaps(track: TrackLog) -> tuple[Gap, ...]:
    """What the journal says of gaps, and the time of fragments that were lost, in order of time."""
    gaps = [Gap(from_s=_s(row.from_ns), to_s=_s(row.to_ns), reason=row.reason, filled=row.filled) for row in track.gaps]
    gaps += [
        Gap(from_s=_s(row.from_ns), to_s=_s(row.to_ns), reason="damaged", filled=False)
        for row in track.damaged
        if row.from_ns is not None and row.to_ns is not None
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.from_s, gap.to_s)))


def _spans(pauses: Iterable[Pause]) -> tuple[PausedSpan, ...]:
    return tuple(PausedSpan(from_s=_s(pause.from_ns), to_s=None if pause.to_ns is None else _s(pause.to_ns)) for pause in pauses)


def _state(log: RecordingLog) -> ReceiptState:
    if log.end is None:
        return ReceiptState.UNFINISHED
    return ReceiptState.RECOVERED if log.end.reason is EndReason.RECOVERED else ReceiptState.COMPLETE


def _is_source_lost(track: TrackLog) -> bool:
    """Whether the last that was heard of a source is that it went away, and no gap says for how long: nobody was there to write it."""
    if not track.sources or track.sources[-1].state is not SourceState.LOST:
        return False
    return not any(gap.to_ns > track.sources[-1].t_ns for gap in track.gaps)


def _distinct(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


def _total_s(gaps: Iterable[Gap]) -> float:
    return _seconds(sum((gap.to_s - gap.from_s for gap in gaps), 0.0))


def _s(time_ns: int) -> float:
    return _seconds(time_ns / 1_000_000_000)


def _seconds(value: float) -> float:
    return round(value, 6)
