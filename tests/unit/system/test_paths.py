from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.paths import paths_of_this_machine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_this_machine_obeys_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    assert paths_of_this_machine().recordings == tmp_path / "recordings"


def test_this_machine_has_folders_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOOKHEAR_HOME", raising=False)
    paths = paths_of_this_machine()
    assert paths.recordings.is_absolute()
    assert paths.exports.is_absolute()
