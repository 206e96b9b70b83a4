"""Looks at how far the upload of a recording is, from its files alone: nothing is sent, written or locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.acknowledgements import read_acknowledgements
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.lock import is_being_uploaded
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.upload.backlog import Backlog, tracks_of
from lookhear.recorder.upload.feed import Feed
from lookhear.recorder.upload.notebook import known_of
from lookhear.recorder.upload.reporting import done_sentence, left_sentence
from lookhear.recorder.upload.status import UploadState, UploadStatus

if TYPE_CHECKING:
    from pathlib import Path


def look(folder: Path) -> UploadStatus:
    """The state by the notes of whoever uploaded until now. Raises JournalDamaged, FolderUnwritable where locks cannot be asked."""
    binding = read_binding(folder)
    backlog = Backlog(tracks_of(read_manifest(folder)), known_of(read_acknowledgements(folder)))
    news = Feed(folder, is_own=True).read()
    backlog.add(news.rows)
    backlog.add_mix(news.mix)
    tracks = list(backlog.tracks.values())
    pending, pending_bytes = sum(track.pending for track in tracks), sum(track.pending_bytes for track in tracks)
    is_done = binding is not None and binding.is_done
    state = UploadState.DONE if is_done else UploadState.UPLOADING if is_being_uploaded(folder) else UploadState.WAITING
    grant = binding.grant if binding is not None else None
    refused = binding.refused if binding is not None else 0
    return UploadStatus(
        state=state,
        sentence=done_sentence(refused) if is_done else left_sentence(pending, pending_bytes),
        pending_fragments=0 if is_done else pending,
        pending_bytes=0 if is_done else pending_bytes,
        acked_fragments=sum(len(track.acked) for track in tracks),
        acked_bytes=sum(track.acked_bytes for track in tracks),
        refused_fragments=refused,
        lag_s=max((track.lag_ns for track in tracks if track.kind.is_channel), default=0) / 1e9,
        session_id=grant.session_id if grant else None,
        player_url=grant.player_url if grant else None,
    )
