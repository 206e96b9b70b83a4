"""What is known of one recording folder: read from its files, and written down so that it need not be read again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.library.naming import read_name
from lookhear.errors import JournalDamaged, LookhearError
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.library import RecordingState, describe, state_of
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.spool.retention import was_handed_over
from lookhear.recorder.spool.rows import EndReason

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.binding import Binding
    from lookhear.recorder.spool.manifest import Manifest

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recording. ``channels`` are their names on the wire; ``session_id`` and ``link`` are of its backend, where it has one.

    ``is_private``: that is the backend of this computer, whose address changes with every start. ``refused`` counts what a backend
    did not take.
    """

    recording_id: str
    state: RecordingState
    name: str = ""
    started_wall_ns: int = 0
    duration_s: float = 0.0
    bytes: int = 0
    channels: tuple[str, ...] = ()
    is_recovered: bool = False
    is_here: bool = True
    is_bound: bool = False
    is_done: bool = False
    is_private: bool = False
    refused: int = 0
    session_id: str = ""
    link: str = ""
    sentence: str = ""
    code: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it changes any more without a file that comes or goes in its folder."""
        return self.state in {RecordingState.COMPLETE, RecordingState.DAMAGED}

    def to_json(self) -> dict[str, Any]:
        """The row as it is written down."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Row:
        """Read what was written down. Raises KeyError, TypeError, ValueError for anything else."""
        known = {field.name: values[field.name] for field in dataclasses.fields(cls)}
        for name, kind in _KINDS.items():
            if not isinstance(known[name], kind) or isinstance(known[name], bool) is not (kind is bool):
                raise TypeError(name)
        return cls(**known | {"state": RecordingState(known["state"]), "channels": tuple(map(str, known["channels"]))})


_KINDS: Final[dict[str, type | tuple[type, ...]]] = {
    **dict.fromkeys(("recording_id", "state", "name", "session_id", "link", "sentence", "code"), str),
    **dict.fromkeys(("is_recovered", "is_here", "is_bound", "is_done", "is_private"), bool),
    **dict.fromkeys(("started_wall_ns", "bytes", "refused"), int),
    "duration_s": (int, float),
    "channels": (list, tuple),
}


def read_row(folder: Path) -> Row:
    """Everything of one recording; never raises for what is inside the folder."""
    try:
        manifest = read_manifest(folder)
        state = state_of(folder)
    except LookhearError as error:
        return _damaged(folder, error)
    if state is RecordingState.RECORDING:  # its journal grows: what it holds so far stands in the view of whoever records it
        return _with_binding(_begun(folder, manifest), folder)
    info = describe(folder)
    if info.state is RecordingState.DAMAGED:
        return Row(
            recording_id=folder.name,
            state=info.state,
            name=read_name(folder),
            bytes=info.bytes,
            sentence=info.reason,
            code=JournalDamaged.code,
        )
    row = Row(
        recording_id=manifest.recording_id,
        state=info.state,
        name=read_name(folder),
        started_wall_ns=_ns_of(info.started_at, otherwise=manifest.created_wall_ns),
        duration_s=info.duration_s,
        bytes=info.bytes,
        channels=_channels(manifest),
        is_recovered=info.end_reason is EndReason.RECOVERED,
        is_here=not was_handed_over(folder),
    )
    return _with_binding(row, folder)


def _begun(folder: Path, manifest: Manifest) -> Row:
    return Row(
        recording_id=manifest.recording_id,
        state=RecordingState.RECORDING,
        name=read_name(folder),
        started_wall_ns=manifest.created_wall_ns,
        channels=_channels(manifest),
    )


def _with_binding(row: Row, folder: Path) -> Row:
    try:
        binding = read_binding(folder)
    except LookhearError as error:
        return dataclasses.replace(row, is_bound=True, sentence=error.for_people(), code=error.code)
    return row if binding is None else dataclasses.replace(row, **_bound(binding))


def _bound(binding: Binding) -> dict[str, Any]:
    grant = binding.grant
    return {
        "is_bound": True,
        "is_done": binding.is_done,
        "is_private": binding.source.is_private,
        "refused": binding.refused,
        "session_id": grant.session_id if grant else "",
        "link": grant.player_url if grant else "",
    }


def _damaged(folder: Path, error: LookhearError) -> Row:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Row(
        recording_id=folder.name,
        state=RecordingState.DAMAGED,
        name=read_name(folder),
        bytes=size,
        sentence=str(error),
        code=error.code,
    )


def _channels(manifest: Manifest) -> tuple[str, ...]:
    return tuple(str(channel.channel_id) for channel in manifest.channels)


def _ns_of(iso: str | None, *, otherwise: int) -> int:
    """Nanoseconds since 1970 of a time as receipts tell it."""
    try:
        since = datetime.fromisoformat(iso or "") - _EPOCH
    except (ValueError, TypeError):
        return otherwise
    return (since.days * 86_400 + since.seconds) * 1_000_000_000 + since.microseconds * 1000
