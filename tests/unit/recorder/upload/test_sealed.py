"""A piece leaves as it was sealed or not at all, and a backend's word is held against the journal."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.ingest import Problem, StreamState, StreamStatus
from lookhear.protocol.tracks import CONTEXT_TRACK, MIX_TRACK, TrackKind
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.upload.pieces import Piece, piece_of
from lookhear.recorder.upload.sealed import Lost, has_our_bytes, is_as_sealed, other_bytes, read_blob
from tests.fakes.recordings import MIC, complete

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.rows import FragmentRow


def rows_of(folder: Path) -> tuple[FragmentRow, ...]:
    track = RecordingLog.load(folder).track(MIC)
    assert track is not None
    return tuple(track.fragments)


def piece_in(folder: Path) -> Piece:
    return piece_of(rows_of(folder)[0])


def mix_piece(folder: Path, data: bytes) -> Piece:
    (folder / "piece").write_bytes(data)
    return Piece(track=MIX_TRACK, kind=TrackKind.MIX, number=1, init=1, file="piece", bytes=len(data), sha256="", from_ns=0, to_ns=0)


def status(track: str, *, last: int = 0, sha256: str | None) -> StreamStatus:
    have = ((1, last),) if last else ()
    return StreamStatus(stream_id="s", track=track, state=StreamState.OPEN, inits=(), have=have, last_seq=None, sha256=sha256)


def test_a_piece_has_the_bytes_and_the_digest_of_the_journal(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    piece = piece_in(folder)
    blob = read_blob(folder, piece, is_fresh=False)
    assert blob.data == (folder / piece.file).read_bytes()
    assert (blob.sha256, blob.number) == (piece.sha256, piece.number)
    assert is_as_sealed(blob)


def test_one_that_is_gone_or_shorter_is_lost_and_other_bytes_are_seen(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    piece = piece_in(folder)
    data = (folder / piece.file).read_bytes()
    (folder / piece.file).write_bytes(bytes(len(data)))
    assert not is_as_sealed(read_blob(folder, piece, is_fresh=True))
    (folder / piece.file).write_bytes(data[:-1])
    with pytest.raises(Lost) as caught:
        read_blob(folder, piece, is_fresh=True)
    assert "bytes of" in caught.value.reason
    (folder / piece.file).unlink()
    with pytest.raises(Lost) as caught:
        read_blob(folder, piece, is_fresh=True)
    assert "cannot be read" in caught.value.reason


def test_what_nobody_speaks_for_is_looked_through_unless_it_is_fresh(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    torn = mix_piece(folder, bytes(100))
    with pytest.raises(Lost):
        read_blob(folder, torn, is_fresh=False)
    assert read_blob(folder, torn, is_fresh=True).sha256 == hashlib.sha256(bytes(100)).hexdigest()
    init = dataclasses.replace(torn, init=None)
    assert read_blob(folder, init, is_fresh=False).data == bytes(100)


@pytest.mark.parametrize("last", [0, 2, 4])
def test_a_backend_has_our_bytes_when_the_digests_of_what_it_has_are_those_of_the_journal(tmp_path: Path, last: int) -> None:
    folder = complete(tmp_path)
    digests = b"".join(bytes.fromhex(row.sha256) for row in rows_of(folder)[:last])
    good = hashlib.sha256(digests).hexdigest()
    assert has_our_bytes(folder, status(str(MIC), last=last, sha256=good))
    assert not has_our_bytes(folder, status(str(MIC), last=last, sha256="0" * 64))
    assert not has_our_bytes(folder, status(str(MIC), last=last, sha256=good), expected="0" * 64)


def test_without_a_digest_and_for_what_is_no_channel_there_is_nothing_to_compare(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    assert has_our_bytes(folder, status(str(MIC), last=4, sha256=None))
    assert has_our_bytes(folder, status(CONTEXT_TRACK, last=4, sha256="0" * 64))


def test_other_bytes_are_a_refusal_that_names_the_track() -> None:
    refused = other_bytes("mic:default")
    assert "mic:default" in str(refused)
    assert refused.reason == Problem.BAD_DIGEST


def test_of_a_track_that_is_not_stored_only_what_is_left_is_compared(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    rows = rows_of(folder)
    whole = hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in rows)).hexdigest()
    rest = hashlib.sha256(bytes.fromhex(rows[-1].sha256)).hexdigest()
    left = dataclasses.replace(status(str(MIC), sha256=rest), have=((len(rows), len(rows)),))
    assert not has_our_bytes(folder, left, expected=whole)
    assert has_our_bytes(folder, dataclasses.replace(left, is_stored=False), expected=whole)
    assert not has_our_bytes(folder, dataclasses.replace(left, is_stored=False, sha256=whole), expected=whole)
