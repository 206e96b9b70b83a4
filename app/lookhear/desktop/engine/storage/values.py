"""What the storage page shows: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageView:
    """How full it is. ``recordings_bytes`` are of media that lie in ``folder``, ``backend_bytes`` of what this computer's backend keeps.

    ``free_bytes`` and ``total_bytes`` are of the disk that holds the folder; ``hours_left`` is how long it lasts at the pace of the latest
    recordings, ``paced_by`` of how many; without any it is a guess (`GUESSED_BYTES_PER_HOUR`).
    """

    folder: Path
    is_usual: bool
    recordings: int
    recordings_bytes: int
    backend_bytes: int
    trash: int
    trash_bytes: int
    free_bytes: int
    total_bytes: int
    hours_left: float
    paced_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCheck:
    """Whether recordings can be kept in a folder. ``sentence`` says what is wrong, or what to know of one that is good."""

    is_good: bool
    folder: Path
    sentence: str = ""
    hint: str = ""
    free_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """What was let go: of how many recordings, and how much. ``waiting`` could not be asked about now, and stay until they can."""

    recordings: int = 0
    bytes: int = 0
    waiting: int = 0
