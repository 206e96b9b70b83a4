"""Every answer that a system gives, with every capture: which step a person sees."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.desktop.engine.permission_proof import Outcome
from lookhear.desktop.engine.permission_states import Facts, state_of
from lookhear.desktop.engine.permissions import StepState
from lookhear.system.permissions.kinds import Permission, PermissionStatus

GRANTED, DENIED = PermissionStatus.GRANTED, PermissionStatus.DENIED
UNDETERMINED, RESTRICTED = PermissionStatus.UNDETERMINED, PermissionStatus.RESTRICTED


def mac_screen(status: PermissionStatus, **known: Any) -> Facts:  # noqa: ANN401 - fields of Facts
    return Facts(permission=Permission.SCREEN_CAPTURE, status=status, is_asked_once=True, goes_stale=True, **known)


def mac_microphone(status: PermissionStatus, **known: Any) -> Facts:  # noqa: ANN401 - fields of Facts
    return Facts(permission=Permission.MICROPHONE, status=status, goes_stale=True, **known)


def windows_microphone(status: PermissionStatus, **known: Any) -> Facts:  # noqa: ANN401 - fields of Facts
    return Facts(permission=Permission.MICROPHONE, status=status, **known)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        # macOS, the screen: never asked; asked and refused; switched on meanwhile; replaced by an update
        (mac_screen(DENIED), StepState.NOT_ASKED),
        (mac_screen(DENIED, was_asked=True), StepState.DENIED),
        (mac_screen(DENIED, was_asked=True, fresh=DENIED), StepState.DENIED),
        (mac_screen(DENIED, was_asked=True, fresh=GRANTED), StepState.NEEDS_RELAUNCH),
        (mac_screen(DENIED, was_asked=True, fresh=GRANTED, outcome=Outcome.GAVE, sees_others=False), StepState.NEEDS_RELAUNCH),
        (mac_screen(DENIED, was_asked=True, fresh=DENIED, worked_before=True), StepState.STALE),
        # …without the permission pictures come all the same, with nothing but the wallpaper
        (mac_screen(DENIED, was_asked=True, outcome=Outcome.GAVE), StepState.DENIED),
        (mac_screen(DENIED, was_asked=True, outcome=Outcome.GAVE, sees_others=False), StepState.DENIED),
        # …what was seen counts, whatever the system says
        (mac_screen(DENIED, was_asked=True, outcome=Outcome.GAVE, sees_others=True), StepState.WORKS),
        (mac_screen(GRANTED, outcome=Outcome.GAVE, sees_others=True), StepState.WORKS),
        (mac_screen(GRANTED, outcome=Outcome.GAVE), StepState.WORKS),
        (mac_screen(GRANTED), StepState.UNTESTED),
        (mac_screen(GRANTED, outcome=Outcome.GAVE, sees_others=False), StepState.STALE),
        (mac_screen(GRANTED, outcome=Outcome.NOTHING), StepState.STALE),
        (mac_screen(GRANTED, outcome=Outcome.REFUSED), StepState.STALE),
        (mac_screen(GRANTED, outcome=Outcome.REFUSED, was_denied=True), StepState.NEEDS_RELAUNCH),
        (mac_screen(GRANTED, outcome=Outcome.UNAVAILABLE), StepState.RESTRICTED),
        # macOS, the microphone: its answer counts at once
        (mac_microphone(UNDETERMINED), StepState.NOT_ASKED),
        (mac_microphone(UNDETERMINED, outcome=Outcome.GAVE), StepState.WORKS),
        (mac_microphone(DENIED, was_asked=True), StepState.DENIED),
        (mac_microphone(DENIED, outcome=Outcome.ZEROS), StepState.DENIED),
        (mac_microphone(DENIED, worked_before=True), StepState.STALE),
        (mac_microphone(GRANTED, outcome=Outcome.GAVE), StepState.WORKS),
        (mac_microphone(GRANTED, outcome=Outcome.ZEROS), StepState.SILENT),
        (mac_microphone(GRANTED, outcome=Outcome.UNAVAILABLE), StepState.NO_DEVICE),
        (mac_microphone(RESTRICTED, outcome=Outcome.GAVE), StepState.RESTRICTED),
        # Windows: a switch in the settings
        (windows_microphone(DENIED), StepState.DENIED),
        (windows_microphone(DENIED, worked_before=True), StepState.DENIED),
        (windows_microphone(RESTRICTED), StepState.RESTRICTED),
        (windows_microphone(GRANTED, outcome=Outcome.REFUSED), StepState.DENIED),
        (windows_microphone(GRANTED, outcome=Outcome.NOTHING), StepState.NO_DEVICE),
        (windows_microphone(GRANTED, outcome=Outcome.GAVE), StepState.WORKS),
        # Linux: a Wayland session's screen
        (Facts(permission=Permission.SCREEN_CAPTURE, status=RESTRICTED), StepState.RESTRICTED),
        # what the computer plays is often nothing
        (Facts(permission=Permission.SYSTEM_AUDIO, status=GRANTED, outcome=Outcome.ZEROS), StepState.WORKS),
    ],
)
def test_what_a_person_sees(facts: Facts, state: StepState) -> None:
    assert state_of(facts) is state


@given(
    st.builds(
        Facts,
        permission=st.sampled_from(Permission),
        status=st.sampled_from(PermissionStatus),
        fresh=st.none() | st.sampled_from(PermissionStatus),
        outcome=st.sampled_from(Outcome),
        sees_others=st.none() | st.booleans(),
        is_asked_once=st.booleans(),
        was_asked=st.booleans(),
        was_denied=st.booleans(),
        worked_before=st.booleans(),
        goes_stale=st.booleans(),
    )
)
def test_green_is_never_without_a_capture_and_red_never_without_a_way_out(facts: Facts) -> None:
    state = state_of(facts)
    if state is StepState.WORKS:
        assert facts.outcome in {Outcome.GAVE, Outcome.ZEROS}
        assert facts.sees_others is not False or facts.status is UNDETERMINED or facts.outcome is Outcome.ZEROS
    if state is StepState.STALE:
        assert facts.goes_stale
    if state is StepState.RESTRICTED:
        assert facts.status is RESTRICTED or facts.outcome is Outcome.UNAVAILABLE
