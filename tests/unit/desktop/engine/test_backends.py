"""What is known of a check by its state."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.backends import BackendCheck, BackendState, BackendWish
from lookhear.desktop.engine.settings.declared import BackendKind


@pytest.mark.parametrize("state", list(BackendState))
def test_only_good_is_good_and_two_are_about_the_secret(state: BackendState) -> None:
    check = BackendCheck(state=state, sentence="")
    assert check.is_good is (state is BackendState.GOOD)
    assert check.wants_secret is (state in {BackendState.WANTS_SECRET, BackendState.BAD_SECRET})


def test_a_wish_does_not_show_its_secret() -> None:
    assert "st-1" not in repr(BackendWish(kind=BackendKind.HOSTED, secret="st-1"))
