"""What macOS says, through frameworks of a test."""

from __future__ import annotations

import pytest

from lookhear.system.permissions.darwin import MacPermissions
from lookhear.system.permissions.kinds import Permission, PermissionStatus

UNDETERMINED, RESTRICTED, DENIED, GRANTED = range(4)


class ScriptedFrameworks:
    """A Mac whose person answers the microphone's question with ``answer``."""

    def __init__(
        self, *, microphone: int = UNDETERMINED, answer: int = UNDETERMINED, screen: bool = False, can_be_asked: bool = False
    ) -> None:
        self.microphone, self.answer = microphone, answer
        self.screen, self.can_be_asked = screen, can_be_asked
        self.questions: list[str] = []

    def microphone_status(self) -> int:
        return self.microphone

    def ask_for_microphone(self) -> None:
        self.questions.append("microphone")
        self.microphone = self.answer

    def may_see_screen(self) -> bool:
        return self.screen

    def ask_for_screen(self) -> bool:
        self.questions.append("screen")
        return self.can_be_asked

    def is_trusted(self) -> bool:
        return self.screen


@pytest.mark.parametrize(
    ("before", "answer", "status", "questions"),
    [
        (GRANTED, GRANTED, PermissionStatus.GRANTED, []),
        (DENIED, DENIED, PermissionStatus.DENIED, []),
        (RESTRICTED, RESTRICTED, PermissionStatus.RESTRICTED, []),
        (UNDETERMINED, GRANTED, PermissionStatus.GRANTED, ["microphone"]),
        (UNDETERMINED, DENIED, PermissionStatus.DENIED, ["microphone"]),
        (UNDETERMINED, UNDETERMINED, PermissionStatus.UNDETERMINED, ["microphone"]),
        (7, 7, PermissionStatus.DENIED, []),
    ],
)
def test_the_microphone_is_asked_for_once(before: int, answer: int, status: PermissionStatus, questions: list[str]) -> None:
    mac = ScriptedFrameworks(microphone=before, answer=answer)
    assert MacPermissions(mac).request(Permission.MICROPHONE) is status
    assert mac.questions == questions


@pytest.mark.parametrize("permission", [Permission.SCREEN_CAPTURE, Permission.SYSTEM_AUDIO])
@pytest.mark.parametrize(
    ("screen", "can_be_asked", "status", "questions"),
    [
        (True, False, PermissionStatus.GRANTED, []),
        (False, True, PermissionStatus.GRANTED, ["screen"]),
        (False, False, PermissionStatus.DENIED, ["screen"]),
    ],
)
def test_the_screen_and_what_the_computer_plays_go_together(
    permission: Permission, *, screen: bool, can_be_asked: bool, status: PermissionStatus, questions: list[str]
) -> None:
    mac = ScriptedFrameworks(screen=screen, can_be_asked=can_be_asked)
    assert MacPermissions(mac).request(permission) is status
    assert mac.questions == questions


@pytest.mark.parametrize(("is_trusted", "status"), [(True, PermissionStatus.GRANTED), (False, PermissionStatus.DENIED)])
def test_windows_of_others_are_a_permission_of_their_own(*, is_trusted: bool, status: PermissionStatus) -> None:
    assert MacPermissions(ScriptedFrameworks(screen=is_trusted)).request(Permission.ACCESSIBILITY) is status


def test_nobody_can_grant_a_camera_to_a_program_that_uses_none() -> None:
    assert MacPermissions(ScriptedFrameworks()).request(Permission.CAMERA) is PermissionStatus.RESTRICTED
