"""The permissions of the machine that the tests run on."""

from __future__ import annotations

import pytest

from lookhear.system.permissions import Permission, PermissionStatus, permissions_of_this_machine


@pytest.mark.linux
@pytest.mark.parametrize(
    ("environ", "status"),
    [({"DISPLAY": ":0"}, PermissionStatus.GRANTED), ({"WAYLAND_DISPLAY": "wayland-0"}, PermissionStatus.RESTRICTED)],
)
def test_the_session_of_the_environment_is_asked(environ: dict[str, str], status: PermissionStatus) -> None:
    assert permissions_of_this_machine(environ).request(Permission.SCREEN_CAPTURE) is status
