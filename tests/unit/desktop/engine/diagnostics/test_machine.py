from __future__ import annotations

import platform

import lookhear
from lookhear.desktop.engine.diagnostics.machine import machine_line, version_line, versions


def test_the_version_says_how_it_was_installed() -> None:
    assert version_line({}) == f"Lookhear {lookhear.__version__}"
    assert version_line({"APPIMAGE": "/x.AppImage"}).endswith("(AppImage)")


def test_the_machine_is_told_by_kind_and_never_by_name() -> None:
    line = machine_line({"XDG_SESSION_TYPE": "x11", "XDG_CURRENT_DESKTOP": "GNOME", "USER": "annabel"})
    for part in (platform.machine(), "cores", "x11, GNOME", f"Python {platform.python_version()}"):
        assert part in line
    assert "annabel" not in line
    assert platform.node() not in line or not platform.node()


def test_versions_are_those_of_what_records() -> None:
    found = versions()
    assert found["lookhear"] == lookhear.__version__
    assert {"av", "numpy", "PySide6-Essentials"} <= set(found)
