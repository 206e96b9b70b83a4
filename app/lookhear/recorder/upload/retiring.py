"""Asks the backend once more, and lets a recording's media go from this computer when their time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.retention import Retirement, retire_media, was_handed_over

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.ingest import StreamStatus
    from lookhear.recorder.spool.binding import Binding, Grant
    from lookhear.recorder.upload.gateway import Connect, Gateway
    from lookhear.recorder.upload.tokens.ports import TokenProvider

KEEP_DAYS: Final = 7.0
_DAY_NS: Final = 86_400_000_000_000


def is_due(binding: Binding, *, keep_days: float, now_ns: int) -> bool:
    """Whether a recording that is handed over need not stay: at once with the backend of this computer, else after some days."""
    if not binding.is_done or binding.refused or binding.grant is None or binding.done_ns is None:
        return False
    return binding.source.is_private or now_ns >= binding.done_ns + round(keep_days * _DAY_NS)


def retire(folder: Path, *, provider: TokenProvider, connect: Connect, keep_days: float, now_ns: int) -> Retirement:
    """Remove the media of a recording that is due and that the backend has.

    Raises UploadError when the backend cannot be asked, RecordingBusy, StorageError; then nothing is removed.
    """
    binding = read_binding(folder)
    if binding is None or binding.grant is None or binding.ticket is None or not is_due(binding, keep_days=keep_days, now_ns=now_ns):
        return Retirement(reason="it is kept for now")
    if was_handed_over(folder):
        return retire_media(folder, status_of=lambda _track: None, now_ns=now_ns)  # finishes what was begun
    gateway = connect(provider.locate(binding.ticket.api_url))
    try:
        return retire_media(folder, status_of=_Evidence(gateway, binding.grant).of, now_ns=now_ns)
    finally:
        gateway.close()


class _Evidence:
    """What the backend says of the tracks now; it answers also when the grant has run out, which after some days it has."""

    def __init__(self, gateway: Gateway, grant: Grant) -> None:
        self._gateway, self._grant = gateway, grant

    def of(self, track: str) -> StreamStatus | None:
        stream = self._grant.stream_of(track)
        return None if stream is None else self._gateway.status(self._grant, stream.stream_id)
