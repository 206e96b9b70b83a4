from __future__ import annotations

import dataclasses

import pytest

from lookhear.desktop.engine.settings.declared import RecordingSettings, Settings, declared, setting


def test_what_was_declared_of_a_setting_is_found_by_its_name() -> None:
    assert declared(RecordingSettings, "fps").high == 60
    assert declared(RecordingSettings, "countdown_s").choices == (0, 3, 5, 10)


def test_a_field_that_is_no_setting_has_nothing_declared() -> None:
    with pytest.raises(KeyError):
        declared(Settings, "general")


def test_a_setting_has_its_default_and_its_words() -> None:
    field = setting(7, label="Days", unit="d")
    assert field.default == 7
    assert field.metadata["lookhear"].unit == "d"


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().general.click = "x"  # type: ignore[misc, assignment]
