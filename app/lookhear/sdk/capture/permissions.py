"""The permissions a program may ask for, in every spelling that is around (contract §5.1, §8 C21). Pure."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What the system may have to allow; the values are the engine's words."""

    MICROPHONE = "microphone"
    SCREEN_CAPTURE = "screen-capture"
    SYSTEM_AUDIO = "system_audio"
    ACCESSIBILITY = "accessibility"
    CAMERA = "camera"

    @classmethod
    def of(cls, kind: str) -> Permission:
        """The permission of a name, with hyphens or underscores. Raises ValueError for a name that is none."""
        wanted = str(kind).replace("_", "-")
        for permission in cls:
            if wanted == permission.value.replace("_", "-"):
                return permission
        known = ", ".join(permission.value.replace("-", "_") for permission in cls)
        raise ValueError(f"{kind!r} is not a permission; there are {known}.")
