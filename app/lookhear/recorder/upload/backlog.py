"""What of a recording is sealed and not acknowledged, track by track, and in which order it goes out.

Oldest first within a track, one piece of a track at a time, an init segment before the fragments that need it: a playlist ends
at the first hole, so a newer fragment beyond a hole would help nobody. Pure bookkeeping: owned by whoever holds the publisher's bell.
"""

from __future__ import annotations

import hashlib
import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.protocol.ingest import Ranges, StreamState, StreamStatus, missing_in, union_of
from lookhear.protocol.numbers import Numbers
from lookhear.protocol.tracks import CONTEXT_TRACK, MIX_TRACK, TrackId, TrackKind
from lookhear.recorder.spool.layout import context_seq, fragment_seq, init_number
from lookhear.recorder.spool.rows import ContextRow, DamagedRow, EndRow, FragmentRow, InitRow
from lookhear.recorder.upload.pieces import Piece, piece_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.spool.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the backend is known to have of a track."""

    inits: Ranges = ()
    have: Ranges = ()
    is_complete: bool = False

    @classmethod
    def of(cls, status: StreamStatus, *, before: TrackBacklog | None = None) -> Known:
        """As the backend says it. Of a track that is not stored, what it took before is known too: that may be gone by now."""
        have = status.have if status.is_stored or before is None else union_of(status.have, before.acked.ranges)
        return cls(inits=status.inits, have=have, is_complete=status.state is StreamState.COMPLETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is said when nothing of a track comes any more."""

    last_seq: int
    inits: tuple[int, ...]
    lost: Ranges
    sha256: str | None  # over the digests of its fragments; None where they were not acknowledged in order, or have no digest here


class TrackBacklog:
    """One track. Numbers of fragments and of inits are separate."""

    def __init__(self, track: str, kind: TrackKind, known: Known) -> None:
        self.track, self.kind = track, kind
        self.acked_inits, self.acked = Numbers(known.inits), Numbers(known.have)
        self.is_complete = known.is_complete
        self.is_stopped = False  # other bytes are there under a number of ours
        self.is_busy = False  # a piece of it is under way
        self.pending_bytes = 0
        self.acked_bytes = 0
        self.has_ended = False
        self.hopeless: dict[tuple[bool, int], bool] = {}  # (is an init, number) → refused by the backend; else lost here
        self._damaged: set[tuple[bool, int]] = set()  # set aside by recovery
        self._is_cut: bool | None = None  # nothing more goes out: because it was refused, or not
        self.sealed_ns: int | None = None  # where the newest sealed media ends
        self.acked_ns: int | None = None
        self._inits: dict[int, Piece] = {}  # waiting
        self._fragments: dict[int, Piece] = {}  # waiting
        self._order: list[int] = []  # a heap of their numbers; may hold some that wait no more
        self._highest = 0
        self._digest = hashlib.sha256()
        self._digested: int | None = 0  # the number up to which the digest goes

    @property
    def pending(self) -> int:
        """How many pieces wait."""
        return len(self._inits) + len(self._fragments)

    @property
    def lag_ns(self) -> int:
        """Session time between the newest sealed and the newest acknowledged media."""
        oldest = self._fragments.get(self._order[0]) if self._order else None
        if self.sealed_ns is None or oldest is None:
            return 0
        return max(0, self.sealed_ns - (oldest.from_ns if self.acked_ns is None else max(self.acked_ns, oldest.from_ns)))

    @property
    def refused(self) -> int:
        """How many pieces the backend does not take."""
        return sum(self.hopeless.values())

    @property
    def lost(self) -> int:
        """How many pieces are not what was sealed any more."""
        return len(self.hopeless) - self.refused + len(self._damaged)

    def add(self, piece: Piece) -> None:
        """A piece was sealed."""
        self._damaged.discard((piece.is_init, piece.number))
        self._add(piece)
        is_refused = self.hopeless.get((piece.is_init, piece.number), True if self.is_complete else self._is_cut)
        if is_refused is not None:
            self.lose(piece, is_refused=is_refused)

    def _add(self, piece: Piece) -> None:
        if piece.is_init:
            if piece.number in self.acked_inits:
                self.acked_bytes += piece.bytes
            else:
                self._inits[piece.number] = piece
                self.pending_bytes += piece.bytes
            return
        self._highest = max(self._highest, piece.number)
        self.sealed_ns = piece.to_ns if self.sealed_ns is None else max(self.sealed_ns, piece.to_ns)
        if piece.number in self.acked:
            self._took(piece)
        elif piece.number not in self._fragments:
            self._fragments[piece.number] = piece
            heapq.heappush(self._order, piece.number)
            self.pending_bytes += piece.bytes

    def oldest(self) -> Piece | None:
        """What goes out next: the oldest fragment, or the init segment it needs first."""
        while self._order:
            piece = self._fragments.get(self._order[0])
            if piece is None:
                heapq.heappop(self._order)
            elif not piece.init or piece.init in self.acked_inits:
                return piece
            elif (init := self._inits.get(piece.init)) is not None:
                return init
            elif self.has_ended or (True, piece.init) in self._damaged or (True, piece.init) in self.hopeless:
                self.lose(piece)
            else:
                return None  # its row is still to be read
        return next(iter(self._inits.values()), None)

    def acknowledge(self, piece: Piece) -> None:
        """The backend has a piece."""
        if piece.is_init:
            self.acked_inits.add(piece.number)
            self.acked_bytes += piece.bytes
        else:
            self.acked.add(piece.number)
            self._took(piece)
        self._drop(piece)

    def lose(self, piece: Piece, *, is_refused: bool = False) -> None:
        """A waiting piece will never get there: the backend does not take it, or it is not what was sealed any more."""
        if self._drop(piece):
            self.hopeless[piece.is_init, piece.number] = is_refused

    def cut(self, *, is_refused: bool) -> None:
        """Nothing more of it goes out."""
        self._is_cut = is_refused
        for piece in (*self._inits.values(), *self._fragments.values()):
            self.lose(piece, is_refused=is_refused)

    def take_over(self, before: TrackBacklog) -> None:
        """Keep what was learned of a track before its rows are read anew."""
        self.hopeless, self._is_cut, self.is_stopped = dict(before.hopeless), before._is_cut, before.is_stopped

    def completion(self) -> Completion:
        """What to say at the end. Whatever was not acknowledged by then is lost, also numbers that no row speaks for."""
        last = self.acked.highest if self.kind is TrackKind.MIX else max(self._highest, self.acked.highest)
        inits = tuple(n for first, last in self.acked_inits.ranges for n in range(first, last + 1))
        sha256 = None if self._digested is None else self._digest.hexdigest()
        return Completion(last_seq=last, inits=inits, lost=missing_in(self.acked.ranges, last=last), sha256=sha256)

    def _took(self, piece: Piece) -> None:
        self.acked_bytes += piece.bytes
        if self._digested is None or piece.number <= self._digested or not piece.sha256:
            self._digested = None
        else:
            self._digested = piece.number
            self._digest.update(bytes.fromhex(piece.sha256))
        self.acked_ns = piece.to_ns if self.acked_ns is None else max(self.acked_ns, piece.to_ns)

    def _drop(self, piece: Piece) -> bool:
        waiting = self._inits if piece.is_init else self._fragments
        if waiting.pop(piece.number, None) is None:
            return False
        self.pending_bytes -= piece.bytes
        while self._order and self._order[0] not in self._fragments:
            heapq.heappop(self._order)
        return True

    def damaged(self, name: str) -> None:
        """Recovery found that a file is not what its row promised; what the backend has already is not lost by that."""
        init, seq = init_number(name), fragment_seq(name) or context_seq(name)
        piece = self._inits.get(init) if init else self._fragments.get(seq) if seq else None
        if piece is not None and self._drop(piece):
            self._damaged.add((piece.is_init, piece.number))


