"""What works on this machine and what does not: for the page, and for an archive that a person may send."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.errors import LookhearError


class HealthName(StrEnum):
    """What is looked at; the GUI has the words, and what to do where it does not work."""

    DISPLAY = "display"
    MICROPHONE = "microphone"
    SYSTEM_AUDIO = "system_audio"
    ENCODER = "encoder"
    FOLDER = "folder"
    DISK = "disk"
    SETTINGS = "settings"
    BACKEND = "backend"
    SECRETS = "keyring"
    AUTOSTART = "autostart"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One thing that was looked at. ``detail`` is what was seen: names, sizes, a sentence where it does not work.

    ``error`` is what it failed with, where it did; ``amount_bytes`` stands instead of a detail where bytes were counted.
    """

    name: HealthName
    is_good: bool
    detail: str = ""
    error: LookhearError | None = None
    amount_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """All of them. ``version`` and ``machine`` say in one line each what program and computer this is, for a clipboard.

    ``was_tried``: sources were opened for a moment and the backend was asked; otherwise they were only listed.
    """

    lines: tuple[HealthLine, ...]
    version: str
    machine: str
    was_tried: bool = False
