"""What Linux says."""

from __future__ import annotations

import pytest

from lookhear.system.permissions.kinds import Permission, PermissionStatus
from lookhear.system.permissions.linux import LinuxPermissions


@pytest.mark.parametrize(
    "permission", [Permission.MICROPHONE, Permission.SCREEN_CAPTURE, Permission.SYSTEM_AUDIO, Permission.ACCESSIBILITY]
)
def test_a_desktop_program_may_do_all_this(permission: Permission) -> None:
    assert LinuxPermissions({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}).request(permission) is PermissionStatus.GRANTED


@pytest.mark.parametrize("environ", [{"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, {"XDG_SESSION_TYPE": "wayland"}])
def test_a_wayland_session_does_not_show_its_screen(environ: dict[str, str]) -> None:
    permissions = LinuxPermissions(environ)
    assert permissions.request(Permission.SCREEN_CAPTURE) is PermissionStatus.RESTRICTED
    assert permissions.request(Permission.MICROPHONE) is PermissionStatus.GRANTED


def test_nobody_can_grant_a_camera_to_a_program_that_uses_none() -> None:
    assert LinuxPermissions({}).request(Permission.CAMERA) is PermissionStatus.RESTRICTED


def test_only_a_wayland_session_has_a_step_and_nobody_can_do_anything_about_it() -> None:
    assert LinuxPermissions({"DISPLAY": ":0"}).needs() == ()
    wayland = LinuxPermissions({"WAYLAND_DISPLAY": "wayland-0"})
    assert wayland.needs() == (Permission.SCREEN_CAPTURE,)
    assert wayland.status(Permission.SCREEN_CAPTURE) is PermissionStatus.RESTRICTED
    assert not wayland.can_ask(Permission.SCREEN_CAPTURE)
    assert not wayland.is_asked_once(Permission.SCREEN_CAPTURE)
    assert wayland.settings_link(Permission.SCREEN_CAPTURE) == ""
    assert not wayland.goes_stale
