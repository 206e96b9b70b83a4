"""What macOS says, through frameworks of a test."""

from __future__ import annotations

import pytest

from lookhear.system.permissions.darwin import MacPermissions
from lookhear.system.permissions.kinds import Permission, PermissionStatus

UNDETERMINED, RESTRICTED, DENIED, GRANTED = range(4)


class ScriptedFrameworks:
    """A Mac whose person answers the microphone's question with ``answer``."""

    def __init__(
        self,
        *,
        microphone: int = UNDETERMINED,
        answer: int = UNDETERMINED,
        screen: bool = False,
        can_be_asked: bool = False,
        names: bool | None = None,
    ) -> None:
        self.microphone, self.answer, self.names = microphone, answer, names
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

    def names_of_others(self) -> bool | None:
        return self.names

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


def test_a_recorder_needs_the_screen_and_the_microphone_and_asks_nobody_to_know_how_they_stand() -> None:
    mac = ScriptedFrameworks(microphone=UNDETERMINED)
    permissions = MacPermissions(mac)
    assert permissions.needs() == (Permission.SCREEN_CAPTURE, Permission.MICROPHONE)
    assert [permissions.status(permission) for permission in Permission] == [
        PermissionStatus.UNDETERMINED,
        PermissionStatus.DENIED,
        PermissionStatus.DENIED,
        PermissionStatus.DENIED,
        PermissionStatus.RESTRICTED,
    ]
    assert mac.questions == []
    assert permissions.goes_stale


@pytest.mark.parametrize(("microphone", "can_ask"), [(UNDETERMINED, True), (DENIED, False), (GRANTED, False)])
def test_the_microphone_can_be_asked_for_until_it_was_the_screen_says_nothing_of_that(microphone: int, *, can_ask: bool) -> None:
    permissions = MacPermissions(ScriptedFrameworks(microphone=microphone))
    assert permissions.can_ask(Permission.MICROPHONE) is can_ask
    assert not permissions.is_asked_once(Permission.MICROPHONE)
    assert permissions.can_ask(Permission.SCREEN_CAPTURE)
    assert permissions.is_asked_once(Permission.SCREEN_CAPTURE)
    assert not permissions.can_ask(Permission.ACCESSIBILITY)


def test_each_permission_has_its_page_in_the_settings() -> None:
    permissions = MacPermissions(ScriptedFrameworks())
    links = {permission: permissions.settings_link(permission) for permission in Permission}
    assert links[Permission.SCREEN_CAPTURE].endswith("?Privacy_ScreenCapture")
    assert links[Permission.MICROPHONE].endswith("?Privacy_Microphone")
    assert links[Permission.CAMERA] == ""


def test_a_new_process_is_asked_about_the_screen_alone() -> None:
    asked: list[Permission] = []

    def ask(permission: Permission) -> PermissionStatus:
        asked.append(permission)
        return PermissionStatus.GRANTED

    permissions = MacPermissions(ScriptedFrameworks(), ask_new_process=ask)
    assert permissions.status_of_new_process(Permission.SCREEN_CAPTURE) is PermissionStatus.GRANTED
    assert permissions.status_of_new_process(Permission.MICROPHONE) is None
    assert asked == [Permission.SCREEN_CAPTURE]
    assert MacPermissions(ScriptedFrameworks()).status_of_new_process(Permission.SCREEN_CAPTURE) is None


@pytest.mark.parametrize("names", [True, False, None])
def test_whether_others_are_seen_is_told_by_their_names(names: bool | None) -> None:  # noqa: FBT001 - pytest's parameter
    assert MacPermissions(ScriptedFrameworks(names=names)).sees_others() is names
