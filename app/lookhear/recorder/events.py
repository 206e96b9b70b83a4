"""What the recorder tells the outside: frozen values, published on the engine loop in the order things happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.errors import LookhearError, StorageError
    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.spool.rows import FragmentRow, Row


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """Sources are open, the first since ``began_ns`` of session time.

    ``failures`` tells which of the chosen ones are not; they are tried again all along.
    """

    recording_id: str
    folder: Path
    began_ns: int
    failures: tuple[tuple[ChannelId, LookhearError], ...]


@dataclass(frozen=True, slots=True)
class FragmentSealed:
    """A fragment is durable."""

    row: FragmentRow


@dataclass(frozen=True, slots=True)
class Journalled:
    """Any other row is durable: a source that went or came back, a gap, the end."""

    row: Row


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """Nothing more can be sealed; the recording should be stopped. What was sealed is safe."""

    error: StorageError


Event = RecordingStarted | FragmentSealed | Journalled | StorageFailed
