from __future__ import annotations

from lookhear.system.active_window.kinds import ActiveWindow, Unavailable
from lookhear.system.active_window.none import NoActiveWindows


def test_nothing_is_told_and_a_reason_given() -> None:
    told: list[ActiveWindow] = []
    windows = NoActiveWindows(Unavailable.WAYLAND)
    windows.start(told.append)
    windows.close()
    assert (told, windows.unavailable) == ([], Unavailable.WAYLAND)
