"""What keeps a setting from being as a person wants it."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class SettingsError(LookhearError):
    """A setting that makes no sense, or that this system does not let us keep."""

    code = "settings.invalid"


class SettingsDamaged(SettingsError):
    """The settings file, or one value in it, cannot be read: the defaults hold."""

    code = "settings.damaged"
