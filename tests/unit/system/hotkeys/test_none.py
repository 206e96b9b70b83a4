"""A session without hotkeys."""

from __future__ import annotations

from lookhear.system.hotkeys.kinds import Combination, Unavailable
from lookhear.system.hotkeys.none import NoHotkeys


def test_it_says_why_and_binds_nothing() -> None:
    hotkeys = NoHotkeys(Unavailable.NO_DISPLAY)
    hotkeys.start(print)
    bound = hotkeys.bind({"toggle": Combination.parse("Ctrl+Alt+R")}, words={})
    assert (hotkeys.unavailable, dict(bound.troubles)) == (Unavailable.NO_DISPLAY, {})
    assert hotkeys.check(Combination.parse("F9")) is None
    hotkeys.close()
