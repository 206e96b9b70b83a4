"""Puts the state of an upload into numbers and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import BackendUnsuitable, RecordingBusy
from lookhear.recorder.upload.status import TrackProgress, UploadState, UploadStatus

if TYPE_CHECKING:
    from lookhear.recorder.spool.binding import Binding
    from lookhear.recorder.upload.agenda import Agenda

_MEGABYTE = 1_000_000


def status_of(agenda: Agenda, binding: Binding, *, now_s: float, is_over: bool = False) -> UploadStatus:
    """The status of one upload now. Call it with the lock that guards the agenda. ``is_over``: this process tries nothing any more."""
    tracks = list(agenda.backlog.tracks.values()) if agenda.backlog is not None else []
    pending, pending_bytes = sum(track.pending for track in tracks), sum(track.pending_bytes for track in tracks)
    refused = agenda.refused or binding.refused
    state = _state(agenda)
    grant = binding.grant
    return UploadStatus(
        state=state,
        sentence=_sentence(agenda, state, pending=pending, pending_bytes=pending_bytes, refused=refused, is_over=is_over),
        pending_fragments=pending,
        pending_bytes=pending_bytes,
        acked_fragments=sum(len(track.acked) for track in tracks),
        acked_bytes=sum(track.acked_bytes for track in tracks),
        refused_fragments=refused,
        lost_fragments=sum(track.lost for track in tracks),
        bytes_per_s=agenda.pace.bytes_per_s(now_s),
        lag_s=max((track.lag_ns for track in tracks if track.kind.is_channel), default=0) / 1e9,
        session_id=grant.session_id if grant else binding.ticket.session_id if binding.ticket else None,
        player_url=grant.player_url if grant else None,
        is_stop_wished=agenda.is_stop_wished,
    )


def progress_of(agenda: Agenda) -> tuple[TrackProgress, ...]:
    """How far each track of an upload is. Call it with the lock that guards the agenda."""
    tracks = agenda.backlog.tracks.values() if agenda.backlog is not None else ()
    return tuple(
        TrackProgress(track=track.track, acked_bytes=track.acked_bytes, pending_bytes=track.pending_bytes, is_complete=track.is_complete)
        for track in tracks
    )


def _state(agenda: Agenda) -> UploadState:
    if agenda.refusal is not None:
        return UploadState.REFUSED
    if agenda.is_done:
        return UploadState.REFUSED if agenda.complaint is not None else UploadState.DONE
    if isinstance(agenda.problem, RecordingBusy):
        return UploadState.WAITING
    if isinstance(agenda.problem, BackendUnsuitable):
        return UploadState.REFUSED
    if agenda.problem is not None:
        return UploadState.OFFLINE
    return UploadState.UPLOADING if agenda.is_bound else UploadState.BINDING


def _sentence(agenda: Agenda, state: UploadState, *, pending: int, pending_bytes: int, refused: int, is_over: bool) -> str:
    error = agenda.refusal or agenda.problem or (agenda.complaint if agenda.is_done else None)
    if error is not None:
        taken = f" {refused} pieces were not taken." if refused else ""
        again = " Trying again." if agenda.refusal is None and agenda.problem is not None and not is_over else ""
        return f"{error.for_people()}{taken}{again}"
    if state is UploadState.DONE:
        return done_sentence(refused)
    if state is UploadState.BINDING:
        return "The backend was not asked for a session yet." if is_over else "The backend is asked for a session."
    return left_sentence(pending, pending_bytes)


def done_sentence(refused: int) -> str:
    """Nothing is left to be sent."""
    return f"Everything is uploaded, but for {refused} pieces that the backend did not take." if refused else "Everything is uploaded."


def left_sentence(pending: int, pending_bytes: int) -> str:
    """What is still to be sent."""
    if not pending:
        return "Everything that is recorded until now is uploaded."
    return f"{pending} pieces, {pending_bytes / _MEGABYTE:.1f} MB, are to be uploaded."
