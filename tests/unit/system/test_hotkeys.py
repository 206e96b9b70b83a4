"""What binds keys in which session."""

from __future__ import annotations

import pytest

from lookhear.system.hotkeys import NoHotkeys, Unavailable, hotkeys_of_this_session
from lookhear.system.hotkeys.portal import PortalHotkeys
from lookhear.system.hotkeys.x11 import X11Hotkeys


@pytest.mark.linux
@pytest.mark.parametrize(
    ("environ", "kind"),
    [
        ({"DISPLAY": ":7"}, X11Hotkeys),
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "wayland-0"}, PortalHotkeys),
        ({"DISPLAY": ":7", "XDG_SESSION_TYPE": "wayland"}, PortalHotkeys),
        ({}, NoHotkeys),
    ],
)
def test_the_session_decides(environ: dict[str, str], kind: type) -> None:
    assert type(hotkeys_of_this_session(environ, app_id="org.example.App")) is kind


@pytest.mark.linux
def test_without_a_display_there_is_a_reason() -> None:
    assert hotkeys_of_this_session({}, app_id="org.example.App").unavailable is Unavailable.NO_DISPLAY
