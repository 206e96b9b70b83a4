"""Permissions on macOS: what its privacy settings (TCC) say of the program that started us, and its question where none was answered.

The screen's answer counts from the next start of the program on, and system audio goes with the screen.
"""

from __future__ import annotations

from typing import Final, Protocol

from lookhear.system.permissions.kinds import Permission, PermissionStatus

# AVAuthorizationStatus, AVFoundation
_MICROPHONE: Final = {
    0: PermissionStatus.UNDETERMINED,
    1: PermissionStatus.RESTRICTED,
    2: PermissionStatus.DENIED,
    3: PermissionStatus.GRANTED,
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

    def is_trusted(self) -> bool:
        """AXIsProcessTrusted: whether windows of other programs may be looked at."""
        ...


class MacPermissions:
    """`Permissions` over the system's frameworks."""

    def __init__(self, frameworks: Frameworks) -> None:
        self._frameworks = frameworks

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

    def _microphone(self) -> PermissionStatus:
        if _MICROPHONE.get(self._frameworks.microphone_status()) is PermissionStatus.UNDETERMINED:
            self._frameworks.ask_for_microphone()
        return _MICROPHONE.get(self._frameworks.microphone_status(), PermissionStatus.DENIED)


def _of(*, is_granted: bool) -> PermissionStatus:
    return PermissionStatus.GRANTED if is_granted else PermissionStatus.DENIED
