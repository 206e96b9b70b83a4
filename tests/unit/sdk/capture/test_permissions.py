from __future__ import annotations

import pytest

from lookhear.sdk.capture.permissions import Permission


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("microphone", Permission.MICROPHONE),
        ("screen_capture", Permission.SCREEN_CAPTURE),
        ("screen-capture", Permission.SCREEN_CAPTURE),
        ("system_audio", Permission.SYSTEM_AUDIO),
        ("system-audio", Permission.SYSTEM_AUDIO),
        ("accessibility", Permission.ACCESSIBILITY),
        ("camera", Permission.CAMERA),
    ],
)
def test_a_permission_is_known_in_both_spellings(name: str, permission: Permission) -> None:
    assert Permission.of(name) is permission


@pytest.mark.parametrize("name", ["", "mic", "Microphone", "screen capture", "keyboard"])
def test_another_name_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"is not a permission; there are microphone, screen_capture, system_audio"):
        Permission.of(name)
