"""What the files of a recording prove, track by track: told by what was sealed and when, never by what somebody wishes.

    AWAITED ─▶ GOOD ⇄ DOUBTFUL (3 s without a sealed fragment) ─▶ MISSING (10 s)        MUTED and PAUSED while that is wished

Times are ns of `time.monotonic_ns`, which stands still while the computer sleeps: nobody expects proof of that time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.view import Proof, TrackView
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.events import FragmentSealed, Journalled, RecordingStarted
from lookhear.recorder.receipt_sentences import SILENT_BELOW
from lookhear.recorder.spool.rows import SourceRow, SourceState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.events import Event
    from lookhear.recorder.spool.rows import FragmentRow

DOUBTFUL_AFTER_NS: Final = 3_000_000_000
MISSING_AFTER_NS: Final = 10_000_000_000
SILENT_AFTER_NS: Final = 10_000_000_000


@dataclass(slots=True)
class _Track:
    """What was seen of one track."""

    channel_id: ChannelId
    label: str
    expected_ns: int  # since when something should have been sealed
    sealed_ns: int | None = None
    sealed_bytes: int = 0
    heard_ns: int = 0  # when a sound was louder than silence
    reason: str = ""
    is_wished: bool = True
    told: set[Proof] = field(default_factory=set)

    def unproven_ns(self, now_ns: int) -> int:
        return max(0, now_ns - max(self.expected_ns, self.sealed_ns or 0))


class Evidence:
    """Hears the events of one recorder. ``names`` are the chosen channels and how people know them."""

    def __init__(self, names: Sequence[tuple[ChannelId, str]], *, now_ns: int) -> None:
        self._tracks = {channel: _Track(channel, name, expected_ns=now_ns, heard_ns=now_ns) for channel, name in names}
        self._is_paused = False

    @property
    def sealed_bytes(self) -> int:
        """What was sealed of all tracks."""
        return sum(track.sealed_bytes for track in self._tracks.values())

    def hear(self, event: Event, *, now_ns: int) -> None:
        """Something happened in the recorder."""
        match event:
            case FragmentSealed(row):
                self._sealed(row, now_ns)
            case Journalled(SourceRow() as row):
                self._tracks[row.channel].reason = row.reason if row.state is SourceState.LOST else ""
            case RecordingStarted(failures=failures):
                for channel, error in failures:
                    self._tracks[channel].reason = str(error)

    def wish(self, *, is_paused: bool, held: Collection[ChannelId], now_ns: int) -> None:
        """What is wished now: proof is expected from when a track is wished again."""
        self._is_paused = is_paused
        for track in self._tracks.values():
            is_wished = not is_paused and track.channel_id not in held
            if is_wished and not track.is_wished:
                track.expected_ns = track.heard_ns = now_ns
                track.sealed_ns = None
            track.is_wished = is_wished

    def views(self, *, held: Collection[ChannelId], now_ns: int) -> tuple[TrackView, ...]:
        """Every track, in the order in which they were chosen."""
        return tuple(self._view(track, held=held, now_ns=now_ns) for track in self._tracks.values())

    def newly(self, proof: Proof, *, held: Collection[ChannelId], now_ns: int) -> list[TrackView]:
        """The tracks that have this proof, or a worse one, and were not told of since they last were good."""
        found = []
        for track in self._tracks.values():
            view = self._view(track, held=held, now_ns=now_ns)
            if view.proof is Proof.GOOD:
                track.told.clear()
            elif view.proof in _AT_LEAST[proof] and proof not in track.told:
                track.told.add(proof)
                found.append(view)
        return found

    def _sealed(self, row: FragmentRow, now_ns: int) -> None:
        track = self._tracks[row.channel]
        track.sealed_ns = now_ns
        track.sealed_bytes += row.bytes
        if row.peak is None or row.peak >= SILENT_BELOW:
            track.heard_ns = now_ns

    def _view(self, track: _Track, *, held: Collection[ChannelId], now_ns: int) -> TrackView:
        proof = self._proof(track, held=held, now_ns=now_ns)
        is_doubted = proof in _AT_LEAST[Proof.DOUBTFUL]
        is_silent = proof is Proof.GOOD and track.channel_id.kind is ChannelKind.MIC and now_ns - track.heard_ns >= SILENT_AFTER_NS
        return TrackView(
            channel_id=track.channel_id,
            label=track.label,
            proof=proof,
            sealed_bytes=track.sealed_bytes,
            unproven_s=track.unproven_ns(now_ns) // 1_000_000_000 if is_doubted else 0.0,
            reason=track.reason if proof is not Proof.PAUSED else "",
            is_silent=is_silent,
        )

    def _proof(self, track: _Track, *, held: Collection[ChannelId], now_ns: int) -> Proof:
        if self._is_paused:
            return Proof.PAUSED
        if track.channel_id in held:
            return Proof.MUTED
        unproven_ns = track.unproven_ns(now_ns)
        if unproven_ns >= MISSING_AFTER_NS:
            return Proof.MISSING
        if unproven_ns >= DOUBTFUL_AFTER_NS:
            return Proof.DOUBTFUL
        return Proof.AWAITED if track.sealed_ns is None else Proof.GOOD


_AT_LEAST: Final = {Proof.DOUBTFUL: {Proof.DOUBTFUL, Proof.MISSING}, Proof.MISSING: {Proof.MISSING}}
