"""What Windows says, read from a registry that a test writes."""

from __future__ import annotations

import pytest

from lookhear.system.permissions.kinds import Permission, PermissionStatus
from lookhear.system.permissions.windows import STORE, Hive, WindowsPermissions

OF_DESKTOP_PROGRAMS = STORE + r"\NonPackaged"


def microphone(values: dict[tuple[Hive, str], str]) -> PermissionStatus:
    return WindowsPermissions(lambda hive, key: values.get((hive, key))).request(Permission.MICROPHONE)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, PermissionStatus.GRANTED),
        ({(Hive.PERSON, STORE): "Allow", (Hive.PERSON, OF_DESKTOP_PROGRAMS): "Allow"}, PermissionStatus.GRANTED),
        ({(Hive.PERSON, STORE): "Deny"}, PermissionStatus.DENIED),
        ({(Hive.PERSON, STORE): "Allow", (Hive.PERSON, OF_DESKTOP_PROGRAMS): "Deny"}, PermissionStatus.DENIED),
        ({(Hive.MACHINE, STORE): "Deny", (Hive.PERSON, STORE): "Allow"}, PermissionStatus.RESTRICTED),
    ],
)
def test_the_switches_of_the_privacy_settings_decide(values: dict[tuple[Hive, str], str], status: PermissionStatus) -> None:
    assert microphone(values) is status


def test_programs_may_look_at_the_screen_and_have_no_use_for_a_camera() -> None:
    permissions = WindowsPermissions(lambda _hive, _key: "Deny")
    assert permissions.request(Permission.SCREEN_CAPTURE) is PermissionStatus.GRANTED
    assert permissions.request(Permission.SYSTEM_AUDIO) is PermissionStatus.GRANTED
    assert permissions.request(Permission.CAMERA) is PermissionStatus.RESTRICTED


def test_the_microphone_is_the_one_step_and_has_a_page_in_the_settings() -> None:
    permissions = WindowsPermissions(lambda _hive, _key: None)
    assert permissions.needs() == (Permission.MICROPHONE,)
    assert permissions.settings_link(Permission.MICROPHONE).startswith("ms-settings:")
    assert permissions.settings_link(Permission.SCREEN_CAPTURE) == ""
    assert not permissions.can_ask(Permission.MICROPHONE)
    assert not permissions.is_asked_once(Permission.MICROPHONE)
    assert not permissions.goes_stale
