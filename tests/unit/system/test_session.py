"""Whether windows can be shown here."""

from __future__ import annotations

import sys

import pytest

from lookhear.system.session import can_show_windows


@pytest.mark.parametrize(
    ("platform", "environ", "can"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_session_without_display_is_known(monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], *, can: bool) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert can_show_windows(environ) is can
