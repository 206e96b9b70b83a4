from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lookhear.system.bundle import is_bundle, keyring_of_this_system, of_other_systems, step_back

if TYPE_CHECKING:
    import pytest


def test_from_source_nothing_of_the_environment_is_touched() -> None:
    environ = {"LD_LIBRARY_PATH": "/mine", "QT_PLUGIN_PATH": "/too"}
    step_back(environ)
    assert environ == {"LD_LIBRARY_PATH": "/mine", "QT_PLUGIN_PATH": "/too"}
    assert not is_bundle()


def test_a_bundle_hands_none_of_its_libraries_to_the_programs_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    environ = {"LD_LIBRARY_PATH": "/bundle", "QT_PLUGIN_PATH": "/bundle/plugins", "QML2_IMPORT_PATH": "/bundle/qml", "PATH": "/bin"}
    step_back(environ)
    assert environ == {"PATH": "/bin", "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def test_what_the_person_had_set_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    environ = {"LD_LIBRARY_PATH": "/bundle:/mine", "LD_LIBRARY_PATH_ORIG": "/mine"}
    step_back(environ)
    assert environ["LD_LIBRARY_PATH"] == "/mine"


def test_each_system_leaves_the_modules_of_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for system, keyring in (("linux", "SecretService"), ("darwin", "macOS"), ("win32", "Windows")):
        monkeypatch.setattr(sys, "platform", system)
        assert system not in of_other_systems()
        assert keyring_of_this_system() == f"keyring.backends.{keyring}"
    monkeypatch.setattr(sys, "platform", "plan9")
    assert keyring_of_this_system() is None
