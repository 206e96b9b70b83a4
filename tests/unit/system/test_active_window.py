"""What watches the active window in which session."""

from __future__ import annotations

import pytest

from lookhear.system.active_window import NoActiveWindows, Unavailable, active_windows_of_this_session
from lookhear.system.active_window.x11 import X11Windows


@pytest.mark.linux
@pytest.mark.parametrize(
    ("environ", "kind", "why"),
    [
        ({"DISPLAY": ":7"}, X11Windows, None),
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "wayland-0"}, NoActiveWindows, Unavailable.WAYLAND),
        ({"DISPLAY": ":7", "XDG_SESSION_TYPE": "wayland"}, NoActiveWindows, Unavailable.WAYLAND),
        ({}, NoActiveWindows, Unavailable.NO_DISPLAY),
    ],
)
def test_the_session_decides(environ: dict[str, str], kind: type, why: Unavailable | None) -> None:
    windows = active_windows_of_this_session(environ)
    assert type(windows) is kind
    assert windows.unavailable is why
