from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop import resources
from tests.arch.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_from_sources_they_are_those_of_the_project() -> None:
    assert resources.root() == ROOT / "resources"
    assert resources.icon_file("app").is_file()
    assert resources.style_file("check-light.svg").is_file()


def test_in_an_installed_program_they_are_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "translations").mkdir(parents=True)
    (tmp_path / "resources" / "translations" / "lookhear_de.qm").touch()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.root() == tmp_path / "resources"
    assert [path.name for path in resources.translation_files("de")] == ["lookhear_de.qm"]
    assert resources.translation_files("fr") == []
