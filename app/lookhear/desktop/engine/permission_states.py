"""How a permission stands, from what the system says and what a capture showed: a decision without a machine, the same on every system.

macOS needs three answers that look alike from outside. It was never asked. It was granted, and only a process that is started now has it.
It is shown as granted, and was granted to a program that this one replaced, so that it must be switched off and on again.
"""

from __future__ import annotations

from dataclasses import dataclass

from lookhear.desktop.engine.permission_proof import Outcome
from lookhear.desktop.engine.permissions import StepState
from lookhear.system.permissions.kinds import Permission, PermissionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a permission now.

    ``status`` is what this process is told, ``fresh`` what a new one would be, None where that is no different. ``sees_others``: whether
    other programs' windows are in the picture, None where that cannot be told. ``was_asked`` in any run of the program, ``was_denied`` at
    the start of this one. ``worked_before``: it did in another version of this program. ``goes_stale``: the system may do that.
    """

    permission: Permission
    status: PermissionStatus
    fresh: PermissionStatus | None = None
    outcome: Outcome = Outcome.UNTRIED
    sees_others: bool | None = None
    is_asked_once: bool = False
    was_asked: bool = False
    was_denied: bool = False
    worked_before: bool = False
    goes_stale: bool = False


def state_of(facts: Facts) -> StepState:
    """The state of its step."""
    if facts.status is PermissionStatus.RESTRICTED:
        return StepState.RESTRICTED
    if facts.outcome is Outcome.GAVE and facts.sees_others is True:
        return StepState.WORKS  # whatever the system says of it: it was seen
    return _state_granted(facts) if facts.status is PermissionStatus.GRANTED else _state_ungranted(facts)


def _state_granted(facts: Facts) -> StepState:
    match facts.outcome:
        case Outcome.UNTRIED:
            return StepState.UNTESTED
        case Outcome.GAVE if facts.sees_others is None:
            return StepState.WORKS
        case Outcome.ZEROS:
            return StepState.SILENT if facts.permission is Permission.MICROPHONE else StepState.WORKS
        case Outcome.UNAVAILABLE:
            return StepState.RESTRICTED if facts.permission is Permission.SCREEN_CAPTURE else StepState.NO_DEVICE
        case _:
            return _state_unproven(facts)


def _state_ungranted(facts: Facts) -> StepState:
    if facts.fresh is PermissionStatus.GRANTED:
        return StepState.NEEDS_RELAUNCH
    if facts.status is PermissionStatus.UNDETERMINED:
        # A capture that gives sound has asked the person itself, and was allowed.
        return StepState.WORKS if facts.outcome is Outcome.GAVE else StepState.NOT_ASKED
    if facts.goes_stale and facts.worked_before:
        return StepState.STALE
    return StepState.NOT_ASKED if facts.is_asked_once and not facts.was_asked else StepState.DENIED


def _state_unproven(facts: Facts) -> StepState:
    """Granted, and a capture says otherwise: it gave nothing, or a picture without the windows of others."""
    if facts.goes_stale:
        return StepState.NEEDS_RELAUNCH if facts.was_denied else StepState.STALE
    return StepState.DENIED if facts.outcome is Outcome.REFUSED else StepState.NO_DEVICE
