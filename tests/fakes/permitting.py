"""A system that permits things, for the application: every answer is a test's."""

from __future__ import annotations

from lookhear.system.permissions.kinds import Permission, PermissionStatus


class ScriptedPermissions:
    """`DesktopPermissions` that say what stands in their fields. ``answers`` is what a person says when asked."""

    def __init__(self, *needed: Permission, goes_stale: bool = False) -> None:
        self.needed, self.goes_stale = needed, goes_stale
        self.statuses: dict[Permission, PermissionStatus] = {}
        self.answers: dict[Permission, PermissionStatus] = {}
        self.fresh: dict[Permission, PermissionStatus] = {}
        self.others: bool | None = None
        self.asked_once: set[Permission] = set()
        self.asked: list[Permission] = []
        self.new_processes = 0

    def request(self, permission: Permission) -> PermissionStatus:
        self.asked.append(permission)
        self.statuses[permission] = self.answers.get(permission, self.status(permission))
        return self.statuses[permission]

    def needs(self) -> tuple[Permission, ...]:
        return self.needed

    def status(self, permission: Permission) -> PermissionStatus:
        return self.statuses.get(permission, PermissionStatus.GRANTED)

    def status_of_new_process(self, permission: Permission) -> PermissionStatus | None:
        self.new_processes += 1
        return self.fresh.get(permission)

    def sees_others(self) -> bool | None:
        return self.others

    def is_asked_once(self, permission: Permission) -> bool:
        return permission in self.asked_once

    def can_ask(self, permission: Permission) -> bool:
        return permission in self.asked_once or self.status(permission) is PermissionStatus.UNDETERMINED

    def settings_link(self, permission: Permission) -> str:
        return f"settings:{permission}"
