"""What works on this machine and what does not: for the page, and for an archive that a person may send."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One thing that was tried."""

    name: str
    is_good: bool
    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """All of them, and what program and machine this is, for a clipboard."""

    lines: tuple[HealthLine, ...]
    version: str
    machine: str
