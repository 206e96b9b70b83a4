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
    RESTRICTED = "restricted"  # nobody here can grant it
    NO_DEVICE = "no_device"
    SILENT = "silent"  # a microphone that may be heard and gives nothing but zeros
    UNTESTED = "untested"  # granted, as far as the system says; nobody has looked yet
    WORKS = "works"

    @property
    def is_settled(self) -> bool:
        """Whether a person can go on without doing anything about it: it works, or nothing they may grant would help."""
        return self in {StepState.WORKS, StepState.UNTESTED, StepState.SILENT, StepState.NO_DEVICE, StepState.RESTRICTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionStep:
    """One step. ``proof`` says what the test capture saw or why it saw nothing; ``settings_link`` opens the system's page where it has one.

    ``is_waived``: the person chose to go on without it.
    """

    permission: Permission
    state: StepState
    proof: str = ""
    settings_link: str = ""
    can_ask: bool = False
    is_waived: bool = False
