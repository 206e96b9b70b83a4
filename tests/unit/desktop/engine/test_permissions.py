"""Which states a person has to do something about."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.permissions import StepState

TO_DO = {StepState.NOT_ASKED, StepState.DENIED, StepState.NEEDS_RELAUNCH, StepState.STALE}


@pytest.mark.parametrize("state", list(StepState))
def test_what_nobody_can_change_holds_nobody_up(state: StepState) -> None:
    assert state.is_settled is (state not in TO_DO)