class Backlog:
    """All tracks of one recording.

    ``known`` names what the backend has already, by track; ``before`` is an earlier backlog of which what was learned is kept.
    """

    def __init__(self, tracks: Mapping[str, TrackKind], known: Mapping[str, Known], *, before: Backlog | None = None) -> None:
        self.tracks = {name: TrackBacklog(name, kind, known.get(name, Known())) for name, kind in tracks.items()}
        for name, track in self.tracks.items():
            if before is not None and (old := before.tracks.get(name)) is not None:
                track.take_over(old)
        self.has_ended = False

    def add(self, rows: Iterable[Row]) -> None:
        """Take in rows of the journal, in their order."""
        for row in rows:
            if isinstance(row, InitRow | FragmentRow | ContextRow):
                piece = piece_of(row)
                if (track := self.tracks.get(piece.track)) is not None:
                    track.add(piece)
            elif isinstance(row, DamagedRow):
                name = CONTEXT_TRACK if row.channel is None else str(row.channel)
                if (track := self.tracks.get(name)) is not None:
                    track.damaged(row.file.rpartition("/")[2])
            elif isinstance(row, EndRow):
                self.has_ended = True
                for track in self.tracks.values():
                    track.has_ended = True

    def add_mix(self, pieces: Iterable[Piece]) -> None:
        """Take in files of the mix."""
        if (track := self.tracks.get(MIX_TRACK)) is not None:
            for piece in pieces:
                track.add(piece)

    def take(self) -> Piece | None:
        """The oldest piece of all tracks of which nothing is under way; marks its track as busy."""
        best: Piece | None = None
        for track in self.tracks.values():
            if track.is_busy or track.is_stopped or track.is_complete:
                continue
            piece = track.oldest()
            if piece is not None and (best is None or piece.from_ns < best.from_ns):
                best = piece
        if best is not None:
            self.tracks[best.track].is_busy = True
        return best

    def keep_only(self, tracks: Collection[str]) -> None:
        """The backend has a place for these tracks and for no others."""
        self.tracks = {name: track for name, track in self.tracks.items() if name in tracks}

    def has_more(self) -> bool:
        """Whether `take` would give something."""
        return any(track.pending and not (track.is_busy or track.is_stopped or track.is_complete) for track in self.tracks.values())


def derived_tracks(manifest: Manifest) -> list[str]:
    """The tracks beside the channels: the mix where there are several sounds (one alone is its own), and the context log."""
    sounds = sum(not channel.kind.is_video for channel in manifest.channels)
    return [*([MIX_TRACK] if sounds > 1 else []), CONTEXT_TRACK]


def tracks_of(manifest: Manifest) -> dict[str, TrackKind]:
    """All tracks of a recording, by name."""
    channels = {str(channel.channel_id): TrackKind(channel.kind) for channel in manifest.channels}
    return channels | {name: TrackId.parse(name).kind for name in derived_tracks(manifest)}
