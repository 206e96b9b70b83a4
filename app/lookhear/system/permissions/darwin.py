"""Permissions on macOS: what its privacy settings (TCC) say of the program that started us, and its question where none was answered.

The screen's answer counts from the next start of the program on, and system audio goes with the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from lookhear.system.permissions.kinds import Permission, PermissionStatus

if TYPE_CHECKING:
    from collections.abc import Callable

# AVAuthorizationStatus, AVFoundation
_MICROPHONE: Final = {
    0: PermissionStatus.UNDETERMINED,
    1: PermissionStatus.RESTRICTED,
    2: PermissionStatus.DENIED,
    3: PermissionStatus.GRANTED,
}
_PAGE: Final = "x-apple.systempreferences:com.apple.preference.security?Privacy_"
_PAGES: Final = {
    Permission.MICROPHONE: "Microphone",
    Permission.SCREEN_CAPTURE: "ScreenCapture",
    Permission.SYSTEM_AUDIO: "ScreenCapture",
    Permission.ACCESSIBILITY: "Accessibility",
}


class Frameworks(Protocol):
    """What is asked of macOS."""

    def microphone_status(self) -> int:
        """AVAuthorizationStatus for sound."""
        ...

    def ask_for_microphone(self) -> None:
        """Show the system's question and wait for the answer, at most `ANSWERED_WITHIN_S`."""
        ...

    def may_see_screen(self) -> bool:
        """CGPreflightScreenCaptureAccess."""
        ...

    def ask_for_screen(self) -> bool:
        """CGRequestScreenCaptureAccess: shows the system's question the first time, and does not wait for an answer."""
        ...

    def names_of_others(self) -> bool | None:
        """Whether CGWindowListCopyWindowInfo gives titles of other programs' windows; None where none of them is open.

        It hides them from whoever may not see the screen, and so do pictures.
        """
        ...

    def is_trusted(self) -> bool:
        """AXIsProcessTrusted: whether windows of other programs may be looked at."""
        ...


class MacPermissions:
    """`Permissions` over the system's frameworks."""

    goes_stale = True

    def __init__(
        self, frameworks: Frameworks, *, ask_new_process: Callable[[Permission], PermissionStatus | None] = lambda _permission: None
    ) -> None:
        self._frameworks, self._ask_new_process = frameworks, ask_new_process

    def request(self, permission: Permission) -> PermissionStatus:
        """See `Permissions.request`."""
        match permission:
            case Permission.MICROPHONE:
                return self._microphone()
            case Permission.SCREEN_CAPTURE | Permission.SYSTEM_AUDIO:
                return _of(is_granted=self._frameworks.may_see_screen() or self._frameworks.ask_for_screen())
            case Permission.ACCESSIBILITY:
                return _of(is_granted=self._frameworks.is_trusted())
            case Permission.CAMERA:  # this program has no use for one
                return PermissionStatus.RESTRICTED

    def needs(self) -> tuple[Permission, ...]:
        """See `DesktopPermissions.needs`."""
        return (Permission.SCREEN_CAPTURE, Permission.MICROPHONE)

    def status(self, permission: Permission) -> PermissionStatus:
        """See `DesktopPermissions.status`."""
        match permission:
            case Permission.MICROPHONE:
                return _MICROPHONE.get(self._frameworks.microphone_status(), PermissionStatus.DENIED)
            case Permission.SCREEN_CAPTURE | Permission.SYSTEM_AUDIO:
                return _of(is_granted=self._frameworks.may_see_screen())
            case Permission.ACCESSIBILITY:
                return _of(is_granted=self._frameworks.is_trusted())
            case Permission.CAMERA:
                return PermissionStatus.RESTRICTED

    def status_of_new_process(self, permission: Permission) -> PermissionStatus | None:
        """See `DesktopPermissions.status_of_new_process`: what a process is told of the screen stays as it was when it began."""
        return self._ask_new_process(permission) if permission is Permission.SCREEN_CAPTURE else None

    def sees_others(self) -> bool | None:
        """See `DesktopPermissions.sees_others`."""
        return self._frameworks.names_of_others()

    def is_asked_once(self, permission: Permission) -> bool:
        """See `DesktopPermissions.is_asked_once`."""
        return permission in {Permission.SCREEN_CAPTURE, Permission.SYSTEM_AUDIO}

    def can_ask(self, permission: Permission) -> bool:
        """See `DesktopPermissions.can_ask`."""
        if permission is Permission.MICROPHONE:
            return self.status(permission) is PermissionStatus.UNDETERMINED
        return self.is_asked_once(permission)

    def settings_link(self, permission: Permission) -> str:
        """See `DesktopPermissions.settings_link`."""
        page = _PAGES.get(permission)
        return "" if page is None else _PAGE + page

    def _microphone(self) -> PermissionStatus:
        if _MICROPHONE.get(self._frameworks.microphone_status()) is PermissionStatus.UNDETERMINED:
            self._frameworks.ask_for_microphone()
        return _MICROPHONE.get(self._frameworks.microphone_status(), PermissionStatus.DENIED)


def _of(*, is_granted: bool) -> PermissionStatus:
    return PermissionStatus.GRANTED if is_granted else PermissionStatus.DENIED
