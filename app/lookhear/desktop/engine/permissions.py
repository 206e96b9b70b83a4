"""What the system must allow, step by step; whether it does is found by a real capture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.system.permissions.kinds import Permission


class StepState(StrEnum):
    """How a step stands."""

    NOT_ASKED = "not_asked"
    DENIED = "denied"
    NEEDS_RELAUNCH = "needs_relaunch"  # granted, and only a new process has it
    STALE = "stale"  # the system shows it as granted, and a capture says otherwise: off and on again
    RESTRICTED = "restricted"
    NO_DEVICE = "no_device"
    WORKS = "works"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionStep:
    """One step. ``proof`` says what the test capture saw; ``settings_link`` opens the system's page where it has one."""

    permission: Permission
    state: StepState
    proof: str = ""
    settings_link: str = ""
    can_ask: bool = False
