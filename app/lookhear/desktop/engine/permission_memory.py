"""What is remembered of permissions and of the first run between two starts. Losing it costs a question, no more."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.durable import write_sealed
from lookhear.system.paths import private_folder
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME: Final = "first-run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """``asked`` and ``waived`` at any time, ``worked`` in which version of this program last."""

    is_first_run_over: bool = False
    asked: frozenset[Permission] = frozenset()
    waived: frozenset[Permission] = frozenset()
    worked: Mapping[Permission, str] = field(default_factory=dict)

    def asking(self, permission: Permission) -> Remembered:
        """As it is once it was asked for; whoever asks for it does not waive it."""
        return dataclasses.replace(self, asked=self.asked | {permission}, waived=self.waived - {permission})

    def waiving(self, permission: Permission) -> Remembered:
        """As it is once a person goes on without it."""
        return dataclasses.replace(self, waived=self.waived | {permission})

    def working(self, permission: Permission, version: str) -> Remembered:
        """As it is once it was seen to work."""
        return dataclasses.replace(self, worked={**self.worked, permission: version})


def read_remembered(path: Path) -> Remembered:
    """What stands in the file; nothing for one that is missing or damaged."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(value, dict):
        return Remembered()
    worked = value.get("worked")
    return Remembered(
        is_first_run_over=value.get("is_first_run_over") is True,
        asked=_permissions(value.get("asked")),
        waived=_permissions(value.get("waived")),
        worked={permission: str(worked[permission]) for permission in _permissions(list(worked))} if isinstance(worked, dict) else {},
    )


def write_remembered(path: Path, remembered: Remembered) -> None:
    """Replace the file. Raises StorageError."""
    value = {
        "is_first_run_over": remembered.is_first_run_over,
        "asked": sorted(remembered.asked),
        "waived": sorted(remembered.waived),
        "worked": dict(remembered.worked),
    }
    private_folder(path.parent)
    write_sealed(path, json.dumps(value, indent=1).encode() + b"\n")


def _permissions(value: object) -> frozenset[Permission]:
    names = value if isinstance(value, list) else []
    return frozenset(Permission(name) for name in names if isinstance(name, str) and name in set(Permission))
