"""Reads pieces as they were sealed, and tells whether a backend holds the same bytes: against the journal, never by its word alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lookhear.errors import BackendRefused, MediaError
from lookhear.protocol.channels import ChannelId
from lookhear.protocol.ingest import Problem, is_within
from lookhear.protocol.tracks import TrackId
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.upload.gateway import Blob

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.ingest import StreamStatus
    from lookhear.recorder.upload.pieces import Piece


class Lost(Exception):
    """A file is not what was sealed any more."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file)
        self.file, self.reason = file, reason


def read_blob(folder: Path, piece: Piece, *, is_fresh: bool) -> Blob:
    """The bytes of a piece, with the digest they should have. Raises Lost.

    ``is_fresh``: this process wrote it a moment ago. What an earlier one wrote without a digest in the journal is looked through, for
    nobody synced it.
    """
    try:
        data = (folder / piece.file).read_bytes()
    except OSError as error:
        raise Lost(piece.file, f"it cannot be read ({error.strerror})") from error
    if len(data) != piece.bytes:
        raise Lost(piece.file, f"it has {len(data)} bytes of {piece.bytes}")
    if not (piece.sha256 or piece.is_init or is_fresh):
        from lookhear.recorder.spool.inspection import check_fragment

        try:
            check_fragment(data, seq=piece.number, is_video=False)
        except MediaError as error:
            raise Lost(piece.file, str(error)) from error
    return Blob(kind=piece.kind, number=piece.number, init=piece.init, data=data, sha256=piece.sha256 or hashlib.sha256(data).hexdigest())


def is_as_sealed(blob: Blob) -> bool:
    """Whether the bytes have the digest they should have."""
    return hashlib.sha256(blob.data).hexdigest() == blob.sha256


def has_our_bytes(folder: Path, status: StreamStatus, *, expected: str | None = None) -> bool:
    """Whether what a backend says it has of a channel is what the journal promises. Raises JournalDamaged.

    ``expected`` is the digest of the whole track where it is known; of one that is not stored only what is left is compared. Without a
    digest in the status, and for what is no channel, there is nothing to compare.
    """
    track = TrackId.parse(status.track)
    if status.sha256 is None or not track.kind.is_channel:
        return True
    if expected is None or not status.is_stored:
        found = RecordingLog.load(folder).track(ChannelId.parse(status.track))
        rows = [row for row in (found.fragments if found is not None else ()) if is_within(row.seq, status.have)]
        expected = hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in rows)).hexdigest()
    return status.sha256 == expected


def other_bytes(track: str) -> BackendRefused:
    """The refusal for a track of which the backend holds something else."""
    return BackendRefused(f"The backend holds other bytes of {track} than were recorded.", reason=Problem.BAD_DIGEST)
