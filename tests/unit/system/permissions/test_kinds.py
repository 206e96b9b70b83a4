"""Names of permissions."""

from __future__ import annotations

import pytest

from lookhear.system.permissions.kinds import Permission


@pytest.mark.parametrize(
    ("text", "permission"),
    [
        ("microphone", Permission.MICROPHONE),
        ("screen-capture", Permission.SCREEN_CAPTURE),
        ("screen_capture", Permission.SCREEN_CAPTURE),
        ("System_Audio ", Permission.SYSTEM_AUDIO),
        ("accessibility", Permission.ACCESSIBILITY),
        ("camera", Permission.CAMERA),
    ],
)
def test_each_way_to_write_a_permission_is_read(text: str, permission: Permission) -> None:
    assert Permission.parse(text) is permission


@pytest.mark.parametrize("text", ["", "screen", "microphones", "\ud800"])
def test_what_is_none_names_those_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="is not a permission; there are microphone, screen-capture, system-audio, accessibility, camera"):
        Permission.parse(text)
