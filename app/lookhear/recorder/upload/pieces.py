"""What is uploaded, piece by piece: an init segment or a fragment of one track."""

from __future__ import annotations

from dataclasses import dataclass

from lookhear.protocol.tracks import CONTEXT_TRACK, TrackKind
from lookhear.recorder.spool.rows import ContextRow, FragmentRow, InitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file to be stored at the backend.

    ``init`` is None for an init segment itself, else the number of the one that the fragment needs (0 for the context log).
    ``sha256`` is empty for a file that no journal row speaks for: a fragment of the mix. Times are of the session clock.
    """

    track: str
    kind: TrackKind
    number: int
    init: int | None
    file: str
    bytes: int
    sha256: str
    from_ns: int
    to_ns: int

    @property
    def is_init(self) -> bool:
        """Whether it is an init segment."""
        return self.init is None


def piece_of(row: InitRow | FragmentRow | ContextRow) -> Piece:
    """The piece that a row of the journal speaks for."""
    if isinstance(row, ContextRow):
        track, kind, number, init, times = CONTEXT_TRACK, TrackKind.CONTEXT, row.seq, 0, (row.from_ns, row.to_ns)
    elif isinstance(row, InitRow):
        track, kind, number, init, times = str(row.channel), TrackKind(row.channel.kind), row.init, None, (row.t_ns, row.t_ns)
    else:
        track, kind, number, init, times = str(row.channel), TrackKind(row.channel.kind), row.seq, row.init, (row.from_ns, row.to_ns)
    return Piece(
        track=track,
        kind=kind,
        number=number,
        init=init,
        file=row.file,
        bytes=row.bytes,
        sha256=row.sha256,
        from_ns=times[0],
        to_ns=times[1],
    )
